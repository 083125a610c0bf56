"""Sets the running clocks anew after the Office changed the desk's calendar."""

from collections.abc import Iterator
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import LARGEST_PAGE
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.rows import NEVER
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.deadlines.desk import recompute
from jiesu.addon.writer.api import write


# Where a clock can run or stand still; one that was answered or closed is history.
RUNNING = (TRIAGE, PENDING, PROCESSING, SUSPENDED)

# So many in one step of the writer, so that submissions pass in between.
AT_ONCE = 50


class RecomputeClocks(BasePage):
    """The button of the Office's page."""

    def __call__(self):
        """Do it, say how many changed, and go back."""
        self.check_sent()
        changed = recompute_running(self.desk)
        if changed:
            message = _(
                "clocks_changed",
                default="${n} running complaints have new due times.",
                mapping={"n": changed},
            )
        else:
            message = _("clocks_same", default="All due times were right already.")
        self.say(message)
        return self.go(f"{self.desk_url}/@@office")


def recompute_running(desk) -> int:
    """Set all running clocks of a desk anew, through the writer.

    :returns: how many changed
    """
    ids = list(_running_ids(desk))
    return sum(
        write(desk, recompute_some, tuple(ids[start : start + AT_ONCE]))
        for start in range(0, len(ids), AT_ONCE)
    )


def recompute_some(desk, ids: tuple[str, ...]) -> int:
    """Set the clocks of these complaints anew where they still run.

    :returns: how many changed
    """
    complaints = complaints_of(desk)
    found = (complaints[one] for one in ids if one in complaints)
    return recompute(desk, [one for one in found if _is_running(one.clock)])


def _is_running(clock) -> bool:
    return clock is not None and bool(clock.due or clock.paused_since)


def _running_ids(desk) -> Iterator[str]:
    query = Query(states=RUNNING)
    start, total = 0, 1
    while start < total:
        page = find(desk, query, sort="received", start=start, size=LARGEST_PAGE)
        yield from (row.id for row in page.rows if row.due != NEVER or row.asked)
        start, total = start + LARGEST_PAGE, page.total
