"""Answers for everybody: one of them, the list, and finding them."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.public.review import Review
from jiesu.addon.browser.public.votes import voted
from jiesu.addon.browser.public.votes import votes_of
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
    category: str = ""


@dataclass(frozen=True)
class CategoryLink:
    """A category that the answers can be narrowed to."""

    title: str
    url: str
    count: int
    on: bool


def find_faqs(
    page: BasePage, words: str, limit: int = MOST, place=None, state="published"
) -> list[FaqEntry]:
    """The answers of the page's desk that the reader may see, the latest first.

    :param words: what they hold; "" for all
    :param place: a folder, for those in it alone
    """
    query = {
        "portal_type": PORTAL_TYPE,
        "path": "/".join((place or page.desk).getPhysicalPath()),
        "review_state": state,
        "sort_on": "effective" if state == "published" else "modified",
        "sort_order": "descending",
        "sort_limit": limit,
    }
    plain = "".join(c if c.isalnum() else " " for c in safe_text(words)).split()
    if words and not plain:
        return []
    if plain:
        query["SearchableText"] = " AND ".join(f"{word}*" for word in plain)
    brains = api.portal.get_tool("portal_catalog")(**query)
    return [_entry(page, brain) for brain in brains[:limit]]


def _entry(page: BasePage, brain) -> FaqEntry:
    # There are some hundreds at most: to wake them costs less than another index.
    category = getattr(brain._unrestrictedGetObject(), "category", None) or ""
    return FaqEntry(brain.Title, brain.getURL(), _by(page, brain), category)


def _by(page: BasePage, brain) -> str:
    """Whose answer it is: that of the department whose folder it lies in."""
    parent = brain.getPath().split("/")[-2]
    return "" if parent == FAQ else page.department_title(parent)


class FaqPage(BasePage):
    """One question with its answer."""

    public = True

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

    @cached_property
    def review(self) -> Review | None:
        """What staff see besides, None for others."""
        review = Review(self.context)
        return None if self.is_anonymous or not review.is_for_reader else review

    @property
    def votes(self) -> dict[str, int]:
        """How often it helped and did not."""
        return votes_of(self.context)

    @property
    def voted(self) -> bool:
        """Whether the reader has said."""
        return voted(self.context, self.request)

    @property
    def is_published(self) -> bool:
        """Whether everybody reads it."""
        return api.content.get_state(self.context) == "published"

    @property
    def category(self) -> str:
        """What it is about."""
        category = self.context.category
        return self.category_title(category) if category else ""

    @property
    def submit_url(self) -> str:
        """Where to go if the answer does not help."""
        category = self.context.category
        query = f"?category={category}" if category else ""
        return f"{self.desk_url}/@@submit{query}"


class FaqsPage(BasePage):
    """All answers of a desk."""

    public = True
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
    def found(self) -> list[FaqEntry]:
        """The answers with these words."""
        return find_faqs(self, self.words)

    @property
    def category(self) -> str:
        """The category that was chosen, or ""."""
        category = self.request.form.get("category", "")
        return category if category in self.category_titles else ""

    @property
    def faqs(self) -> list[FaqEntry]:
        """Those of the category."""
        if not self.category:
            return self.found
        return [one for one in self.found if one.category == self.category]

    @property
    def categories(self) -> list[CategoryLink]:
        """The categories of what was found, with how many there are."""
        counts = Counter(one.category for one in self.found if one.category)
        return [
            CategoryLink(
                title,
                self.here_with(category=None if self.category == name else name),
                counts[name],
                self.category == name,
            )
            for name, title in self.category_titles.items()
            if counts[name]
        ]

    @cached_property
    def waiting(self) -> list[FaqEntry]:
        """Pages that are not published yet, for those who may see them."""
        if self.is_anonymous:
            return []
        return find_faqs(self, "", state=["draft", "pending"])


class ComplaintsPage(BasePage):
    """The container of complaints has nothing to show of its own."""

    def __call__(self):
        """Lead to the reader's own."""
        return self.go(f"{self.desk_url}/@@mine")
