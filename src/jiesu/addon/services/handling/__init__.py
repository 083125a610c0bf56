"""`@handling` of a complaint: the actions available now, and taking one."""
