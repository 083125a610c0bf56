"""Answers for everybody: one of them, the list, and finding them."""

from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.public.crumbs import Crumb
from jiesu.addon.browser.public.head import feeds_of
from jiesu.addon.browser.public.linked import faq_data
from jiesu.addon.browser.public.review import Review
from jiesu.addon.browser.public.topics import Topic
from jiesu.addon.browser.public.topics import Topics
from jiesu.addon.browser.public.votes import said
from jiesu.addon.content.category import top_of
from jiesu.addon.content.interfaces import IDepartment
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.publiclines import Contact
from jiesu.addon.content.publiclines import contacts_of
from jiesu.addon.content.publiclines import PHONE_KIND
from jiesu.addon.faqs.find import find_faqs
from jiesu.addon.faqs.find import related_faqs
from jiesu.addon.faqs.published import Faq
from jiesu.addon.faqs.published import FAQ_TYPE
from jiesu.addon.faqs.published import moment_of
from jiesu.addon.faqs.published import short_url
from jiesu.addon.faqs.votes import votes_of
from jiesu.addon.services import asked
from plone import api
from urllib.parse import urlencode


# So many stand on a page; whoever looks for more has a search, and the categories.
MOST = 100
# So many of each category stand on the page of all.
FIRST = 5
RELATED = 4
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class FaqEntry:
    """A question with where its answer stands."""

    title: str
    url: str
    by: str
    category: str = ""


@dataclass(frozen=True)
class Shelf:
    """The answers of one category, the first of them.

    more: the address of all where there are more, else ""
    """

    id: str
    title: str
    entries: list[FaqEntry]
    count: int
    more: str


def searched(request, name: str = "q") -> str:
    """What is looked for, as the address has it."""
    return asked.text(request.form, name)[:LONGEST_SEARCH]


def entry_of(page: BasePage, faq: Faq) -> FaqEntry:
    """A published page as lists show it."""
    by = page.department_title(faq.department) if faq.department else ""
    return FaqEntry(faq.title, faq.url, by, faq.category)


def unpublished(page: BasePage) -> list[FaqEntry]:
    """The pages of the desk that the reader may see and that are not published yet."""
    found = api.portal.get_tool("portal_catalog")(
        portal_type=FAQ_TYPE,
        path="/".join(page.desk.getPhysicalPath()),
        review_state=["draft", "pending"],
        sort_on="modified",
        sort_order="descending",
        sort_limit=MOST,
    )
    titles = page.department_titles
    return [
        FaqEntry(one.Title, one.getURL(), titles.get(one.getPath().split("/")[-2], ""))
        for one in found[:MOST]
    ]


class FaqPage(BasePage):
    """One question with its answer."""

    for_everybody = True

    @property
    def page_title(self) -> str:
        """The question."""
        return self.context.Title()

    @property
    def crumbs(self) -> list[Crumb]:
        """The way here: the desk, all answers, those of the category."""
        faqs = f"{self.desk_url}/faq"
        found = [
            Crumb(self.desk.Title(), self.desk_url),
            Crumb(self.t(FaqsPage.title), faqs),
        ]
        category = category_of(self.desk, self.context.category)
        for one in top_of(category) if category is not None else ():
            url = f"{faqs}?{urlencode({'category': one.getId()})}"
            found.append(Crumb(one.Title(), url))
        return found

    @cached_property
    def department(self):
        """Whose answer it is, None for the common ones."""
        parent = self.context.aq_parent
        return parent if IDepartment.providedBy(parent) else None

    @property
    def by(self) -> str:
        """The name of the department."""
        return self.department.Title() if self.department is not None else ""

    @property
    def by_url(self) -> str:
        """What the department is for."""
        return f"{self.department.absolute_url()}/@@about"

    @property
    def changed(self):
        """When it was last changed."""
        return moment_of(self.context.modified())

    @property
    def short_url(self) -> str:
        """The address that stays."""
        return short_url(self.desk, self.context.UID())

    @cached_property
    def review(self) -> Review | None:
        """What staff see besides, None for others."""
        review = Review(self.context)
        return None if self.is_anonymous or not review.is_for_reader else review

    @property
    def votes(self) -> dict[str, int]:
        """How often it helped and did not."""
        return votes_of(self.context)

    @cached_property
    def said(self) -> str:
        """Whether it helped, as the reader has said: "yes", "no", "" for nothing."""
        return said(self.context, self.request)

    @cached_property
    def is_published(self) -> bool:
        """Whether everybody reads it."""
        return api.content.get_state(self.context) == "published"

    @cached_property
    def related(self) -> list[FaqEntry]:
        """What is asked about the same."""
        found = related_faqs(self.desk, self.context.UID(), RELATED)
        return [entry_of(self, one) for one in found]

    @property
    def linked_data(self) -> str:
        """The question and its answer for search engines; "" before it is published."""
        if not self.is_published:
            return ""
        return faq_data(self.context.Title(), self.context.answer or "", self.changed)

    @property
    def submit_url(self) -> str:
        """Where to go if the answer does not help."""
        return self._submit_url({})

    @property
    def missing_url(self) -> str:
        """Where to say what is missing here: the form, begun."""
        begun = _(
            "faq_missing_text",
            default="About “${question}”: ",
            mapping={"question": self.page_title},
        )
        return self._submit_url({"text": self.t(begun)})

    def _submit_url(self, begun: dict[str, str]) -> str:
        known = {"category": self.context.category or ""} | begun
        query = urlencode({name: value for name, value in known.items() if value})
        return f"{self.desk_url}/@@submit{'?' if query else ''}{query}"


