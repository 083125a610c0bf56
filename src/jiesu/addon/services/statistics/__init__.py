"""`@statistics`: the figures."""
