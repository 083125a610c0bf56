"""Lets complaints and supervisions live, by the actions that people use."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.perform import perform
from jiesu.addon.handling.perform import perform_as_desk
from jiesu.addon.handling.supervising import open_supervision
from jiesu.addon.handling.watching import watch
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from plone import api
from zoneinfo import ZoneInfo


SYSTEM = "system"

FACTS = (
    "kind",
    "category",
    "department",
    "title",
    "text",
    "location",
    "about_department",
    "hide_identity",
    "channel",
    "key",
)


def live(desk, one: dict) -> str:
    """Submit a complaint and do to it what its steps say, each at its time.

    :param one: an entry of complaints.json
    :returns: its number
    """
    latest = now()
    submitted = min(_submitted(one), latest)
    with at(submitted), api.env.adopt_user(username=one["submitter"]):
        raw = {name: one[name] for name in FACTS} | {"agreed": True}
        complaint = bear(desk, read_submission(desk, raw), one["submitter"]).complaint
    _live_on(complaint, submitted, one["steps"], latest)
    for who in one.get("followers", ()):
        with at(latest), api.env.adopt_user(username=who):
            watch(desk, complaint.getId())
    return complaint.number


def live_under_supervision(desk, one: dict, numbers: dict[str, str]) -> None:
    """Open a supervision and do to it what its steps say, each at its time.

    :param one: an entry of supervisions.json
    :param numbers: those of the complaints by their keys
    """
    latest = now()
    opened = min(_submitted(one), latest)
    names = ("title", "text", "department", "supporting")
    raw = {name: one[name] for name in names}
    raw["complaints"] = [numbers[key] for key in one["complaints"]]
    with at(opened), api.env.adopt_user(username=one["by"]):
        supervision = supervisions_of(desk)[open_supervision(desk, raw)]
    _live_on(supervision, opened, one["steps"], latest)


def _live_on(matter, start: datetime, steps: list[dict], latest: datetime) -> None:
    for step in steps:
        with at(min(_moment(start, step["after"]), latest)):
            _do(matter, step)


def _do(matter, step: dict) -> None:
    data = {name: value for name, value in step["data"].items() if value is not None}
    if step["by"] == SYSTEM:
        perform_as_desk(matter, step["action"], data)
        return
    with api.env.adopt_user(username=step["by"]):
        perform(matter, step["action"], data)


def _submitted(one: dict) -> datetime:
    zone = ZoneInfo(timezone_of_site())
    day = now().astimezone(zone).date() - timedelta(days=one["days_before"])
    return datetime.combine(day, time.fromisoformat(one["time"]), zone)


def _moment(submitted: datetime, after: dict) -> datetime:
    if "hours" in after:
        return submitted + timedelta(hours=after["hours"])
    day = submitted.date() + timedelta(days=after["days"])
    return datetime.combine(day, time.fromisoformat(after["time"]), submitted.tzinfo)
