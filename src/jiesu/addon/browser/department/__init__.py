"""A department's workplace: the workbench and the members; the list under both."""
