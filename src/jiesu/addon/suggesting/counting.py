"""How many read an answer and did not submit: counted by day, without any person.

What is counted and how is told in visits.py. Of a visit is kept for two days what
happened in it, under the digest of a random token; then only the counts of the day are
left. The counts are numbers that are added to, so that two processes never stand in
each other's way, and no step of a complaint writes here.
"""

from BTrees.Length import Length
from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree
from collections import Counter
from contextlib import suppress
from datetime import date
from datetime import timedelta
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.suggesting import visits
from jiesu.addon.writer.api import write
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from persistent import Persistent
from zoneinfo import ZoneInfo

import hashlib
import re


ATTRIBUTE = "_visits"

# A visit is known for its day and so many more.
REMEMBERED = 2
TOKEN = re.compile(r"[0-9A-Za-z-]{8,64}")
# More on one day are no people.
MOST_VISITS = 20_000


class Visits(Persistent):
    """The visits of the last days and the counts of all days, of one desk."""

    def __init__(self):
        """Empty."""
        # Day to digest to what happened.
        self.known = OOBTree()
        # "2026-11-26 read" to a number.
        self.counts = OOBTree()

    def day_of(self, digest: str) -> str:
        """The day on which a visit began, "" for an unknown one."""
        return next((d for d, some in self.known.items() if digest in some), "")

    def note(self, digest: str, event: str, today: str, oldest: str) -> None:
        """Note that something happened in a visit."""
        for day in [day for day in self.known if day < oldest]:
            del self.known[day]
        day = self.day_of(digest) or today
        if day not in self.known:
            self.known[day] = OIBTree()
        some = self.known[day]
        before = some.get(digest, 0)
        if not before and len(some) >= MOST_VISITS:
            return
        after = visits.after(before, event)
        if after == before:
            return
        some[digest] = after
        for name, many in visits.changed(before, after).items():
            self._number(day, name).change(many)

    def _number(self, day: str, name: str) -> Length:
        key = f"{day} {name}"
        if key not in self.counts:
            self.counts[key] = Length()
        return self.counts[key]

    def between(self, first: date, last: date) -> Counter:
        """The sums of some days, the last one included."""
        found: Counter = Counter()
        end = (last + timedelta(days=1)).isoformat()
        for key, number in self.counts.items(first.isoformat(), end, excludemax=True):
            found[key.partition(" ")[2]] += number()
        return found


NOTHING = Visits()


def digest_of(token: str) -> str:
    """Under what a visit is known: its token cannot be read from it."""
    return hashlib.sha256(token.encode()).hexdigest()[:16]


def count_event(desk, token: str, event: str) -> bool:
    """Count that something happened in a visit; returns whether it was understood.

    :param token: a random one that the form has; sending it makes the same
    :param event: one of `visits.EVENTS`, but for `SENT`, which only sending says
    """
    if event not in visits.EVENTS or event == visits.SENT:
        return False
    if not TOKEN.fullmatch(token):
        return False
    write(complaints_of(desk), _note, digest_of(token), event)
    return True


def count_sent(desk, token: str) -> None:
    """Count that something was submitted, if anything was shown before.

    Whoever submits has their complaint whether this works or not.
    """
    digest = digest_of(token)
    known = getattr(complaints_of(desk), ATTRIBUTE, NOTHING)
    if not known.day_of(digest):
        return
    with suppress(Busy, Unfinished):
        write(complaints_of(desk), _note, digest, visits.SENT)


def counted(desk, first: date, last: date) -> dict[str, int]:
    """The counts of some days, the last one included; see `visits.COUNTED`."""
    found = getattr(complaints_of(desk), ATTRIBUTE, NOTHING).between(first, last)
    return {name: max(0, found[name]) for name in visits.COUNTED}


def _note(complaints, digest: str, event: str) -> None:
    if getattr(complaints, ATTRIBUTE, None) is None:
        setattr(complaints, ATTRIBUTE, Visits())
    today = now().astimezone(ZoneInfo(timezone_of_site())).date()
    oldest = today - timedelta(days=REMEMBERED)
    visits_of = getattr(complaints, ATTRIBUTE)
    visits_of.note(digest, event, today.isoformat(), oldest.isoformat())
