"""The figures once more, reckoned the plain way: one journal after the other.

Written from docs/concepts/rules.md alone. Knows nothing of facts, rows or columns; due
times it takes from `deadlines`, which has tests of its own.
"""

from collections import defaultdict
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.desk import clock_of
from jiesu.addon.journal.storage import journal_of
from statistics import mean
from statistics import quantiles


def plain_figures(desk, group_of=lambda complaint: "") -> dict:
    """Totals, fractions and times by group."""
    groups = defaultdict(list)
    calendar = calendar_of(desk)
    for complaint in complaints_of(desk).objectValues():
        groups[group_of(complaint)].append(_look_at(complaint, calendar))
    return {name: _add_up(found) for name, found in groups.items()}


def _look_at(complaint, calendar) -> dict:
    entries = list(journal_of(complaint))
    clock = clock_of(complaint, calendar)
    acts = [entry.action for entry in entries]
    state = state_of(complaint)
    reopened = max((e.number for e in entries if e.action == "reopen"), default=0)
    ratings = [e for e in entries if e.action == "rate" and e.number > reopened]
    calls = [e for e in entries if e.action == "follow_up" and e.number > reopened]
    sent, worked, lead = set(), set(), ""
    for entry in entries:
        if "department" in entry.changes:
            lead = entry.changes["department"][1]
            sent.add(lead)
        sent.update(entry.changes.get("supporting", [(), ()])[1])
        if entry.action in ("accept", "ask", "answer", "contribute"):
            worked.add(entry.department or lead)
        if entry.action == "reject" and entry.role == "head":
            worked.add(entry.department)
    answers = [e.time for e in entries if e.action == "answer"]
    unsolved = [e for e in entries if e.action == "rate" and not e.changes["solved"]]
    verdict = (calls or ratings or [None])[-1]
    score = verdict.changes.get("score") if verdict else None
    if verdict and not score and ratings:
        score = ratings[-1].changes["score"]
    due = clock.first_due
    ended = state in ("closed", "rejected", "withdrawn")
    return {
        "praise": complaint.kind == "praise",
        "withdrawn": state == "withdrawn",
        "merged": "merge" in acts,
        "open": not ended,
        "late": not ended
        and not clock.paused_since
        and clock.due is not None
        and int(clock.due.timestamp()) < int(now().timestamp()),
        "responded": clock.accept_late is not None,
        "in_time": clock.accept_late is False,
        "accept_passed": clock.first_accept_due is not None
        and clock.first_accept_due < now(),
        "answered": bool(answers),
        "due": due is not None
        and due < now()
        and not (clock.stopped and clock.stopped <= due),
        "on_time": bool(answers) and due is not None and answers[0] <= due,
        "hours": clock.used.total_seconds() / 3600 if clock.used is not None else None,
        "closed": state == "closed",
        "rated": bool(ratings),
        "judged": verdict is not None,
        "solved": verdict is not None and verdict.changes["solved"],
        "score": score,
        "returned": "return" in acts,
        "reworked": bool(unsolved) or "reopen" in acts,
        "extended": any(
            e.action == "decide_extension" and e.changes.get("granted") for e in entries
        ),
        "supervised": "supervise" in acts,
        "sent": sent - {""},
        "worked": worked - {""},
    }


def _add_up(found: list[dict]) -> dict:
    rated_kinds = [f for f in found if not f["praise"] and not f["withdrawn"]]
    work = [f for f in rated_kinds if not f["merged"]]
    answered = [f for f in work if f["answered"]]
    answered_or_due = [f for f in work if f["answered"] or f["due"]]
    judged = [f for f in rated_kinds if f["judged"]]

    def count(some, name):
        return sum(bool(f[name]) for f in some)

    sent = set().union(*(f["sent"] for f in work))
    worked = set().union(*(f["worked"] for f in work)) & sent
    hours = sorted(f["hours"] for f in answered if f["hours"] is not None)
    return {
        "totals": {
            "received": len(found),
            "base": len(work),
            "praise": count(found, "praise"),
            "withdrawn": count(found, "withdrawn"),
            "merged": count(found, "merged"),
            "open": count(found, "open"),
            "overdue": sum(f["late"] and not f["merged"] for f in found),
            "accepted": count(work, "responded"),
            "answered": len(answered),
            "closed": count(work, "closed"),
            "rated": count(rated_kinds, "rated"),
            "solved": count(judged, "solved"),
        },
        "fractions": {
            "response": (
                count(work, "in_time"),
                sum(f["responded"] or f["accept_passed"] for f in work),
            ),
            "answer": (len(answered), len(answered_or_due)),
            "on_time": (count(answered, "on_time"), len(answered_or_due)),
            "completion": (count(work, "closed"), len(work)),
            "resolution": (count(judged, "solved"), len(judged)),
            "satisfaction": (
                sum((f["score"] or 0) >= 3 for f in judged),
                count(judged, "score"),
            ),
            "rating": (count(answered, "rated"), len(answered)),
            "return": (count(work, "returned"), len(work)),
            "rework": (count(work, "reworked"), len(work)),
            "extension": (count(work, "extended"), len(work)),
            "supervision": (count(work, "supervised"), len(work)),
            "participation": (len(worked), len(sent)),
        },
        "times": _times(hours),
    }


def _times(hours: list[float]) -> tuple:
    if not hours:
        return (0, None, None, None)
    if len(hours) == 1:
        return (1, hours[0], hours[0], hours[0])
    cut = quantiles(hours, n=10, method="inclusive")
    return (len(hours), mean(hours), cut[4], cut[8])
