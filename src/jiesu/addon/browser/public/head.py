"""What pages for everybody say of themselves in their head."""

from jiesu.addon import _
from jiesu.addon.browser.base import BasePage


FEEDS = ("atom", "rss")


def feeds_of(
    page: BasePage, what: str, title: str, query: str = ""
) -> tuple[tuple[str, str, str], ...]:
    """The feeds of the desk's FAQ pages or answers, as `BasePage.feeds` has them.

    :param what: "faq" or "answers"
    :param query: what narrows them, with its question mark
    """
    return tuple(
        (kind, f"{title} ({kind.upper()})", f"{page.desk_url}/@@{what}.{kind}{query}")
        for kind in FEEDS
    )


FAQ_FEED = _("feed_faq", default="Common answers")
ANSWERS_FEED = _("feed_answers", default="Lately solved")


def feeds_of_desk(page: BasePage) -> tuple[tuple[str, str, str], ...]:
    """All feeds of the desk."""
    return (
        *feeds_of(page, "faq", page.t(FAQ_FEED)),
        *feeds_of(page, "answers", page.t(ANSWERS_FEED)),
    )
