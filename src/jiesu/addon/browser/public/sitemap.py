"""`{desk}/@@sitemap.xml`: what search engines may find of a desk.

Plone's own sitemap of the whole site (`sitemap.xml.gz`, where the site has it on) knows
no departments' pages: for Plone they are workplaces that only staff see. Here stands
what everybody may read, and nothing else.
"""

from collections.abc import Iterator
from datetime import datetime
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.public.about import department_links
from jiesu.addon.browser.public.caching import is_known
from jiesu.addon.content.lookup import DEPARTMENTS
from jiesu.addon.content.lookup import FAQ
from jiesu.addon.faqs.answers import find_answers
from jiesu.addon.faqs.find import find_faqs
from jiesu.addon.faqs.published import moment_of
from lxml import etree


SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The standard's own limit.
MOST = 50_000


class Sitemap(BasePage):
    """The addresses as XML."""

    def __call__(self) -> bytes | str:
        """The file; nothing for whoever has it already."""
        pages = list(self.pages())[:MOST]
        body = written(pages)
        changed = max(when for _url, when in pages if when is not None)
        self.request.response.setHeader(
            "Content-Type", "application/xml; charset=utf-8"
        )
        return "" if is_known(self.request, body, changed) else body

    def pages(self) -> Iterator[tuple[str, datetime | None]]:
        """Addresses, with when the page was changed where that is known."""
        yield self.desk_url, moment_of(self.desk.modified())
        yield f"{self.desk_url}/@@submit", None
        yield self.desk[FAQ].absolute_url(), None
        for found in find_faqs(self.desk):
            yield found.faq.url, found.faq.changed
        for answer in find_answers(self.desk, MOST):
            yield answer.url, answer.changed
        yield self.desk[DEPARTMENTS].absolute_url(), None
        for department in department_links(self.desk):
            yield department.url, None
        if self.desk.publish_figures:
            yield f"{self.desk_url}/@@statistics", None


def written(pages: list[tuple[str, datetime | None]]) -> bytes:
    """Addresses as sitemaps.org wants them."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})
    for address, changed in pages:
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(url, f"{{{SITEMAP}}}loc").text = address
        if changed is not None:
            when = changed.isoformat(timespec="seconds")
            etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = when
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
