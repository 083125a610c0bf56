"""Words that are stored in the site, and so in the site's language for everybody."""

from plone import api


def stored_words(message) -> str:
    """A message in the site's default language, whoever asks and in which language."""
    return api.portal.translate(message, lang=api.portal.get_default_language())
