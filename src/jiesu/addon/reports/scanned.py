"""Reports as the scanner looks at them: the desk drafts them itself, period by period.

Of each kind the latest period that is over is drafted, once: in the first working hour
after its end. After a long stop earlier ones are not made up for, for nobody waits for
them; the Office can draft them. What was drafted is remembered in the same transaction,
so that two scanners, or one that begins anew, make one draft.
"""

from collections.abc import Container
from collections.abc import Iterator
from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.fields import parse_terms
from jiesu.addon.content.lookup import REPORTS
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.notifications.events import Happening
from jiesu.addon.notifications.telling import tell
from jiesu.addon.reports.drafting import make
from jiesu.addon.reports.periods import latest
from jiesu.addon.reports.periods import Span
from jiesu.addon.reports.taking import take
from jiesu.addon.scanner.interfaces import IScanned
from jiesu.addon.scanner.outcome import Looked
from zope.interface import implementer


# What a calendar has to offer before work begins: the least span that counts.
A_MOMENT = timedelta(seconds=1)


@implementer(IScanned)
class ScannedReports:
    """See `IScanned`."""

    def due(self, desk, moment: datetime, size: int, without: Container[str]):
        """The periods that are over and not drafted yet; an id is that of the span."""
        found = [span.id for span, at in _waiting(desk, moment) if at <= moment]
        return [one for one in found if one not in without][:size]

    def next(self, desk) -> datetime | None:
        """When the first that waits is drafted, or the period that runs."""
        moment = now()
        waiting = [at for _span, at in _waiting(desk, moment)]
        return min([*waiting, *_ends(desk, moment)], default=None)

    def look(self, desk, name: str) -> Looked:
        """Draft a period, and tell the Office."""
        moment = now()
        for span, at in _waiting(desk, moment):
            if span.id == name and at <= moment:
                reports_of(desk).drafted.insert(span.id)
                report = make(desk, span, take(desk, span), by_desk=True)
                tell(reports_of(desk)[report], Happening("report_drafted"))
                return Looked(acted=1, told=1)
        return Looked()


def _waiting(desk, moment: datetime) -> Iterator[tuple[Span, datetime]]:
    """The latest period of each kind that was not drafted, and when it is."""
    # A desk that is older than reports has no place for them until it is upgraded.
    if REPORTS not in desk:
        return
    day, terms = _today(desk, moment), parse_terms(desk.terms)
    for kind in desk.report_kinds or ():
        span = latest(kind, day, terms)
        if span is not None and span.id not in reports_of(desk).drafted:
            yield span, _drafted_at(desk, span)


def _ends(desk, moment: datetime) -> Iterator[datetime]:
    """When the present period of each kind is drafted."""
    if REPORTS not in desk:
        return
    day, terms = _today(desk, moment), parse_terms(desk.terms)
    for kind in desk.report_kinds or ():
        present = _present(kind, day, terms)
        if present is not None:
            yield _drafted_at(desk, present)


def _present(kind: str, day, terms) -> Span | None:
    """The first period that ends today or later."""
    for ahead in range(0, 400):
        found = latest(kind, day + timedelta(days=ahead), terms)
        if found is not None and found.end >= day:
            return found
    return None


def _today(desk, moment: datetime):
    return moment.astimezone(calendar_of(desk).zone).date()


def _drafted_at(desk, span: Span) -> datetime:
    """When work begins first after a period."""
    calendar = calendar_of(desk)
    end = datetime.combine(span.end + timedelta(days=1), time(), calendar.zone)
    return calendar.add(end, A_MOMENT) - A_MOMENT
