"""The page of the figures, and its table as a file."""
