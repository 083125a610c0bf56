"""`@places` of a desk."""
