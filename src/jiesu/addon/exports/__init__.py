"""Lists as files for spreadsheets, and the log of who took what."""
