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
    """Totals, fractions, times, reasons and moves by group."""
    return {name: _add_up(some) for name, some in plain_groups(desk, group_of).items()}


def plain_groups(desk, group_of=lambda complaint: "") -> dict[str, list[dict]]:
    """What is known of each complaint, by group."""
    groups = defaultdict(list)
    calendar = calendar_of(desk)
    for complaint in complaints_of(desk).objectValues():
        groups[group_of(complaint)].append(_look_at(complaint, calendar))
    return groups


def score_of(complaint) -> str:
    """The group of its score."""
    return str(_verdict(list(journal_of(complaint)))[2] or "")


def _verdict(entries) -> tuple:
    """Ratings that hold, what is said in the end, and the score."""
    reopened = max((e.number for e in entries if e.action == "reopen"), default=0)
    ratings = [e for e in entries if e.action == "rate" and e.number > reopened]
    calls = [e for e in entries if e.action == "follow_up" and e.number > reopened]
    verdict = (calls or ratings or [None])[-1]
    score = verdict.changes.get("score") if verdict else None
    if verdict and not score and ratings:
        score = ratings[-1].changes["score"]
    return ratings, verdict, score


def _look_at(complaint, calendar) -> dict:
    entries = list(journal_of(complaint))
    clock = clock_of(complaint, calendar)
    acts = [entry.action for entry in entries]
    state = state_of(complaint)
    ratings, verdict, score = _verdict(entries)
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
    due = clock.first_due
    ended = state in ("closed", "rejected", "withdrawn")
    return {
        "id": complaint.getId(),
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
        "reasons": _reasons(entries),
        "moves": _moves(entries),
    }


def _reasons(entries) -> set[str]:
    found = {
        f"{e.action}:{e.changes['reason']}"
        for e in entries
        if e.action in ("return", "reject", "suspend")
    }
    low = [e for e in entries if e.action == "rate" and e.changes["score"] < 3]
    return found | {f"low_score:{one}" for e in low for one in e.changes["reasons"]}


def _moves(entries) -> set[str]:
    """Of each return, who gave it back and whose it was next."""
    leads = [
        (entry.action, entry.changes["department"])
        for entry in entries
        if "department" in entry.changes
    ]
    found = set()
    for place, (action, (before, _after)) in enumerate(leads):
        if action == "return":
            later = [after for _action, (_b, after) in leads[place:] if after]
            found.add(f"{before}>{later[0] if later else ''}")
    return found


def plain_parts(found: list[dict]) -> dict[str, tuple[list, list | None]]:
    """What each measure counts: the part, and of rates the whole."""
    rated_kinds = [f for f in found if not f["praise"] and not f["withdrawn"]]
    work = [f for f in rated_kinds if not f["merged"]]
    answered = [f for f in work if f["answered"]]
    answered_or_due = [f for f in work if f["answered"] or f["due"]]
    judged = [f for f in rated_kinds if f["judged"]]

    def those(some, name):
        return [f for f in some if f[name]]

    return {
        "received": (found, None),
        "base": (work, None),
        "praise": (those(found, "praise"), None),
        "withdrawn": (those(found, "withdrawn"), None),
        "merged": (those(found, "merged"), None),
        "open": (those(found, "open"), None),
        "overdue": ([f for f in found if f["late"] and not f["merged"]], None),
        "accepted": (those(work, "responded"), None),
        "answered": (answered, None),
        "closed": (those(work, "closed"), None),
        "rated": (those(rated_kinds, "rated"), None),
        "solved": (those(judged, "solved"), None),
        "response": (
            those(work, "in_time"),
            [f for f in work if f["responded"] or f["accept_passed"]],
        ),
        "answer": (answered, answered_or_due),
        "on_time": (those(answered, "on_time"), answered_or_due),
        "completion": (those(work, "closed"), work),
        "resolution": (those(judged, "solved"), judged),
        "satisfaction": (
            [f for f in judged if (f["score"] or 0) >= 3],
            those(judged, "score"),
        ),
        "rating": (those(answered, "rated"), answered),
        "return": (those(work, "returned"), work),
        "rework": (those(work, "reworked"), work),
        "extension": (those(work, "extended"), work),
        "supervision": (those(work, "supervised"), work),
        "time": ([f for f in answered if f["hours"] is not None], None),
        **_stories(work, rated_kinds),
    }


def _stories(work: list[dict], rated_kinds: list[dict]) -> dict:
    found = defaultdict(list)
    for one in work:
        for name in one["reasons"] | one["moves"]:
            if not name.startswith("low_score"):
                found[name].append(one)
    for one in rated_kinds:
        for name in one["reasons"]:
            if name.startswith("low_score"):
                found[name].append(one)
    return {name: (some, None) for name, some in found.items()}


def _add_up(found: list[dict]) -> dict:
    parts = plain_parts(found)
    work = parts["base"][0]
    sent = set().union(*(f["sent"] for f in work))
    worked = set().union(*(f["worked"] for f in work)) & sent
    told = {"totals": {}, "fractions": {}, "reasons": {}, "moves": {}}
    for name, (part, whole) in parts.items():
        kind = "reasons" if ":" in name else "moves" if ">" in name else "totals"
        if whole is not None:
            told["fractions"][name] = (len(part), len(whole))
        elif name != "time":
            told[kind][name] = len(part)
    told["fractions"]["participation"] = (len(worked), len(sent))
    told["times"] = _times(sorted(f["hours"] for f in parts["time"][0]))
    return told


def _times(hours: list[float]) -> tuple:
    if not hours:
        return (0, None, None, None)
    if len(hours) == 1:
        return (1, hours[0], hours[0], hours[0])
    cut = quantiles(hours, n=10, method="inclusive")
    return (len(hours), mean(hours), cut[4], cut[8])
