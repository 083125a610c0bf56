"""Lists as files: the page that makes them, and the log of who took what."""
