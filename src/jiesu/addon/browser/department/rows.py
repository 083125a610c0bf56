"""One row of a list in words: what stands on the page for a complaint."""

from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.department.names import Names
from jiesu.addon.browser.words import LightWords
from jiesu.addon.catalog.flags import EXTENSION
from jiesu.addon.catalog.flags import FOLLOWS
from jiesu.addon.catalog.flags import INSTRUCTED
from jiesu.addon.catalog.flags import NUDGED
from jiesu.addon.catalog.flags import SUPERVISED
from jiesu.addon.catalog.rows import Row
from jiesu.addon.handling.watching import count_watchers
from jiesu.addon.suggesting.suggestions import watchers_words


URGENT = _("tag_urgent", default="Urgent")
REWORK = _("tag_rework", default="Rework")
FLAG_TAGS = {
    EXTENSION: _("tag_extension", default="Extension asked for"),
    INSTRUCTED: _("tag_instructed", default="Instruction"),
    FOLLOWS: _("tag_follows", default="Merged"),
    NUDGED: _("tag_nudged", default="Asked again"),
    SUPERVISED: _("mark_supervised", default="Supervised"),
}
NO_CATEGORY = _("row_no_category", default="No category")


@dataclass(frozen=True)
class Line:
    """What a list shows of a complaint; all words are in the reader's language.

    tags: what makes it special, before the facts
    facts: what it is about, where, who has it
    number: what people read out
    dispatch_url: where to dispatch it, "" for those who may not
    accept_url: where to accept it, "" where it cannot be; accept_label: says which
    why: why the Office has it, see office/triage.py
    suggestion: whom it could be dispatched to, see office/suggestions.py
    """

    url: str
    title: str
    light: LightWords
    due: str
    tags: tuple[str, ...]
    facts: tuple[str, ...]
    number: str
    received: str
    dispatch_url: str = ""
    accept_url: str = ""
    accept_label: str = ""
    why: tuple = ()
    suggestion: object = None
    id: str = ""


class LineMaker:
    """Makes the lines of one page."""

    def __init__(self, page: BasePage, names: Names, with_department: bool = False):
        """Remember whose page it is.

        :param with_department: whether the lead department stands in the line
        """
        self.page = page
        self.names = names
        self.with_department = with_department

    def line(self, row: Row, **more) -> Line:
        """A row in words.

        :param more: further fields of the line, or others than those made here
        """
        page = self.page
        own = {
            "light": page.row_light(row),
            "due": page.when(row.due_at) if row.due_at is not None else "",
        }
        return Line(
            id=row.id,
            url=page.complaint_url(row.id),
            title=row.title,
            tags=tuple(page.t(tag) for tag in _tags(row)),
            facts=tuple(self._facts(row)),
            number=row.number,
            received=page.time(row.received_at),
            **{**own, **more},
        )

    def _facts(self, row: Row):
        page = self.page
        if self.with_department and row.department:
            yield self.names.department(row.department)
        yield self.names.category(row.category) or page.t(NO_CATEGORY)
        yield page.kind_title(row.kind)
        if row.location:
            yield row.location
        if row.handler:
            name = self.names.person(row.handler)
            yield page.t(
                _("row_handler", default="with ${name}", mapping={"name": name})
            )
        watched = watchers_words(count_watchers(page.desk, row.id))
        if watched:
            yield page.t(watched)


def _tags(row: Row):
    if row.urgent:
        yield URGENT
    if row.reworks:
        yield REWORK
    yield from (FLAG_TAGS[flag] for flag in row.flags if flag in FLAG_TAGS)
