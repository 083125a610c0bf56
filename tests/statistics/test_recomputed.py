"""The figures against a plain recomputation from the journals: demo and import."""

from datetime import datetime
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.intake.importing import import_lines
from jiesu.addon.statistics.report import Asked
from jiesu.addon.statistics.report import report
from random import Random
from tests.handling.world import DAY
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.statistics.plain import plain_figures
from zoneinfo import ZoneInfo

import json
import pytest


MINUTE = 1 / 60


def zone():
    return ZoneInfo("Asia/Shanghai")


GROUPINGS = {
    "department": lambda one: one.department,
    "category": lambda one: one.category,
    "kind": lambda one: one.kind,
    "channel": lambda one: one.channel,
    "day": lambda one: one.received.astimezone(zone()).date().isoformat(),
    "week": lambda one: one.received.astimezone(zone()).strftime("%G-W%V"),
    "month": lambda one: one.received.astimezone(zone()).strftime("%Y-%m"),
}


def agrees(group, plain, participation=True):
    """Compare one group's figures; times to the minute that is kept."""
    assert group.figures.counts == plain["totals"]
    fractions = dict(group.figures.fractions)
    if not participation:
        fractions.pop("participation")
        plain["fractions"].pop("participation")
    assert fractions == plain["fractions"]
    times = group.figures.times
    count, *values = plain["times"]
    assert times.count == count
    for mine, theirs in zip((times.mean, times.median, times.p90), values, strict=True):
        assert (mine is None) == (theirs is None)
        assert mine is None or abs(mine - theirs) <= MINUTE


def check(desk):
    """All groupings and the total."""
    (total,) = plain_figures(desk).values()
    agrees(report(desk, Asked())[0].total, total)
    for by, group_of in GROUPINGS.items():
        groups = {g.id: g for g in report(desk, Asked(by=by))[0].groups}
        plain = plain_figures(desk, group_of)
        assert groups.keys() == plain.keys()
        for name, group in groups.items():
            agrees(group, plain[name], participation=by != "department")


class TestDemo:
    """The demo's complaints, which take all the ways there are."""

    def test_agree(self, demo):
        check(demo)

    @pytest.mark.parametrize("later", [2, 9, 40])
    def test_agree_later(self, demo, later):
        with at(now() + later * DAY):
            check(demo)


def lines(count):
    """Made-up messages, some without a reply."""
    random = Random(7)  # noqa: S311 - a sample, no secret
    for number in range(count):
        submitted = datetime(2026, 3, 2, 9) + random.random() * 150 * DAY
        line = {
            "id": number,
            "title": f"第{number}件",
            "text": "路灯不亮。",
            "submitted": submitted.isoformat(timespec="seconds"),
            "kind": random.choice(["complaint", "help", "praise", "consultation"]),
            "category": random.choice(["academic-classroom", "it-network", "other"]),
        }
        if random.random() < 0.8:
            replied = submitted + random.random() ** 3 * 20 * DAY + HOUR
            line |= {
                "reply": "已修。",
                "replied": replied.isoformat(timespec="seconds"),
            }
        yield json.dumps(line)


class TestImport:
    """What was imported."""

    def test_agree(self, desk, monkeypatch):
        monkeypatch.setattr("transaction.commit", lambda: None)
        with at(MONDAY):
            *_others, outcome = import_lines(desk, lines(120))
            assert (outcome.made, outcome.bad) == (120, [])
            assert len(complaints_of(desk).objectIds()) == 120
            check(desk)
