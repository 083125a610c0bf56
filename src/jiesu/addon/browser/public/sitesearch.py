"""What desks know, on the page of the site's own search.

Plone's search wants whole words, which Chinese does not set apart. Whoever types a
question there is shown what the search of the desk finds for it (faqs/).
"""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon.browser.public.faqs import searched
from jiesu.addon.content.lookup import DESK_TYPE
from jiesu.addon.faqs.answers import find_answers
from jiesu.addon.faqs.find import find_faqs
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from urllib.parse import urlencode


# So many of each are shown; the rest is one tap away.
FIRST = 4
# More answers are not read, as on their own page.
MOST = 1000
# What Plone's form calls what one looks for.
WORDS = "SearchableText"


@dataclass(frozen=True)
class Hit:
    """A page that fits."""

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

    @cached_property
    def words(self) -> str:
        """What is looked for."""
        return searched(self.request, WORDS)

    @cached_property
    def desks(self) -> list[Hits]:
        """The desks that the reader sees and that have something."""
        if not self.words:
            return []
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog(portal_type=DESK_TYPE, sort_on="sortable_title")
        found = [self._hits(brain.getObject()) for brain in brains]
        return [one for one in found if one.faqs or one.answers]

    def _hits(self, desk) -> Hits:
        faqs = [one.faq for one in find_faqs(desk, self.words)]
        answers = find_answers(desk, MOST, words=self.words)
        url = desk.absolute_url()
        asked = urlencode({"q": self.words})
        return Hits(
            title=desk.Title(),
            url=url,
            faqs=[Hit(one.title, one.url) for one in faqs[:FIRST]],
            faqs_count=len(faqs),
            faqs_url=f"{url}/faq?{asked}",
            answers=[Hit(one.title, one.url) for one in answers[:FIRST]],
            answers_count=len(answers),
            answers_url=f"{url}/answers?{asked}",
            submit_url=f"{url}/@@submit?{urlencode({'text': self.words})}",
        )
