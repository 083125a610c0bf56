"""Pages for those who come with a matter, and for whoever reads one complaint."""
