"""`@personal-check` of a complaint: what in a text may point to persons."""
