"""`@complaints` of a desk, and a complaint's own representation."""
