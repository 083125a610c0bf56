"""`@@embedding`: choose a part for another site, look at it, and copy the line."""

from functools import cached_property
from html import escape
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.embed.choices import Choices
from jiesu.addon.browser.embed.choices import FRAMED_PARTS
from jiesu.addon.browser.embed.choices import LANGUAGES
from jiesu.addon.browser.embed.choices import LOOKS
from jiesu.addon.browser.embed.choices import MOST
from jiesu.addon.browser.embed.choices import PARTS_WITH
from jiesu.addon.browser.embed.choices import read_choices
from jiesu.addon.browser.embed.framing import allowed_origins
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.part import FIGURES
from jiesu.addon.content.places import places_of
from plone import api


# Of the desk's own look; what a colour field shows while none is chosen.
OWN_ACCENT = "#0b5cad"


class EmbeddingPage(BasePage):
    """The choices, the preview, and the line to copy."""

    title = _("page_embedding_title", default="In pages of other sites")
    width = "wide"
    most = MOST
    own_accent = OWN_ACCENT

    @cached_property
    def choices(self) -> Choices:
        """What is chosen."""
        return read_choices(self.desk, self.request.form)

    @property
    def parts(self) -> list[tuple[str, object]]:
        """What can be shown."""
        return list(FRAMED_PARTS.items())

    @property
    def categories(self) -> list[tuple[str, str]]:
        """The categories of both levels."""
        return [(one.getId(), one.Title()) for one in categories_of(self.desk)]

    @property
    def departments(self) -> list[tuple[str, str]]:
        """The departments."""
        return [(one.getId(), one.Title()) for one in departments_of(self.desk)]

    @property
    def buildings(self) -> list[tuple[str, str]]:
        """The buildings; rooms have codes of their own (@@qrsheet)."""
        return [(one.id, one.title) for one in places_of(self.desk) if not one.room]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages, each by its own name."""
        return list(LANGUAGES.items())

    @property
    def looks(self) -> list[tuple[str, object]]:
        """Light, dark, or as the device is."""
        return list(LOOKS.items())

    @property
    def loader_url(self) -> str:
        """The script that a page names."""
        return f"{self.desk_url}/@@embed.js"

    @property
    def line(self) -> str:
        """The line to copy."""
        chosen = " ".join(
            f'data-{name}="{escape(value)}"'
            for name, value in self.choices.pairs().items()
        )
        return f'<script src="{escape(self.loader_url)}" {chosen} async></script>'

    @property
    def origins(self) -> tuple[str, ...]:
        """The sites that may show it."""
        return allowed_origins(self.desk)

    @property
    def settings_url(self) -> str:
        """Where these are set, for who may; "" for others."""
        may = api.user.has_permission("Modify portal content", obj=self.desk)
        return f"{self.desk_url}/@@settings/embedding" if may else ""

    @property
    def warning(self) -> str:
        """What would be empty."""
        if self.choices.what == FIGURES and not self.desk.publish_figures:
            return self.t(
                _(
                    "embedding_no_figures",
                    default="The desk does not publish its figures: nothing would be "
                    "shown.",
                )
            )
        return ""

    def parts_with(self, choice: str) -> str:
        """The parts that a choice has to do with, for the script."""
        return " ".join(PARTS_WITH[choice])

    def is_idle(self, choice: str) -> bool:
        """Whether it has nothing to do with the part that is chosen."""
        return self.choices.what not in PARTS_WITH[choice]
