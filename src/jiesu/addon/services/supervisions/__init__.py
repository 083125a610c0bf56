"""`@supervisions` of a desk, and a supervision's own representation."""
