"""The component page: every part of the style sheets, drawn by the real macros.

For those who build pages, see docs/how-to/develop.md. A class of jiesu.css or staff.css
that is not shown here fails tests/browser/test_look.py.
"""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import STATIC
from jiesu.addon.browser.listed import Item
from jiesu.addon.browser.listed import Tab
from jiesu.addon.browser.look import samples
from jiesu.addon.browser.public.crumbs import Crumb
from jiesu.addon.browser.statistics import charts
from jiesu.addon.browser.submitter.complaint import File
from jiesu.addon.content.publiclines import Contact
from jiesu.addon.content.publiclines import contacts_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import re


TOKEN = re.compile(r"(--ji-[\w-]+): ([^;]+);")
DARK = ".ji.is-auto {"

AS_DEVICE = _("look_as_device", default="As the device has it")
ALWAYS_DARK = _("look_dark", default="Dark")


@dataclass(frozen=True)
class Token:
    """A variable of the style sheet.

    light, dark: its values; dark is "" where it is the same
    """

    name: str
    light: str
    dark: str

    @property
    def is_colour(self) -> bool:
        """Whether it can be shown as a patch."""
        return self.light.startswith("#")


def tokens() -> list[Token]:
    """The tokens as they stand in jiesu.css."""
    css = (STATIC / "jiesu.css").read_text("utf-8")
    light = dict(TOKEN.findall(_block(css, ".ji {")))
    dark = dict(TOKEN.findall(_block(css, DARK)))
    return [Token(name, value, dark.get(name, "")) for name, value in light.items()]


def _block(css: str, opening: str) -> str:
    return css.split(opening, 1)[1].split("}", 1)[0]


class Look(BasePage):
    """Every component in its states, with a line on when to use it."""

    title = _("page_look", default="Parts of our pages")
    width = "wide"
    list_file = ViewPageTemplateFile("../department/list.pt")

    @property
    def list_macros(self):
        """The macros of list.pt, by name."""
        return self.list_file.macros

    @property
    def dark(self) -> bool:
        """Whether the samples are dark whatever the device says."""
        return self.request.form.get("look") == "dark"

    @property
    def looks(self) -> list[Tab]:
        """The ways to see the samples."""
        return [
            Tab(AS_DEVICE, self.here_with(look=None), not self.dark),
            Tab(ALWAYS_DARK, self.here_with(look="dark"), self.dark),
        ]

    @cached_property
    def tokens(self) -> list[Token]:
        """The variables."""
        return tokens()

    # What the macros ask of a page

    primary = samples.Button("primary", _("look_primary", default="The one to do next"))
    second = samples.Button("second", _("look_second", default="Another one"))

    def action_url(self, name: str) -> str:
        """Nothing is done here: every button leads back."""
        return self.here

    def needs_data(self, action: samples.Button) -> bool:
        """Both samples of an action are links."""
        return True

    @property
    def faqs(self) -> list[samples.Faq]:
        """A common answer."""
        return [samples.Faq(self.here, self.t(samples.TITLE), self.t(samples.PLACE))]

    @property
    def crumbs(self) -> list[Crumb]:
        """The way to a page."""
        return [Crumb(one, self.here) for one in self.choices]

    @property
    def contacts(self) -> list[Contact]:
        """A contact of each kind."""
        label = self.t(samples.LABEL)
        lines = ("0000-8860 1001", "jiesu@example.edu.cn", self.t(samples.PLACE))
        return contacts_of(f"{label}: {one}" for one in lines)

    @property
    def guard(self) -> dict:
        """The guards, also where they are off."""
        return self.guards

    # Samples

    @cached_property
    def lights(self) -> list:
        """A light of each kind."""
        return samples.lights(self.now)

    @cached_property
    def fields(self) -> list:
        """A field of each look."""
        return samples.fields()

    @cached_property
    def wrong_fields(self) -> list:
        """Fields with something wrong."""
        return samples.wrong_fields()

    @cached_property
    def errors(self) -> list:
        """What stands above them."""
        return samples.errors()

    @property
    def tabs(self) -> list[Tab]:
        """Tabs with and without a number."""
        first, second, third = samples.CHOICES
        here = self.here
        return [
            Tab(first, here, on=True, count=12),
            Tab(second, here, count=3, alert=True),
            Tab(third, here),
        ]

    @property
    def items(self) -> list[Item]:
        """Rows: with a light, open, without."""
        title, meta = self.t(samples.TITLE), (self.t(samples.PLACE), samples.NUMBER)
        here = self.here
        return [
            Item(here, title, self.lights[1], meta),
            Item(here, title, self.lights[0], meta, on=True),
            Item(here, title, None, meta),
        ]

    @property
    def lines(self) -> list:
        """Rows of the workbench: to be accepted, and for the Office."""
        why = samples.Why(self.t(samples.CHOICES[0]), self.t(samples.TEXT))
        accept = self.t(self.second.title)
        department = self.t(samples.CHOICES[1])
        one = samples.Suggested(department, self.t(samples.HINT), department)
        here = self.here
        return [
            samples.line(self, self.lights[2], accept_url=here, accept_label=accept),
            samples.line(self, self.lights[0], dispatch_url=here),
            samples.line(self, self.lights[1], dispatch_url=here, why=(why,)),
            samples.line(self, self.lights[1], dispatch_url=here, suggestion=one),
        ]

    @property
    def files(self) -> list[File]:
        """A picture and a document."""
        logo = f"{api.portal.get().absolute_url()}/@@site-logo"
        return [
            File(logo, "335.jpg", "82 KB", image=True),
            File(self.here, "335.pdf", "1.2 MB", image=False),
        ]

    @property
    def pages(self) -> samples.Pages:
        """The second page of some."""
        return samples.Pages(self.here, self.here)

    def sample(self, name: str) -> str:
        """A word of samples.py in the reader's language."""
        return self.t(getattr(samples, name))

    @property
    def chart(self) -> str:
        """A chart's specification."""
        names = self.choices
        series = [
            charts.Series(names[0], (12, 7, 3), [self.here] * 3),
            charts.Series(names[1], (2, 3, 1)),
        ]
        return charts.columns(names, series).spec

    @property
    def choices(self) -> list[str]:
        """Three words to choose from."""
        return [self.t(one) for one in samples.CHOICES]
