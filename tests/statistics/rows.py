"""Rows of a catalog, made by Hypothesis, with the few things that columns ask of it."""

from dataclasses import replace
from hypothesis import strategies as st
from jiesu.addon.catalog.facts import Facts
from jiesu.addon.catalog.facts import pack
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.catalog.rows import NEVER


NOW = 1_800_000_000
DAY = 86_400
DEPARTMENTS = ("", "a", "b", "c")
SOME_TIME = st.sampled_from([0, NOW - 300 * DAY, NOW - 1, NOW, NOW + 1])
UNSURE = st.sampled_from([None, False, True])
FLAG = st.booleans()

FACTS = st.builds(
    Facts,
    channel=st.sampled_from(["web", "oa", ""]),
    dispatched=SOME_TIME,
    accept_due=SOME_TIME,
    accept_late=UNSURE,
    answer_due=SOME_TIME,
    answered=SOME_TIME,
    on_time=UNSURE,
    minutes=st.sampled_from([0, 1, 59, 600, 65_535, 65_536, 500_000]),
    returned=FLAG,
    reworked=FLAG,
    extended=FLAG,
    supervised=FLAG,
    rated=FLAG,
    followed_up=FLAG,
    solved=UNSURE,
    score=st.integers(0, 5),
    closed=SOME_TIME,
    merged_into=st.sampled_from(["", "", "", "x"]),
    reasons=st.sampled_from([(), ("return:x",), ("low_score:slow", "reject:y")]),
    moves=st.sampled_from([(), ("a>b",), ("a>b", "b>")]),
)


# Departments that had it, and of these those that worked on it.
SHARES = st.sampled_from(
    [((), ()), (("a",), ()), (("a",), ("a",)), (("b", "a"), ("a",))]
)


@st.composite
def row(draw) -> tuple:
    """A row with its facts."""
    department = draw(st.sampled_from(DEPARTMENTS))
    sent, worked = draw(SHARES)
    facts = replace(draw(FACTS), sent=sent, worked=worked)
    values = dict.fromkeys(COLUMNS, "") | {
        "state": draw(st.sampled_from(["processing", "closed", "withdrawn", "triage"])),
        "kind": draw(st.sampled_from(["complaint", "help", "praise"])),
        "category": draw(st.sampled_from(["", "x", "y"])),
        "department": department,
        "location": draw(st.sampled_from(["", "东区", "东 区", "335"])),
        "received": NOW - draw(st.integers(0, 400 * DAY)),
        "due": draw(st.sampled_from([NEVER, NOW - 1, NOW, NOW + 1])),
        "asked": draw(FLAG),
        "handler": draw(st.sampled_from(["", "h1"])),
        "facts": pack(facts, department),
    }
    return tuple(values[name] for name in COLUMNS)


class Rows:
    """What columns ask of a catalog."""

    _p_jar = None

    def __init__(self, rows):
        """Of these, under numbers of their own."""
        self.data = dict(enumerate(rows))

    def __len__(self) -> int:
        return len(self.data)
