"""Deputies (代理): who acts for members of a department while they are away.

Kept for each desk, in a small tree of its own. Rights stay with groups: while an
absence lasts, a plugin of the site's users (deputyplugin.py) gives the deputy the
department's groups that the absent person is in. So no complaint is indexed anew when
somebody leaves or comes back, and it ends by itself.

A deputy acts for the person alone, not for those whom that person stands in for.
"""

from Acquisition import aq_base
from BTrees.OOBTree import OOBTree
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import astuple
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from jiesu.addon.access.groups import groups_of_department
from jiesu.addon.access.groups import office_group
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.zone import beginning_of
from persistent import Persistent

import uuid


ATTRIBUTE = "_deputies"
DAY = timedelta(days=1)
# For so long after its end one is kept to be looked up.
KEPT = timedelta(days=366)


@dataclass(frozen=True)
class Deputyship:
    """Somebody acts for somebody else of a department, from day to day.

    first, last: both days are part of it
    begins, ends: the same as moments; it holds from `begins` to before `ends`
    """

    id: str
    absent: str
    deputy: str
    department: str
    first: date
    last: date
    begins: datetime
    ends: datetime
    named_by: str

    def lasts(self, at: datetime) -> bool:
        """Whether it holds at a moment."""
        return self.begins <= at < self.ends


class Deputies(Persistent):
    """The deputyships of one desk, found by the absent person and by the deputy."""

    def __init__(self):
        """Begin empty."""
        # By the absent person: the deputyships as tuples.
        self.by_absent = OOBTree()
        # By the deputy: the ids of those for whom they act, at any time.
        self.by_deputy = OOBTree()

    def of(self, absent: str) -> tuple[Deputyship, ...]:
        """Who acts for somebody, at any time; in the order of being named."""
        return tuple(Deputyship(*kept) for kept in self.by_absent.get(absent, ()))

    def by(self, deputy: str) -> Iterator[Deputyship]:
        """For whom somebody acts, at any time."""
        for absent in self.by_deputy.get(deputy, ()):
            yield from (one for one in self.of(absent) if one.deputy == deputy)

    def all(self) -> Iterator[Deputyship]:
        """All of them."""
        for absent in self.by_absent:
            yield from self.of(absent)

    def keep(self, absent: str, deputyships: Iterable[Deputyship]) -> None:
        """Let these be the deputyships of an absent person."""
        former = {one.deputy for one in self.of(absent)}
        kept = tuple(one for one in deputyships if now() < one.ends + KEPT)
        if kept:
            self.by_absent[absent] = tuple(astuple(one) for one in kept)
        else:
            self.by_absent.pop(absent, None)
        for deputy in former | {one.deputy for one in kept}:
            acts = any(one.deputy == deputy for one in kept)
            self._note(deputy, absent, acts)

    def _note(self, deputy: str, absent: str, acts: bool) -> None:
        known = self.by_deputy.get(deputy, ())
        others = tuple(one for one in known if one != absent)
        changed = (*others, absent) if acts else others
        if changed:
            self.by_deputy[deputy] = changed
        else:
            self.by_deputy.pop(deputy, None)


def deputies_of(desk) -> Deputies | None:
    """The deputyships of a desk; None where there has never been one."""
    return getattr(aq_base(desk), ATTRIBUTE, None)


def name_deputy(
    desk, department: str, absent: str, deputy: str, first: date, last: date, by: str
) -> Deputyship:
    """Let somebody act for somebody else. The caller has checked that it may be.

    :param department: the id of the department whose groups the deputy gets
    :param first: the first day
    :param last: the last day, which is part of it
    :param by: who names the deputy
    """
    deputies = deputies_of(desk)
    if deputies is None:
        deputies = Deputies()
        setattr(desk, ATTRIBUTE, deputies)
    named = Deputyship(
        id=uuid.uuid4().hex,
        absent=absent,
        deputy=deputy,
        department=department,
        first=first,
        last=last,
        begins=beginning_of(first),
        ends=beginning_of(last + DAY),
        named_by=by,
    )
    deputies.keep(absent, (*deputies.of(absent), named))
    return named


def end_deputyship(desk, deputyship: Deputyship) -> None:
    """End it now; one that has not begun yet is forgotten."""
    deputies = deputies_of(desk)
    others = [one for one in deputies.of(deputyship.absent) if one.id != deputyship.id]
    at = now()
    if deputyship.lasts(at):
        others.append(replace(deputyship, ends=at))
    deputies.keep(deputyship.absent, others)


def deputyships(desk, department: str, at: datetime | None = None) -> list[Deputyship]:
    """Those of a department that hold at a moment or will, the earliest first.

    :param at: by default now
    """
    deputies = deputies_of(desk)
    if deputies is None:
        return []
    at = at or now()
    found = [
        one for one in deputies.all() if one.department == department and at < one.ends
    ]
    return sorted(found, key=lambda one: (one.first, one.last, one.absent))


def absence(
    desk, user_id: str, department: str, at: datetime | None = None
) -> Deputyship | None:
    """The deputyship because of which somebody is away now; None when present.

    :param at: by default now
    """
    return next(_acting_for(desk, user_id, department, at), None)


def stand_ins(
    desk, user_id: str, at: datetime | None = None, department: str = ""
) -> tuple[str, ...]:
    """Who acts for somebody now, by their ids; () when they are present.

    :param at: by default now
    :param department: only for this department; "" for any
    """
    found = _acting_for(desk, user_id, department, at)
    return tuple(dict.fromkeys(one.deputy for one in found))


def _acting_for(
    desk, user_id: str, department: str, at: datetime | None
) -> Iterator[Deputyship]:
    deputies = deputies_of(desk)
    at = at or now()
    for one in deputies.of(user_id) if deputies is not None else ():
        if one.lasts(at) and department in ("", one.department):
            yield one


def lent_groups(
    desk_id: str,
    deputies: Deputies,
    user_id: str,
    groups_of: Callable[[str], set[str]],
) -> dict[str, tuple[str, ...]]:
    """The groups that somebody has now as a deputy alone.

    Whoever has left the department and is not in the Office acts for nobody there any
    more, and nobody acts for somebody who has left.

    :param groups_of: the groups that somebody is in, without any deputyship
    :returns: by group the ids of those who are away
    """
    at = now()
    acting = [one for one in deputies.by(user_id) if one.lasts(at)]
    if not acting:
        return {}
    own = groups_of(user_id)
    lent: dict[str, tuple[str, ...]] = {}
    for one in acting:
        theirs = set(groups_of_department(desk_id, one.department))
        if own.isdisjoint(theirs | {office_group(desk_id)}):
            continue
        for group in sorted((theirs & groups_of(one.absent)) - own):
            lent[group] = (*lent.get(group, ()), one.absent)
    return lent
