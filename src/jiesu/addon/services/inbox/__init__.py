"""The asker's inbox."""
