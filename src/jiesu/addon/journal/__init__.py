"""The journal: the one record of everything that happens to a complaint."""
