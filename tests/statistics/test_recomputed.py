"""The figures against a plain recomputation from the journals: demo and import."""

from datetime import datetime
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.intake.importing import import_lines
from jiesu.addon.statistics.groupings import BY
from random import Random
from tests.handling.world import DAY
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.statistics.agreeing import check_figures
from tests.statistics.agreeing import check_lists

import json
import pytest


class TestDemo:
    """The demo's complaints, which take all the ways there are."""

    def test_agree(self, demo):
        check_figures(demo)

    @pytest.mark.parametrize("later", [2, 9, 40])
    def test_agree_later(self, demo, later):
        with at(now() + later * DAY):
            check_figures(demo)

    @pytest.mark.parametrize("later", [0, 9])
    def test_lists_agree(self, demo, later):
        with at(now() + later * DAY):
            check_lists(demo, "department", "category", "score", "place")


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
            "location": random.choice(["明德楼 335", "明德楼335", "东区", ""]),
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
            check_figures(desk)
            check_lists(desk, *BY)
