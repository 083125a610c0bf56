"""How many read an answer and did not submit, by day."""

from datetime import date
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.suggesting import visits
from jiesu.addon.suggesting.counting import count_event
from jiesu.addon.suggesting.counting import count_sent
from jiesu.addon.suggesting.counting import counted
from tests.handling.world import at
from tests.handling.world import DAY
from tests.handling.world import MONDAY

import pytest


TODAY = MONDAY.date()
TOKEN = "0123456789abcdef"

pytestmark = pytest.mark.usefixtures("undone")


def happen(desk, *events: str, token: str = TOKEN, when=MONDAY) -> None:
    with at(when):
        for event in events:
            assert count_event(desk, token, event)


def of(desk, first: date = TODAY, last: date = TODAY) -> dict[str, int]:
    return {name: many for name, many in counted(desk, first, last).items() if many}


def test_nothing_yet(desk):
    assert counted(desk, TODAY, TODAY) == dict.fromkeys(visits.COUNTED, 0)


def test_each_visit_once(desk):
    happen(desk, visits.SHOWN, visits.SHOWN, visits.READ, visits.READ, visits.LEFT)
    happen(desk, visits.SHOWN, token="another-one")
    assert of(desk) == {"shown": 2, "read": 1, "left": 1}


def test_sent_later(desk):
    """Of the day on which the form was opened."""
    happen(desk, visits.SHOWN, visits.READ, visits.LEFT)
    with at(MONDAY + DAY):
        count_sent(desk, TOKEN)
    assert of(desk) == {"shown": 1, "read": 1, "sent": 1}
    assert of(desk, TODAY + DAY, TODAY + DAY) == {}


def test_sent_without_a_visit(desk):
    """Nothing is written for the many who never saw an answer."""
    with at(MONDAY):
        count_sent(desk, TOKEN)
    assert "_visits" not in complaints_of(desk).__dict__


def test_visits_are_forgotten(desk):
    happen(desk, visits.SHOWN, visits.READ)
    happen(desk, visits.SHOWN, token="another-one", when=MONDAY + 3 * DAY)
    kept = complaints_of(desk)._visits
    assert list(kept.known) == [(TODAY + 3 * DAY).isoformat()]
    assert of(desk, TODAY, TODAY + 3 * DAY) == {"shown": 2, "read": 1}


def test_the_token_is_not_kept(desk):
    happen(desk, visits.SHOWN)
    (day,) = complaints_of(desk)._visits.known.values()
    assert TOKEN not in day


@pytest.mark.parametrize(
    ("token", "event"),
    [
        (TOKEN, "sent"),
        (TOKEN, "other"),
        ("short", "read"),
        ("<script>x</script>", "read"),
    ],
)
def test_what_is_not_understood(desk, token, event):
    """Sending is said by the submission alone."""
    assert not count_event(desk, token, event)
    assert of(desk) == {}
