"""`@answer-check` of a complaint: what a good answer never holds."""
