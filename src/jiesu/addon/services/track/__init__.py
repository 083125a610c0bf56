"""`@track` of a desk: guests follow a complaint with number and query code."""
