"""What happens next, as the submitter reads it: never a promise that is over."""

from jiesu.addon.browser.submitter.steps import next_step
from jiesu.addon.handling.reading import Reading
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import desk
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.handling.world import undone

import pytest


__all__ = ["desk", "undone"]


@pytest.mark.usefixtures("undone")
@pytest.mark.parametrize(
    ("when", "said"),
    [
        (MONDAY + HOUR, "next_pending"),
        (MONDAY + DAY, "next_pending_late"),
        (MONDAY + 14 * DAY, "next_processing_late"),
    ],
    ids=["in time", "not accepted", "not answered"],
)
def test_pending(desk, when, said):
    complaint = complain(desk)
    with acting("student1"):
        assert next_step(Reading(complaint), when, "Asia/Shanghai") == said
