"""Ways into the desk from elsewhere: addresses for OA and WeChat, codes for doors.

An address says by which way somebody comes (`channel`), and may fill in a category and
a place. A code is such an address as a picture; scanned, the place stands in the form.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.submitter.submit import ENTRIES
from jiesu.addon.content.complaint import CHANNELS
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.places import Place
from jiesu.addon.content.places import place_of
from jiesu.addon.content.places import places_of
from jiesu.addon.services import asked
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import io
import segno


QR = "qr"
# A quarter of a code may be scratched off a door and it is still read.
ERROR = "q"
QUIET = 2
PNG_SCALE = 12

# Columns and rows of an A4 page.
LAYOUTS = {"2x4": (2, 4), "3x5": (3, 5), "1x2": (1, 2)}
USUAL_LAYOUT = "2x4"
# A print of more would be a mistake.
MOST_CARDS = 600


def entry_url(desk, channel: str, category: str = "", place: str = "") -> str:
    """The address of the form for those who come by a channel.

    :param category, place: ids of what is filled in; "" for nothing
    """
    query = {"channel": channel, "category": category, "place": place}
    query = urlencode({name: value for name, value in query.items() if value})
    return f"{desk.absolute_url()}/@@submit?{query}"


def code_of(address: str):
    """The code of an address; see segno."""
    return segno.make(address, error=ERROR, micro=False)


def as_svg(address: str) -> str:
    """The code as an SVG element that takes the width which it is given."""
    svg = code_of(address).svg_inline(border=QUIET, omitsize=True)
    return svg.replace("<svg ", '<svg aria-hidden="true" ', 1)


def as_png(address: str) -> bytes:
    """The code as a picture for print."""
    file = io.BytesIO()
    code_of(address).save(file, kind="png", scale=PNG_SCALE, border=4)
    return file.getvalue()


class OfEntries(BasePage):
    """What the pages of addresses and codes share: what is filled in."""

    width = "wide"

    @cached_property
    def category(self):
        """The category that is chosen, or None."""
        return category_of(self.desk, self._asked("category"))

    @cached_property
    def place(self) -> Place | None:
        """The place that is chosen, or None."""
        return place_of(self.desk, self._asked("place"))

    @property
    def categories(self) -> list[tuple[str, str]]:
        """The categories of both levels."""
        return [(one.getId(), one.Title()) for one in categories_of(self.desk)]

    @property
    def places(self) -> tuple[Place, ...]:
        """All places of the desk."""
        return places_of(self.desk)

    @property
    def near(self) -> list[Place]:
        """The buildings, and the rooms of the one that is chosen: a campus has many."""
        chosen = self.place and (self.place.zone, self.place.building)
        return [
            one
            for one in self.places
            if not one.room or (one.zone, one.building) == chosen
        ]

    def url(self, channel: str, place: Place | None = None) -> str:
        """The address for a channel, with what is chosen."""
        category = self.category.getId() if self.category is not None else ""
        place = place or self.place
        return entry_url(self.desk, channel, category, place.id if place else "")

    def _asked(self, name: str) -> str:
        return asked.text(self.request.form, name)


@dataclass(frozen=True)
class Entry:
    """An address, and for what it is."""

    title: str
    url: str


class EntriesPage(OfEntries):
    """The addresses to copy, and the code of a place."""

    title = _("page_entries_title", default="Addresses and codes")

    @property
    def entries(self) -> list[Entry]:
        """The address for each channel."""
        return [
            Entry(self.t(CHANNELS[channel]), self.url(channel))
            for channel in ENTRIES
            if channel != QR
        ]

    def copy_words(self, name: str) -> str:
        """The name of the button that copies an address."""
        words = _(
            "copy_address_of",
            default="Copy the address: ${name}",
            mapping={"name": name},
        )
        return self.t(words)

    @property
    def code(self) -> str:
        """The code of what is chosen, as SVG."""
        return as_svg(self.url(QR))

    @property
    def code_query(self) -> str:
        """What is chosen, for the addresses of its pictures."""
        chosen = {
            "category": self.category.getId() if self.category is not None else "",
            "place": self.place.id if self.place else "",
        }
        return urlencode({name: value for name, value in chosen.items() if value})


class QrPicture(OfEntries):
    """`@@qr?place=&category=&format=`: a code as SVG or PNG."""

    def __call__(self):
        """The picture.

        :raises NotFound: there is no such place (any more)
        """
        if self._asked("place") and self.place is None:
            raise NotFound(self._asked("place"))
        address = self.url(QR)
        png = self._asked("format") == "png"
        name = (
            f"jiesu-{self.place.id if self.place else 'desk'}.{'png' if png else 'svg'}"
        )
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Content-Type", "image/png" if png else "image/svg+xml")
        if png:
            return as_png(address)
        file = io.BytesIO()
        code_of(address).save(file, kind="svg", border=4, scale=8)
        return file.getvalue()


@dataclass(frozen=True)
class Card:
    """A code to be cut out and put up."""

    title: str
    zone: str
    svg: str


@implementer(IPublishTraverse)
class QrSheets(OfEntries):
    """`@@qrsheet`: choose places; `@@qrsheet/print`: their codes on A4 pages."""

    title = _("page_qrsheet_title", default="Print codes")
    printed_page = ViewPageTemplateFile("sheets.pt")
    prints = False
    layouts = tuple(LAYOUTS)

    def publishTraverse(self, request, name: str):
        """The pages to print stand below."""
        if self.prints or name != "print":
            raise NotFound(name)
        self.prints = True
        return self

    def __call__(self):
        """Show the choice, or what is to be printed."""
        if not self.prints:
            return super().__call__()
        self.request.response.setHeader("X-Theme-Disabled", "True")
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.printed_page()

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.request.get("LANGUAGE") or "zh-cn"

    @cached_property
    def layout(self) -> str:
        """How many stand on a page."""
        asked = self._asked("layout")
        return asked if asked in LAYOUTS else USUAL_LAYOUT

    @property
    def columns(self) -> int:
        """How many stand beside each other."""
        return LAYOUTS[self.layout][0]

    @property
    def rows(self) -> int:
        """How many stand below each other."""
        return LAYOUTS[self.layout][1]

    @property
    def words(self) -> str:
        """What stands on each of them."""
        return self._asked("words").strip()[:40] or self.t(SCAN)

    @property
    def buildings(self) -> list[Place]:
        """The buildings to choose from."""
        return [one for one in self.places if not one.room]

    @cached_property
    def chosen(self) -> set[str]:
        """The ids of the buildings that were chosen."""
        asked = self.request.form.get("building", [])
        return {asked} if isinstance(asked, str) else set(map(str, asked))

    @property
    def with_rooms(self) -> bool:
        """Whether the rooms have codes of their own."""
        return bool(self._asked("rooms"))

    @cached_property
    def cards(self) -> list[Card]:
        """The codes of what was chosen, each building before its rooms."""
        return [self._card(one) for one in islice(self._wanted(), MOST_CARDS)]

    def _card(self, place: Place) -> Card:
        title = " ".join(filter(None, (place.building, place.room)))
        return Card(title, place.zone, as_svg(self.url(QR, place)))

    @property
    def pages(self) -> list[list[Card]]:
        """The same page by page."""
        size = self.columns * self.rows
        return [self.cards[n : n + size] for n in range(0, len(self.cards), size)]

    def _wanted(self) -> Iterator[Place]:
        names = {(b.zone, b.building) for b in self.buildings if b.id in self.chosen}
        for one in self.places:
            known = (one.zone, one.building) in names
            if known and (self.with_rooms or not one.room):
                yield one


SCAN = _("qr_words", default="Scan to tell us what is wrong")
