"""Which supervisions turned yellow or red and were not told of: for the scanner.

A red one escalates to the supervisors. Who is told what is decided by whoever tells.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.supervision import running
from jiesu.addon.content.supervision import Supervision
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.lights import Light
from jiesu.addon.deadlines.lights import light
from jiesu.addon.deadlines.supervision import clock_of


YELLOW = "supervision_yellow"
RED = "supervision_red"

STAGES = {Light.YELLOW: YELLOW, Light.RED: RED}


@dataclass(frozen=True)
class Late:
    """A supervision at a stage that nobody was told of; due: when the result was."""

    supervision: Supervision
    stage: str
    due: datetime


def due_supervisions(desk, now: datetime) -> Iterator[Late]:
    """Those whose light turned and that were not told of, the one due first at first.

    After a long silence a red one is not yellow any more: it is told once.
    """
    calendar = calendar_of(desk)
    for supervision in running(supervisions_of(desk)):
        clock = clock_of(supervision, calendar)
        stage = STAGES.get(light(clock, now))
        if stage is not None and stage not in supervision.told:
            yield Late(supervision, stage, clock.due)


def mark_told(supervision, stage: str) -> None:
    """Remember that people were told; another due day begins anew."""
    before = {YELLOW, RED} if stage == RED else {stage}
    supervision.told = tuple(sorted(before | set(supervision.told)))
