"""What desks know, on the page of the site's own search.

Plone's search wants whole words, which Chinese does not set apart. Whoever types a
question there is shown what the search of the desk finds for it (faqs/). Where Plone
finds it as well, it stands there once.
"""

from dataclasses import dataclass
from jiesu.addon.browser.public.faqs import searched
from jiesu.addon.content.lookup import DESK_TYPE
from jiesu.addon.faqs.answers import find_answers
from jiesu.addon.faqs.find import find_faqs
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.CMFPlone import browser as plones
from Products.CMFPlone.browser.search import Search
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.annotation.interfaces import IAnnotations

import os


# So many of each are shown; the rest is one tap away.
FIRST = 4
# More answers are not read, as on their own page.
MOST = 1000
# What Plone's form calls what one looks for.
WORDS = "SearchableText"
# Under this name a request keeps what was found for it.
FOUND = "jiesu.addon.sitesearch"


@dataclass(frozen=True)
class Hit:
    """A page that fits."""

    uid: str
    title: str
    url: str


@dataclass(frozen=True)
class Hits:
    """What a desk has: common answers and public ones, the best first.

    *_count: how many there are; *_url: the page of them all
    """

    title: str
    url: str
    faqs: list[Hit]
    faqs_count: int
    faqs_url: str
    answers: list[Hit]
    answers_count: int
    answers_url: str
    submit_url: str


class SiteSearch(ViewletBase):
    """Above the results of the site's search."""

    @property
    def desks(self) -> list[Hits]:
        """The desks that the reader sees and that have something."""
        return found_by_desks(self.request)

    @property
    def is_all(self) -> bool:
        """Whether Plone has nothing besides; then it need not say so."""
        return bool(self.desks) and not len(self.view.results(batch=False))


class OnceSearch(Search):
    """Plone's results, without what stands above them."""

    index = ViewPageTemplateFile(
        os.path.join(os.path.dirname(plones.__file__), "templates", "search.pt")
    )

    def __call__(self) -> str:
        """Plone's page."""
        return self.index()

    def filter_query(self, query):
        """What the catalog is asked for."""
        asked = super().filter_query(query)
        above = [
            hit.uid
            for desk in found_by_desks(self.request)
            for hit in (*desk.faqs, *desk.answers)
        ]
        if asked is not None and above and "UID" not in asked:
            asked["UID"] = {"not": above}
        return asked


def found_by_desks(request) -> list[Hits]:
    """What the desks find for the words of a request; looked for once."""
    kept = IAnnotations(request)
    if FOUND not in kept:
        kept[FOUND] = _found(searched(request, WORDS))
    return kept[FOUND]


def _found(words: str) -> list[Hits]:
    if not words:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog(portal_type=DESK_TYPE, sort_on="sortable_title")
    found = [_hits(brain.getObject(), words) for brain in brains]
    return [one for one in found if one.faqs or one.answers]


def _hits(desk, words: str) -> Hits:
    faqs = [one.faq for one in find_faqs(desk, words)]
    answers = find_answers(desk, MOST, words=words)
    url = desk.absolute_url()
    asked = urlencode({"q": words})
    return Hits(
        title=desk.Title(),
        url=url,
        faqs=[Hit(one.uid, one.title, one.url) for one in faqs[:FIRST]],
        faqs_count=len(faqs),
        faqs_url=f"{url}/faq?{asked}",
        answers=[Hit(one.uid, one.title, one.url) for one in answers[:FIRST]],
        answers_count=len(answers),
        answers_url=f"{url}/answers?{asked}",
        submit_url=f"{url}/@@submit?{urlencode({'text': words})}",
    )
