"""The content types: their schemas, their classes and how to find one from another."""
