"""Answers for everybody: one of them, the list, and finding them."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.content.interfaces import IDepartment
from jiesu.addon.content.lookup import FAQ
from plone import api
from plone.base.utils import safe_text


PORTAL_TYPE = "JiesuFaq"
MOST = 100


@dataclass(frozen=True)
class FaqEntry:
    """A question with where its answer stands."""

    title: str
    url: str
    by: str


def find_faqs(page: BasePage, words: str, limit: int = MOST) -> list[FaqEntry]:
    """The published answers of the page's desk, the latest first.

    :param words: what they hold; "" for all
    """
    query = {
        "portal_type": PORTAL_TYPE,
        "path": "/".join(page.desk.getPhysicalPath()),
        "review_state": "published",
        "sort_on": "effective",
        "sort_order": "descending",
        "sort_limit": limit,
    }
    plain = "".join(c if c.isalnum() else " " for c in safe_text(words)).split()
    if words and not plain:
        return []
    if plain:
        query["SearchableText"] = " AND ".join(f"{word}*" for word in plain)
    brains = api.portal.get_tool("portal_catalog")(**query)
    return [FaqEntry(b.Title, b.getURL(), _by(page, b)) for b in brains[:limit]]


def _by(page: BasePage, brain) -> str:
    """Whose answer it is: that of the department whose folder it lies in."""
    parent = brain.getPath().split("/")[-2]
    return "" if parent == FAQ else page.department_title(parent)


class FaqPage(BasePage):
    """One question with its answer."""

    @property
    def page_title(self) -> str:
        """The question."""
        return self.context.Title()

    @property
    def by(self) -> str:
        """Whose answer it is."""
        parent = self.context.aq_parent
        return parent.Title() if IDepartment.providedBy(parent) else ""

    @property
    def changed(self):
        """When it was last changed."""
        return self.context.modified().asdatetime()

    @property
    def submit_url(self) -> str:
        """Where to go if the answer does not help."""
        category = self.context.category
        query = f"?category={category}" if category else ""
        return f"{self.desk_url}/@@submit{query}"


class FaqsPage(BasePage):
    """All answers of a desk."""

    title = _("page_faqs_title", default="Common answers")

    @property
    def here(self) -> str:
        """The folder itself."""
        return self.context.absolute_url()

    @property
    def words(self) -> str:
        """What is looked for."""
        words = self.request.form.get("q", "")
        return words.strip()[:100] if isinstance(words, str) else ""

    @cached_property
    def faqs(self) -> list[FaqEntry]:
        """The answers."""
        return find_faqs(self, self.words)


class ComplaintsPage(BasePage):
    """The container of complaints has nothing to show of its own."""

    def __call__(self):
        """Lead to the reader's own."""
        return self.go(f"{self.desk_url}/@@mine")
