"""Made-up rows of the catalog, a million in half a minute: lives without journals.

What a complaint of such a life would have as its row, facts included. The newest
hundred thousand came within the last year, the others evenly over the years before.
"""

from collections.abc import Iterator
from jiesu.addon.catalog.facts import Facts
from jiesu.addon.catalog.facts import pack
from jiesu.addon.catalog.rows import NEVER

import numpy as np


YEAR = 365 * 86_400
A_YEAR = 100_000
HOUR = 3_600
DAY = 24 * HOUR
DEPARTMENTS = [f"d{number:02}" for number in range(34)]
CATEGORIES = [f"d{number % 34:02}-c{number:02}" for number in range(60)]
KINDS = ("complaint", "help", "consultation", "suggestion", "praise", "report")
KIND_SHARES = (0.55, 0.2, 0.12, 0.08, 0.04, 0.01)
CHANNELS = ("web", "wechat", "wecom", "oa")
PLACES = 4_000
REASONS = ("return:not_ours", "return:wrong_category", "low_score:slow")


def rows(first: int, last: int, now: int) -> Iterator[dict]:
    """The values of rows by name, the newest first.

    :param first, last: numbers, 0 the newest; `last` is left out
    :param now: seconds since 1970
    """
    random = np.random.default_rng(first)
    size = last - first
    years = (np.arange(first, last) + random.random(size)) / A_YEAR
    received = now - (years * YEAR).astype(np.int64) - 60
    department = random.integers(0, len(DEPARTMENTS), size)
    # Some departments have ten times as much to do as others.
    department = (department * random.random(size)).astype(int)
    kind = random.choice(len(KINDS), size, p=KIND_SHARES)
    fate = random.random((size, 8))
    hours = random.gamma(1.5, 12, size)
    numbers = random.integers(0, 1 << 30, size)
    for at in range(size):
        yield _row(
            int(received[at]),
            DEPARTMENTS[department[at]],
            KINDS[kind[at]],
            fate[at],
            float(hours[at]),
            int(numbers[at]),
            now,
        ) | {"number": f"20260101-{first + at}"}


def _row(received, department, kind, fate, hours, number, now) -> dict:
    dispatched = received + 600
    accept_due, answer_due = dispatched + DAY, dispatched + 7 * DAY
    answered = int(dispatched + hours * HOUR * 4) if fate[0] < 0.93 else 0
    answered = answered if answered < now else 0
    rated = bool(answered and fate[1] < 0.45)
    score = 1 + int(fate[2] ** 0.4 * 5) if rated else 0
    solved = score >= 2 + (number & 1) if rated else None
    withdrawn = not answered and fate[3] < 0.2
    closed = bool(answered and (solved or not rated) and answered + 7 * DAY < now)
    state = "withdrawn" if withdrawn else "closed" if closed else "processing"
    if answered and not closed:
        state = "answered"
    accepted = dispatched + int(fate[4] * 30 * HOUR)
    responded = accepted < now and not withdrawn
    returned, low = fate[5] < 0.06, rated and score < 3
    facts = Facts(
        channel=CHANNELS[number % 7 % 4],
        dispatched=dispatched,
        accept_due=accept_due if not withdrawn else 0,
        accept_late=accepted > accept_due if responded else None,
        answer_due=answer_due if not withdrawn else 0,
        answered=answered,
        on_time=answered <= answer_due if answered else None,
        minutes=int(hours * 60) if answered else 0,
        returned=bool(returned),
        reworked=bool(rated and not solved),
        extended=bool(fate[6] < 0.05),
        supervised=bool(fate[7] < 0.01),
        rated=rated,
        followed_up=bool(answered and fate[7] > 0.98),
        solved=solved,
        score=score,
        closed=answered + 7 * DAY if closed else 0,
        sent=(department,),
        worked=(department,) if responded else (),
        reasons=(REASONS[number & 1],) if returned else (REASONS[2],) if low else (),
    )
    return {
        "id": f"{number:x}-{received:x}",
        "title": "空调不制冷，请尽快派人来看看",
        "state": state,
        "kind": kind,
        "category": CATEGORIES[number % len(CATEGORIES)],
        "department": department,
        "supporting": (),
        "location": f"明德楼 {number % PLACES}",
        "received": received,
        "due": answer_due if state in ("processing", "answered") else NEVER,
        "yellow": answer_due - DAY if state == "processing" else NEVER,
        "asked": state == "processing" and number % 9 == 0,
        "urgent": number % 50 == 0,
        "handler": f"{department}-{number % 5}",
        "reworks": int(facts.reworked),
        "score": score or None,
        "solved": solved,
        "facts": pack(facts, department),
        "flags": (),
        "support": (),
        "wake": NEVER,
    }
