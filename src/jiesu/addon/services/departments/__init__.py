"""`@departments` of a desk."""
