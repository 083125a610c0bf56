"""A person's own work: what they have, what they answered, how long it took them.

Everybody who handles sees their own; heads see the people of their departments, the
Office all (statistics/people.py).
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.department.rows import Line
from jiesu.addon.browser.department.rows import LineMaker
from jiesu.addon.browser.statistics import told
from jiesu.addon.browser.statistics.asking import ASKED
from jiesu.addon.browser.statistics.asking import AskingPage
from jiesu.addon.browser.statistics.figure import PERSON
from jiesu.addon.browser.statistics.sections import ALWAYS
from jiesu.addon.browser.statistics.sections import Cell
from jiesu.addon.browser.statistics.sections import Section
from jiesu.addon.browser.statistics.sections import Sections
from jiesu.addon.browser.statistics.tiles import Tile
from jiesu.addon.browser.statistics.tiles import Tiles
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.catalog.rows import Row
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.asked import PREVIOUS
from jiesu.addon.statistics.groupings import HANDLER
from jiesu.addon.statistics.measures import MEAN
from jiesu.addon.statistics.measures import MEDIAN
from jiesu.addon.statistics.measures import TIME
from jiesu.addon.statistics.measures import TIME_HEADS
from jiesu.addon.statistics.measures import TIME_TITLES
from jiesu.addon.statistics.people import key_of
from jiesu.addon.statistics.people import lately_answered
from jiesu.addon.statistics.people import of_worker
from jiesu.addon.statistics.people import Worker
from jiesu.addon.statistics.people import worker_of
from jiesu.addon.statistics.report import Group
from jiesu.addon.statistics.report import Report
from jiesu.addon.statistics.report import report
from jiesu.addon.statistics.scope import headed_departments
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


# What stands on top: at any time, and of the period.
NOW = ("open", "overdue")
OF_PERIOD = ("received", "answered", "on_time", "resolution", "satisfaction", "rework")
COLUMNS = ("received", "answered", "on_time", "resolution", "median")
WITH_ME = (PENDING, PROCESSING, SUSPENDED)
SHOWN = 10
# People that a table shows.
MOST = 200


class WorkloadPage(AskingPage):
    """`@@workload`: one's own, or that of one of one's people."""

    title = _("page_workload_title", default="Workload")
    list_file = ViewPageTemplateFile("../department/list.pt")

    def check_reader(self) -> None:
        """Let only those see it who handle complaints or have people who do.

        :raises Unauthorized: somebody else, or of somebody who is not theirs
        """
        if self.worker is None and (self.key or not self.headed):
            self.refuse()

    @property
    def line_macros(self):
        """How a complaint stands in a list, by name."""
        return self.list_file.macros

    # Who

    @cached_property
    def key(self) -> str:
        """Whom the address means; "" for the reader."""
        key = self.request.form.get(PERSON, "")
        return key if isinstance(key, str) else ""

    @cached_property
    def worker(self) -> Worker | None:
        """Whose work is shown."""
        return worker_of(self.desk, self.key)

    @cached_property
    def headed(self) -> tuple[str, ...]:
        """The departments whose people the reader may see."""
        return headed_departments(self.desk)

    @property
    def is_own(self) -> bool:
        """Whether it is the reader's own work."""
        return self.worker is not None and self.worker.user == self.user_id

    @property
    def name(self) -> str:
        """Whose work it is."""
        return self.names.person(self.worker.user) if self.worker else ""

    @cached_property
    def form(self) -> dict:
        """The parameters of the address; nobody's account stands there."""
        form = {n: v for n, v in self.request.form.items() if n in ASKED and v}
        if not any(form.get(name) for name in ("from", "to", "term")):
            form |= self.default_form
        if self.worker:
            form[PERSON] = key_of(self.desk, self.worker.user)
        return form

    def read(self, form: dict) -> Asked:
        """The figures of the worker."""
        form = {name: value for name, value in form.items() if name != PERSON}
        asked = super().read(form)
        return of_worker(asked, self.worker) if self.worker else asked

    @property
    def narrowed(self) -> list[dict]:
        """What it is narrowed by; whose it is does not belong there."""
        chosen = self.form.get("department")
        return [
            one
            for one in super().narrowed
            if chosen or one["title"] not in self._own_titles
        ]

    @property
    def _own_titles(self) -> set[str]:
        departments = self.worker.departments if self.worker else self.headed
        return {self.department_title(one) for one in departments}

    # The figures

    @cached_property
    def over_time(self) -> Report:
        """By days, weeks or months."""
        return report(self.desk, self.asked, self.step)[1]

    @property
    def made(self):
        """As of when."""
        return self.over_time.made

    @cached_property
    def before(self) -> Report | None:
        """The same of the period before."""
        asked = self.other_asked.get(PREVIOUS)
        return report(self.desk, asked, self.step)[1] if asked else None

    @cached_property
    def _always(self) -> Asked:
        return replace(self.asked, start=None, end=None, only_open=True)

    @property
    def tiles(self) -> list[Tile]:
        """What is with the worker now, and what became of what came in the period."""
        (always,) = report(self.desk, self._always)
        before = {PREVIOUS: self.before.total} if self.before else {}
        now = [
            replace(tile, url=self._always_url(name) if tile.url else "")
            for name, tile in zip(
                NOW, Tiles(self, always.total, {}).of(NOW), strict=True
            )
        ]
        return now + Tiles(self, self.over_time.total, before).of(OF_PERIOD)

    def _always_url(self, name: str, **more) -> str:
        return self.figure_url(name, **ALWAYS, **more)

    @property
    def times(self) -> list[dict]:
        """The worker's times, beside those of all of the departments."""
        mine = self.over_time.total.figures.times
        (found,) = report(self.desk, replace(self.asked, handlers=()))
        ours = found.total.figures.times
        url = "" if mine.median is None else self.figure_url(TIME)
        return [
            {
                "title": self.t(title),
                "value": told.hours(getattr(mine, name)),
                "ours": told.hours(getattr(ours, name)),
                "url": url,
            }
            for name, title in TIME_TITLES.items()
            if name != MEAN
        ]

    @property
    def trend(self) -> Section:
        """Over time."""
        return Sections(self).trend(self.over_time, self.before)

    @property
    def with_me(self) -> list[Line]:
        """What the worker has to do, what is due first on top."""
        maker, rows = LineMaker(self, self.names), []
        for department in self.asked.departments:
            query = Query(
                states=WITH_ME, handler=self.worker.user, department=department
            )
            rows += find(self.desk, query, size=SHOWN).rows
        rows.sort(key=_due)
        return [maker.line(row) for row in rows[:SHOWN]]

    @property
    def lately(self) -> list[Line]:
        """What the worker answered of late, the last on top."""
        maker = LineMaker(self, self.names)
        rows = lately_answered(self.desk, self.worker, SHOWN)
        return [maker.line(row) for row in rows]

    # The people

    @cached_property
    def people(self) -> list[dict]:
        """Those whose work the reader may see, who has most on top."""
        if not self.headed:
            return []
        asked = replace(self._of_all(), by=HANDLER)
        always = replace(asked, start=None, end=None, only_open=True)
        found, now = (
            {one.id: one for one in report(self.desk, some)[0].groups if one.id}
            for some in (asked, always)
        )
        most = sorted({*found, *now}, key=lambda one: (-_open(now.get(one)), one))
        return [self._person(one, now, found) for one in most[:MOST]]

    def _of_all(self) -> Asked:
        """The figures of all people that the reader may see."""
        form = {n: v for n, v in self.form.items() if n != PERSON}
        try:
            asked = AskingPage.read(self, form)
        except WrongParameters:
            asked = AskingPage.read(self, self.default_form)
        chosen = asked.departments or self.headed
        departments = tuple(one for one in chosen if one in self.headed)
        return replace(asked, departments=departments or ("",))

    def _person(self, user: str, now: dict, found: dict) -> dict:
        key = key_of(self.desk, user)
        cells = self._now_cells(now.get(user), key)
        return {
            "name": self.names.person(user),
            "url": self.url({PERSON: key}),
            "on": bool(self.worker) and user == self.worker.user,
            "cells": [*cells, *self._period_cells(found.get(user), key)],
        }

    def _now_cells(self, group: Group | None, key: str) -> Iterator[Cell]:
        for name in NOW:
            many = group.figures.counts[name] if group else 0
            url = self._always_url(name, person=key) if many else ""
            yield Cell(f"{many:,}", url, name == "overdue" and many > 0)

    def _period_cells(self, group: Group | None, key: str) -> Iterator[Cell]:
        for name in COLUMNS:
            if group is None:
                yield Cell(told.NOTHING if name not in told.COUNTS else "0")
            elif name == MEDIAN:
                hours = group.figures.times.median
                url = "" if hours is None else self.figure_url(TIME, person=key)
                yield Cell(told.hours(hours), url)
            else:
                opens = told.opens(group, name)
                url = self.figure_url(name, person=key) if opens else ""
                yield Cell(told.figure(group, name), url)

    @property
    def people_heads(self) -> list[str]:
        """The heads of the table of people."""
        names = (*NOW, *COLUMNS[:-1])
        median = self.t(TIME_HEADS[MEDIAN])
        return [*(self.t(told.TITLES[name]) for name in names), median]


def _open(group: Group | None) -> int:
    return group.figures.counts["open"] if group else 0


def _due(row: Row) -> tuple:
    """What is due first comes first; what is never due, last."""
    return row.due_at is None, row.due_at or row.received_at
