"""Upgrade steps, each in a folder named by its date."""
