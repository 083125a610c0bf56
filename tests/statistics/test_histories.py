"""Whatever people do to complaints, the figures are those of their journals."""

from contextlib import suppress
from datetime import timedelta
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.calendar.moment import at
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.errors import UnknownAction
from jiesu.addon.journal.storage import journal_of
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import MONDAY
from tests.handling.world import rolled_back
from tests.statistics.agreeing import check_figures
from tests.statistics.agreeing import check_lists


# What people may try, whenever.
STEPS = (
    ("office", "dispatch", {"department": "it", "supporting": ["academic"]}),
    ("office", "dispatch", {"department": "academic"}),
    ("academic-handler", "accept", {}),
    ("it-handler", "accept", {}),
    ("academic-handler", "return", {"reason": "not_ours"}),
    ("it-handler", "return", {"reason": "wrong_category"}),
    ("academic-handler", "ask", {"text": "哪一间？"}),
    ("student1", "supplement", {"text": "335。"}),
    ("it-handler", "contribute", {"text": "灯泡已订。"}),
    ("academic-handler", "answer", {"text": "已换。", "outcome": "solved"}),
    ("it-handler", "answer", {"text": "已换。", "outcome": "explained"}),
    ("student1", "rate", {"score": 1, "solved": False, "reasons": ["slow"]}),
    ("student1", "rate", {"score": 2, "solved": True, "reasons": ["slow", "other"]}),
    ("student1", "rate", {"score": 5, "solved": True}),
    ("student1", "reopen", {"reason": "又坏了。"}),
    ("student1", "withdraw", {}),
    ("office", "reject", {"reason": "no_facts"}),
    ("academic-head", "reject", {"reason": "duplicate"}),
    ("office", "close", {}),
)
# What other channels may have written into a journal.
ENTRIES = (
    ("decide_extension", {"granted": True}),
    ("supervise", {"supervision": "s1"}),
    ("follow_up", {"solved": True, "score": 4}),
    ("follow_up", {"solved": False}),
)
ACT = st.tuples(
    st.integers(0, 2),
    st.one_of(st.sampled_from(STEPS), st.sampled_from(STEPS), st.sampled_from(ENTRIES)),
    st.sampled_from([1, 30, 300, 3000, 9000]),
)
BORN = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["complaint", "help", "praise", "consultation"]),
        "category": st.sampled_from(["academic-classroom", "it-network", "other"]),
        "location": st.sampled_from(["", "明德楼 335", "明德楼335"]),
    }
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(st.lists(BORN, min_size=3, max_size=3), st.lists(ACT, max_size=22))
def test_any_history(desk, births, acts):
    with rolled_back():
        moment = MONDAY
        made = [complain(desk, when=moment, **birth) for birth in births]
        for which, step, minutes in acts:
            moment += timedelta(minutes=minutes)
            _try(made[which], step, moment)
        with at(moment + timedelta(minutes=1)):
            check_figures(desk)
            check_lists(desk, "department")


def _try(complaint, step, moment) -> None:
    if len(step) == 2:
        action, changes = step
        journal_of(complaint).add(
            time=moment, action=action, role="office", changes=changes
        )
        complaint.indexObject()
        return
    who, action, data = step
    # What cannot be done now is refused, which is tested elsewhere.
    with suppress(Forbidden, Invalid, NotNow, UnknownAction):
        do(complaint, who, action, moment, **data)
