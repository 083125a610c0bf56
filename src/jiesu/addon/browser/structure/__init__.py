"""Departments and categories as their Office sees them: tables, tree, preview."""
