"""Forms ready to use, see ready.py: what each asks and does, and its words."""
