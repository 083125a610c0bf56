"""Where it is, as it was written, put simply, so that one place is one group. Pure."""

from jiesu.addon.content.placenames import key_of as place_of


__all__ = ["place_of"]
