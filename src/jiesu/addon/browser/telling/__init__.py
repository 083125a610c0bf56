"""Pages about being told: the inbox, the choice of ways, the texts of messages."""
