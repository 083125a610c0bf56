"""Import of complaints from elsewhere, line by line, through the same intake.

A line tells what was written and, where there was one, the reply. The journal and the
clock get the original times. What is not known is not made up: nobody consented, nobody
rated, and the department's first sign of life is its reply.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import index_texts
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import by_key
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.deadlines.desk import settle
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.perform import perform_as_desk
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.birth import stored_key
from jiesu.addon.intake.submission import ISubmission
from jiesu.addon.intake.submission import missing
from jiesu.addon.wording import said
from zoneinfo import ZoneInfo
from zope.i18n import translate

import json
import transaction


# Complaints in one transaction: what a stop can cost, and what the texts of which are
# indexed together.
BATCH = 100

CHANNEL = "import"
# The fields of a line; `user` is a name, not an account here.
TAKEN_OVER = ("title", "text", "kind", "category", "department", "location")
KNOWN = {*TAKEN_OVER, "id", "user", "submitted", "reply", "replied"}
# What a person who submits has to give, and a line from elsewhere need not.
NOT_ASKED = {"category", "agreed"}


class BadLine(Exception):
    """A line that cannot be imported; says why."""


@dataclass(frozen=True)
class Record:
    """A line that can be imported."""

    key: str
    data: dict
    submitted: datetime
    reply: str
    replied: datetime | None


@dataclass
class Outcome:
    """What an import did. `bad` are pairs of line number and reason."""

    made: int
    known: int
    bad: list[tuple[int, str]]


def import_lines(
    desk, lines: Iterable[str], category: str | None = None, batch: int = BATCH
) -> Iterator[Outcome]:
    """Import lines of JSON into a desk, committing batch by batch.

    What is in already is skipped, so that an import that was stopped goes on where it
    stopped.

    :param lines: one JSON object each, see docs/how-to/import.md
    :param category: for lines without category and department; None: to the Office
    :returns: after each line what was done so far
    """
    outcome = Outcome(0, 0, [])
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            made = _import_line(desk, line, category)
        except BadLine as error:
            outcome.bad.append((number, str(error)))
        else:
            outcome.made += made
            outcome.known += not made
            if made and outcome.made % batch == 0:
                _commit(desk, batch)
        yield outcome
    _commit(desk, batch)


def _commit(desk, batch: int) -> None:
    while index_texts(complaints_of(desk), batch):
        pass
    transaction.commit()
    desk._p_jar.cacheGC()


def _import_line(desk, line: str, category: str | None) -> bool:
    """Import a line; false when it is in already.

    :raises BadLine: says why it cannot be
    """
    record = read_line(desk, line, category)
    if by_key(desk, record.key) is not None:
        return False
    with at(record.submitted):
        complaint = bear(desk, record.data, "").complaint
    if record.replied is not None:
        _answer(desk, complaint, record)
    # What was overdue long ago is no news to anybody.
    settle(complaint, state_of(complaint))
    complaint.indexObject()
    return True


def _answer(desk, complaint, record: Record) -> None:
    if state_of(complaint) == TRIAGE:
        # Nobody else had it, so the Office is who answered.
        with at(record.submitted):
            perform_as_desk(complaint, "dispatch", {"department": OFFICE})
    with at(record.replied):
        if state_of(complaint) == PENDING:
            perform_as_desk(complaint, "accept", {})
        perform_as_desk(
            complaint, "answer", {"text": record.reply, "outcome": "explained"}
        )
    closing = record.replied + timedelta(days=desk.rating_period)
    if closing <= now():
        with at(closing):
            perform_as_desk(complaint, "close", {})


def read_line(desk, line: str, category: str | None = None) -> Record:
    """Read a line.

    :raises BadLine: names what is wrong
    """
    values = _object(line)
    zone = ZoneInfo(timezone_of_site())
    submitted = _time(values, "submitted", zone)
    if submitted is None:
        raise BadLine("submitted: is required")
    replied = _time(values, "replied", zone)
    reply = values.get("reply") or ""
    _check_reply(submitted, reply, replied)
    return Record(
        key=stored_key("", f"{CHANNEL}:{values['id']}"),
        data=_data(desk, values, category),
        submitted=submitted,
        reply=reply,
        replied=replied,
    )


def _object(line: str) -> dict:
    try:
        values = json.loads(line)
    except ValueError as error:
        raise BadLine(f"not JSON: {error}") from None
    if not isinstance(values, dict):
        raise BadLine("not an object")
    if values.get("id") in (None, ""):
        raise BadLine("id: is required")
    unknown = sorted(set(values) - KNOWN)
    if unknown:
        raise BadLine(f"unknown fields: {', '.join(unknown)}")
    return values


def _time(values: dict, name: str, zone: ZoneInfo) -> datetime | None:
    if values.get(name) in (None, ""):
        return None
    try:
        found = datetime.fromisoformat(values[name])
    except (TypeError, ValueError):
        raise BadLine(
            f"{name}: not a time such as 2026-11-22T10:24:00: {values[name]!r}"
        ) from None
    found = found if found.tzinfo else found.replace(tzinfo=zone)
    if found > now():
        raise BadLine(f"{name}: lies in the future: {values[name]!r}")
    return found


def _check_reply(submitted: datetime, reply: str, replied: datetime | None) -> None:
    if bool(reply) != (replied is not None):
        raise BadLine("reply and replied: either both or none")
    if replied is not None and replied < submitted:
        raise BadLine("replied: lies before submitted")


def _data(desk, values: dict, category: str | None) -> dict:
    raw = {name: values[name] for name in TAKEN_OVER if values.get(name)}
    if category and not (raw.get("category") or raw.get("department")):
        raw["category"] = category
    if values.get("user"):
        raw["contact"] = {"name": str(values["user"])}
    data, errors = convert(desk, ISubmission, raw)
    errors += [error for error in missing(data) if error.field not in NOT_ASKED]
    if errors:
        reasons = [f"{e.field}: {said(e.message, translate)}" for e in errors]
        raise BadLine("; ".join(reasons))
    # Set here and not by the line, so that the check of what is in already holds.
    return data | {"channel": CHANNEL, "key": f"{CHANNEL}:{values['id']}"}
