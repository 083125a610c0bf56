"""The people behind an audience of rules.py, and whether they may know.

Deputies, and whoever else acts for others, come in at one place: `with_stand_ins`.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.capacities import PUBLIC
from jiesu.addon.access.capacities import readable
from jiesu.addon.access.deputies import stand_ins
from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import groups_of_department
from jiesu.addon.access.groups import HANDLERS
from jiesu.addon.access.groups import HEADS
from jiesu.addon.access.groups import members
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.groups import supervisors_group
from jiesu.addon.access.roles import GUEST
from jiesu.addon.access.roles import guest_principal
from jiesu.addon.access.roles import SUBMITTER as SUBMITTER_ROLE
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.report import TO_HEADS
from jiesu.addon.content.report import TO_OFFICE
from jiesu.addon.content.report import TO_SUPERVISORS
from jiesu.addon.handling.watching import watchers_of
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.notifications import rules
from jiesu.addon.notifications.events import Happening
from jiesu.addon.notifications.events import step_of_supervision
from jiesu.addon.notifications.rules import Rule
from plone import api


@dataclass(frozen=True)
class Receiver:
    """Somebody who is told.

    user: a user id, or that of a guest
    rule: by which rule
    department: whose defaults hold; "" for submitters
    """

    user: str
    rule: Rule
    department: str

    @property
    def is_guest(self) -> bool:
        """Whether it is somebody without an account."""
        return self.user.startswith(GUEST)


def receivers(desk, matter, event: Happening, at: datetime) -> list[Receiver]:
    """Who is told of an event: everybody once, nobody of a step of their own.

    :param at: when it happened; who is away then is stood in for
    """
    audiences = Audiences(desk, matter, event)
    not_again = {own(matter, event), *of_the_opening(desk, event, at)}
    found: dict[str, Receiver] = {}
    for rule in rules.RULES_OF.get(event.name, ()):
        for department, users in audiences.of(rule.to):
            for user in with_stand_ins(desk, users, department, at):
                if user not in found and user not in not_again:
                    found[user] = Receiver(user, rule, department)
    return [one for one in found.values() if _may_be_told(matter, one, event)]


def _may_be_told(matter, one: Receiver, event: Happening) -> bool:
    """Whether somebody sees what happened; who follows is told what is public."""
    if one.rule.to == rules.TO_FOLLOWERS:
        return True
    return may_know(matter, one.user, PUBLIC if one.rule.fact else event.visibility)


def of_the_opening(desk, event: Happening, at: datetime) -> set[str]:
    """Who is told of the supervision that a complaint's step opened: that is enough."""
    if not event.opened:
        return set()
    supervision = supervisions_of(desk)[event.opened]
    opening = step_of_supervision(journal_of(supervision)[1])
    return {one.user for one in receivers(desk, supervision, opening, at)}


def own(matter, event: Happening) -> str:
    """The one whose own step it is; "" for nobody."""
    entry = event.entry
    if entry is None:
        return event.actor
    if entry.role == "submitter":
        return submitter_of(matter)
    return entry.actor


def submitter_of(matter) -> str:
    """The principal who submitted."""
    return matter.submitter or guest_principal(matter.getId())


def with_stand_ins(
    desk, users: Iterable[str], department: str, at: datetime
) -> Iterator[str]:
    """These users, each followed by those who act for them at that moment.

    :param department: for which they are told; what is a submitter's own, "", is
        nobody else's
    """
    for user in users:
        yield user
        if department:
            yield from stand_ins(desk, user, at, department)


def may_know(matter, user: str, visibility: str) -> bool:
    """Whether a receiver sees the thing, and what is of this visibility on it."""
    return visibility in readable(roles_of(matter, user))


def roles_of(matter, user: str) -> frozenset[str]:
    """The roles that a receiver holds on the thing; none for one who is gone."""
    if user == guest_principal(matter.getId()):
        # Of an account's complaint there is no guest.
        return frozenset() if matter.submitter else frozenset({SUBMITTER_ROLE})
    known = api.user.get(userid=user)
    return capacities(matter, known) if known is not None else frozenset()


# A department and the users that are told for it.
Part = tuple[str, list[str]]


