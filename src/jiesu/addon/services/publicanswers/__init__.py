"""Public answers in JSON: what everybody reads, and nothing besides."""
