"""The ways in which people are told: one module, one class, one named utility each."""
