"""`@reports` of a desk, a report's own representation, its release, what it counted."""
