"""Suggestions for the triage list: what is read of complaints and desk for likeness.py.

One query for what was dispatched lately and one walk over the categories for a page.
"""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.department.names import Names
from jiesu.addon.browser.office.likeness import Ground
from jiesu.addon.browser.office.likeness import Known
from jiesu.addon.browser.office.likeness import Matter
from jiesu.addon.browser.office.likeness import suggest
from jiesu.addon.browser.office.likeness import Suggestion
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import responsible_department
from jiesu.addon.intake.routing import member_names
from jiesu.addon.journal.entry import Entry


# So many of those that were dispatched last are looked through.
LATELY = 100
DISPATCHED = (PENDING, PROCESSING, ANSWERED, CLOSED)

GROUND_WORDS = {
    Ground.CATEGORY: _(
        "suggest_category", default="the category “${evidence}” is theirs"
    ),
    Ground.PROPOSED: _(
        "suggest_proposed", default="proposed by the department that returned it"
    ),
    Ground.WORD: _("suggest_word", default="“${evidence}” stands in it"),
    Ground.ALIKE: _("suggest_alike", default="like “${evidence}”, which they have"),
}


@dataclass(frozen=True)
class Suggested:
    """A suggestion as the list shows it; words are in the reader's language.

    supporting: the ids of those who support it already and stay
    label: what the button says to those who only hear it
    """

    department: str
    supporting: tuple[str, ...]
    title: str
    why: str
    label: str


class Suggestions:
    """Suggests, for as long as one page is made."""

    def __init__(self, page: BasePage, names: Names):
        """Remember whose page it is."""
        self.page = page
        self.names = names

    def of(self, complaint, returned: Entry | None) -> Suggested | None:
        """The suggestion for a complaint in triage, if there is one.

        :param returned: its last return, see `triage.last_return`
        """
        if is_kept(complaint):
            return None
        found = suggest(self._matter(complaint, returned), self._known)
        return self._shown(complaint, found) if found is not None else None

    def _shown(self, complaint, found: Suggestion) -> Suggested:
        title = self.names.department(found.department)
        label = _(
            "suggest_label",
            default="Dispatch to ${department}: ${title}",
            mapping={"department": title, "title": complaint.title},
        )
        return Suggested(
            department=found.department,
            supporting=tuple(
                one for one in complaint.supporting if one != found.department
            ),
            title=title,
            why=self.page.t(told(found)),
            label=self.page.t(label),
        )

    def _matter(self, complaint, returned: Entry | None) -> Matter:
        desk = self.page.desk
        category = category_of(desk, complaint.category)
        closed_to = {complaint.avoid, *self._named_in(complaint)}
        proposed = ""
        if returned is not None:
            closed_to.add(returned.department)
            proposed = returned.changes.get("proposed") or ""
        return Matter(
            heading=complaint.title or "",
            text=complaint.text or "",
            category_title=category.Title() if category is not None else "",
            category_department=(
                responsible_department(category) if category is not None else ""
            ),
            proposed=proposed,
            closed_to=frozenset(closed_to),
        )

    def _named_in(self, complaint):
        """The departments whose members it names: they must not have it."""
        said = f"{complaint.title}\n{complaint.text}"
        for department in self.names.departments:
            if any(name in said for name in member_names(self.page.desk, department)):
                yield department

    @cached_property
    def _known(self) -> Known:
        desk = self.page.desk
        words = {}
        for category in categories_of(desk):
            department = responsible_department(category)
            for word in (category.Title(), *(category.keywords or ())):
                # What leads to two departments says nothing.
                same = words.setdefault(word, department) == department
                words[word] = department if same else ""
        lately = find(desk, Query(states=DISPATCHED), sort="-received", size=LATELY)
        return Known(
            departments=frozenset(self.names.departments),
            words={word: found for word, found in words.items() if found},
            lately=tuple((row.title, row.department) for row in lately.rows),
        )


def is_kept(complaint) -> bool:
    """Whether the Office has to read it before anybody is thought of.

    A report may be about any department, whatever its category; so may what is about a
    department where none is known.
    """
    unknown = complaint.about_department and not complaint.avoid
    return complaint.kind == REPORT or bool(unknown)


def told(found: Suggestion):
    """The ground of a suggestion as a message."""
    words = GROUND_WORDS[found.ground]
    return _(words, default=words.default, mapping={"evidence": found.evidence})