class FaqsPage(BasePage):
    """All answers of a desk."""

    for_everybody = True
    title = _("page_faqs_title", default="Common answers")
    width = "roomy"

    @property
    def feeds(self) -> tuple[tuple[str, str, str], ...]:
        """The feeds of the same."""
        query = f"?category={self.category}" if self.category else ""
        return feeds_of(self, "faq", self.page_title, query)

    @property
    def crumbs(self) -> list[Crumb]:
        """The way here."""
        return [Crumb(self.desk.Title(), self.desk_url)]

    @property
    def here(self) -> str:
        """The folder itself."""
        return self.context.absolute_url()

    @cached_property
    def words(self) -> str:
        """What is looked for."""
        return searched(self.request)

    @cached_property
    def category(self) -> str:
        """The category that was chosen, or ""."""
        return asked.one_of(self.request.form, "category", self.category_titles)

    @cached_property
    def department(self) -> str:
        """The department whose answers alone are shown, or ""."""
        return asked.one_of(self.request.form, "department", self.department_titles)

    @cached_property
    def found(self) -> list[Faq]:
        """The answers with these words, of all categories."""
        found = find_faqs(self.desk, self.words, department=self.department)
        return [one.faq for one in found]

    @cached_property
    def topics(self) -> list[Topic]:
        """The categories of what was found, with how many there are."""
        counts = Counter(one.category for one in self.found)
        return Topics(self, counts).of(self.category)

    @property
    def all_url(self) -> str:
        """All that was found, in no category."""
        return self.here_with(category=None)

    @cached_property
    def chosen(self) -> list[Faq]:
        """Those of the category."""
        if not self.category:
            return self.found
        found = find_faqs(
            self.desk, self.words, category=self.category, department=self.department
        )
        return [one.faq for one in found]

    @property
    def faqs(self) -> list[FaqEntry]:
        """Those of the category, the best first."""
        return [entry_of(self, one) for one in self.chosen[:MOST]]

    @property
    def shelves(self) -> list[Shelf]:
        """Where nothing is looked for: by category, or those of the chosen one."""
        if self.words:
            return []
        found = [self._shelf(topic) for topic in self._shelved()]
        rest = [one for one in self.chosen if one.category not in self.category_titles]
        if rest and not self.category:
            entries = [entry_of(self, one) for one in rest[:MOST]]
            title = self.t(_("faqs_other", default="Other questions"))
            found.append(Shelf("none", title, entries, len(rest), ""))
        return [one for one in found if one.entries]

    def _shelved(self) -> list[Topic]:
        if not self.category:
            return self.topics
        topic = next(one for one in self.topics if one.on or one.opened)
        return [topic] if topic.on else [one for one in topic.below if one.on]

    def _shelf(self, topic: Topic) -> Shelf:
        some = [one for one in self.chosen if one.category in topic.ids]
        most = MOST if self.category else FIRST
        # Whose they are says little here: nearly all are of one department.
        entries = [replace(entry_of(self, one), by="") for one in some[:most]]
        more = topic.url if len(some) > most and not self.category else ""
        return Shelf(topic.id, topic.title, entries, len(some), more)

    @property
    def submit_url(self) -> str:
        """Where to go if no answer helps: with what was typed already."""
        begun = {"text": self.words, "category": self.category}
        query = urlencode({name: value for name, value in begun.items() if value})
        return f"{self.desk_url}/@@submit{'?' if query else ''}{query}"

    @property
    def phones(self) -> list[Contact]:
        """Whom one can call where nothing is found: the first that is named."""
        contacts = contacts_of(self.desk.contacts)
        return [one for one in contacts if one.kind == PHONE_KIND][:1]

    @cached_property
    def waiting(self) -> list[FaqEntry]:
        """Pages that are not published yet, for those who may see them."""
        return [] if self.is_anonymous else unpublished(self)


class ComplaintsPage(BasePage):
    """The container of complaints has nothing to show of its own."""

    def __call__(self):
        """Lead to the reader's own."""
        return self.go(f"{self.desk_url}/@@mine")
