"""One supervision: the facts, what it joins, what happened, what can be done."""

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.submitter.complaint import File
from jiesu.addon.browser.submitter.complaint import OfMatter
from jiesu.addon.browser.supervision.words import supervision_light
from jiesu.addon.browser.words import LightWords
from jiesu.addon.content.supervision import STATES
from jiesu.addon.handling.reading import Shown
from jiesu.addon.wording import with_note
from plone import api


@dataclass(frozen=True)
class Linked:
    """A complaint as the macro "item" shows it."""

    url: str
    title: str
    light: LightWords
    meta: list[str]


class SupervisionPage(OfMatter):
    """The default view of a supervision."""

    width = "wide"

    @property
    def state(self) -> str:
        """The state."""
        return self.t(STATES[self.reading.state])

    @property
    def clock(self) -> LightWords:
        """The light."""
        return supervision_light(self.reading, self.calendar)

    @property
    def lead(self) -> str:
        """The lead department."""
        return self.department_title(self.context.department)

    @property
    def supporting(self) -> str:
        """The supporting departments."""
        return self.listed(map(self.department_title, self.context.supporting))

    @property
    def handlers(self) -> str:
        """Whom the heads have named."""
        named = self.reading.handlers()
        return self.listed(with_note(name, department) for department, name in named)

    @property
    def due(self) -> str:
        """Until when the result has to be there."""
        return self.context.due.isoformat()

    @property
    def text(self) -> list[str]:
        """What is to be done."""
        return self.paragraphs(self.context.text)

    def linked(self) -> list[Linked]:
        """The complaints that it joins and that the reader may see."""
        return [
            Linked(
                url=reading.complaint.absolute_url(),
                title=reading.heading,
                light=self.light(reading),
                meta=[
                    reading.complaint.number,
                    self.state_title(reading.state),
                    self.department_title(reading.complaint.department),
                ],
            )
            for reading in self.reading.linked
        ]

    @property
    def hidden(self) -> str:
        """How many there are besides, in words; "" for none."""
        return self._more(self.reading.hidden)

    def _more(self, count: int) -> str:
        if not count:
            return ""
        mapping = {"n": count}
        return self.t(
            _(
                "linked_hidden",
                default="and ${n} more of other departments",
                mapping=mapping,
            )
        )

    # The timeline

    @cached_property
    def entries(self) -> list[Shown]:
        """The journal, oldest first; that all of it is for staff is not said."""
        return [replace(entry, for_staff=False) for entry in self.reading.entries()]

    def said(self, entry: Shown) -> list[str]:
        """What was said in an entry."""
        return self.paragraphs(entry.text)

    def entry_files(self, entry: Shown) -> list[File]:
        """The files of an entry."""
        return self.files_of(entry)

    def told(self, entry: Shown) -> str:
        """What an entry changed."""
        phrases = [
            tell(self, entry.changes[name])
            for name, tell in TOLD.items()
            if name in entry.changes
        ]
        phrases.append(self._more(entry.changes.get("hidden", 0)))
        return " · ".join(phrase for phrase in phrases if phrase)

    def _tell_lead(self, change) -> str:
        names = {"names": self.department_title(change[1])}
        return self.t(_("told_lead", default="led by ${names}", mapping=names))

    def _tell_supporting(self, change) -> str:
        names = {"names": self.listed(map(self.department_title, change[1]))}
        if not change[1]:
            return ""
        return self.t(
            _("told_supporting", default="supported by ${names}", mapping=names)
        )

    def _tell_due(self, change) -> str:
        day = change[1] if isinstance(change, tuple) else change
        mapping = {"day": day.isoformat()}
        return self.t(_("row_report_by", default="by ${day}", mapping=mapping))

    def _tell_handler(self, change) -> str:
        user = api.user.get(userid=change[1]) if change[1] else None
        if user is None:
            return self.t(_("told_no_handler", default="nobody"))
        return user.getProperty("fullname", "") or change[1]

    def _tell_numbers(self, numbers) -> str:
        return self.listed(numbers)


# What is told of an entry's changes, in this order; others speak for themselves.
TOLD = {
    "department": SupervisionPage._tell_lead,
    "supporting": SupervisionPage._tell_supporting,
    "due": SupervisionPage._tell_due,
    "handler": SupervisionPage._tell_handler,
    "linked": SupervisionPage._tell_numbers,
    "unlinked": SupervisionPage._tell_numbers,
}
