"""The figures: measures, columns in memory, reports, who may see which."""
