"""The way in by forms that portal editors use: an action of collective.easyform."""
