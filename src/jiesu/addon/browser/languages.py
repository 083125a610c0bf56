"""Plone's choice of the language: on the page one reads, with what it was asked for."""

from plone.app.i18n.locales.browser.selector import LanguageSelector
from urllib.parse import quote
from urllib.parse import unquote_plus


CHOICE = "set_language"
# What is for one answer alone: the choice itself, and the token of a form.
NOT_KEPT = (CHOICE, "_authenticator")


class PageLanguages(LanguageSelector):
    """Leads to this page, where Plone's own leads to what the page is a view of."""

    def url(self, code: str) -> str:
        """The address of this page in another language."""
        kept = [*kept_of(self.request), f"{CHOICE}={quote(code)}"]
        return f"{self.request['ACTUAL_URL']}?{'&'.join(kept)}"


def kept_of(request) -> list[str]:
    """The parts of the query that go along, as they came.

    What was posted is not among them: it never gets into an address.
    """
    parts = str(request.get("QUERY_STRING") or "").split("&")
    return [part for part in parts if part and _name_of(part) not in NOT_KEPT]


def _name_of(part: str) -> str:
    """The name of a parameter, without the type behind it that Zope understands."""
    return unquote_plus(part.partition("=")[0]).partition(":")[0]