class Audiences:
    """The people of one complaint or supervision by the audiences of rules.py."""

    def __init__(self, desk, matter, event: Happening):
        """As it is after the event."""
        self.desk_id = desk.getId()
        self.matter = matter
        self.event = event

    def of(self, audience: str) -> list[Part]:
        """Departments and their users; the department is "" for the submitter."""
        return FIND[audience](self)

    def submitter(self) -> list[Part]:
        """Whoever wrote, unless it was brought in from elsewhere."""
        if not self.matter.submitter and not self.matter.code_hash:
            return []
        return [("", [submitter_of(self.matter)])]

    def handler(self) -> list[Part]:
        """The assigned one, else all of the lead department."""
        lead = self.matter.department
        if not lead:
            return []
        if self.matter.handler:
            return [(lead, [self.matter.handler])]
        return [(lead, self.handlers_of(lead))]

    def heads(self) -> list[Part]:
        """Of the lead department."""
        lead = self.matter.department
        return [(lead, self._in(lead, HEADS))] if lead else []

    def whoever_has_it(self) -> list[Part]:
        """The lead, else the Office."""
        return self.handler() or self.office_if_nobody_else()

    def office_if_nobody_else(self) -> list[Part]:
        """The Office, but not in the moment of birth of one that is routed."""
        return [] if state_of(self.matter) == PENDING else self.office()

    def supporting(self) -> list[Part]:
        """The handlers of all supporting departments."""
        return [(one, self.handlers_of(one)) for one in self.matter.supporting]

    def new_supporting(self) -> list[Part]:
        """The handlers of those that the step added."""
        return [(one, self.handlers_of(one)) for one in self._added("supporting")]

    def department(self) -> list[Part]:
        """The handlers of the department that it is about."""
        return [(one, self.handlers_of(one)) for one in self._about]

    def department_heads(self) -> list[Part]:
        """Its heads."""
        return [(one, self._in(one, HEADS)) for one in self._about]

    def colleagues(self) -> list[Part]:
        """Whom the step brought in."""
        return [(self.matter.department, self._added("helper"))]

    def heads_concerned(self) -> list[Part]:
        """Of the lead and of the supporting departments."""
        concerned = (self.matter.department, *self.matter.supporting)
        return [(one, self._in(one, HEADS)) for one in concerned]

    def named(self) -> list[Part]:
        """Whom heads have named in their departments."""
        return [(department, [user]) for department, user in self.matter.handlers]

    def newly_named(self) -> list[Part]:
        """Whom the step named."""
        _former, new = self.event.entry.changes["handler"]
        return [part for part in self.named() if part[1] == [new]]

    def office(self) -> list[Part]:
        """The Office's members."""
        return [(OFFICE, ids(office_group(self.desk_id)))]

    def followers(self) -> list[Part]:
        """Who follows it, whoever that is: nobody stands in for them."""
        return [("", watchers_of(self.matter))]

    def chosen(self) -> list[Part]:
        """Those whom a report is sent to."""
        sent_to = self.matter.sent_to
        parts = self.supervisors() if TO_SUPERVISORS in sent_to else []
        if TO_OFFICE in sent_to:
            parts = [*parts, *self.office()]
        if TO_HEADS in sent_to:
            departments = [one.getId() for one in departments_of(desk_of(self.matter))]
            parts = [*parts, *((one, self._in(one, HEADS)) for one in departments)]
        return parts

    def supervisors(self) -> list[Part]:
        """The supervisors; the Office's defaults are theirs."""
        return [(OFFICE, ids(supervisors_group(self.desk_id)))]

    @cached_property
    def _about(self) -> list[str]:
        if self.event.department:
            return [self.event.department]
        return self._added("consulted")

    def _added(self, name: str) -> list[str]:
        """What a step added: one thing, or what is after it and was not before."""
        change = self.event.entry.changes.get(name) if self.event.entry else None
        if isinstance(change, str):
            return [change] if change else []
        before, after = change or ((), ())
        return [one for one in after if one not in before]

    def handlers_of(self, department: str) -> list[str]:
        """All handlers; where there is none, the heads, and at last the Office."""
        return (
            self._in(department, HANDLERS)
            or self._in(department, HEADS)
            or ids(office_group(self.desk_id))
        )

    def _in(self, department: str, function: str) -> list[str]:
        if department == OFFICE:
            (group,) = groups_of_department(self.desk_id, OFFICE)
            return ids(group)
        return ids(department_group(self.desk_id, department, function))


def ids(group: str) -> list[str]:
    """The users in a group."""
    return [user.getId() for user in members(group)]


FIND = {
    rules.TO_SUBMITTER: Audiences.submitter,
    rules.TO_HANDLER: Audiences.handler,
    rules.TO_HEADS: Audiences.heads,
    rules.TO_WHOEVER_HAS_IT: Audiences.whoever_has_it,
    rules.TO_SUPPORTING: Audiences.supporting,
    rules.TO_NEW_SUPPORTING: Audiences.new_supporting,
    rules.TO_DEPARTMENT: Audiences.department,
    rules.TO_DEPARTMENT_HEADS: Audiences.department_heads,
    rules.TO_COLLEAGUES: Audiences.colleagues,
    rules.TO_HEADS_CONCERNED: Audiences.heads_concerned,
    rules.TO_NAMED: Audiences.named,
    rules.TO_NEWLY_NAMED: Audiences.newly_named,
    rules.TO_OFFICE: Audiences.office,
    rules.TO_SUPERVISORS: Audiences.supervisors,
    rules.TO_FOLLOWERS: Audiences.followers,
    rules.TO_CHOSEN: Audiences.chosen,
}
