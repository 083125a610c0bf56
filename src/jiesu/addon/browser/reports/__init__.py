"""The pages of reports: the list, a report to be read, how the Office writes it."""
