"""`@categories` of a desk."""
