"""Vocabularies that forms, actions and filters choose from."""
