"""Lists that the Office edits as lines of text, and how they are read and checked."""

from dataclasses import dataclass
from datetime import date
from datetime import time
from itertools import pairwise
from jiesu.addon import _
from jiesu.addon.content.publiclines import synonym_words
from jiesu.addon.content.wrong import Wrong
from zope import schema
from zope.interface import implementer
from zope.schema.interfaces import IList

import re


REASON = re.compile(r"^(?P<id>[a-z][a-z0-9_]{0,31})\s*\|\s*(?P<title>\S.*)$")
SHIFT = re.compile(r"^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$")
DAYS = re.compile(
    r"^(?P<start>\d{4}-\d{2}-\d{2})(?:\s*\.\.\s*(?P<end>\d{4}-\d{2}-\d{2}))?"
    r"\s+(?P<what>rest|work)(?:\s+(?P<note>.*))?$"
)

TERM = re.compile(
    r"^(?P<start>\d{4}-\d{2}-\d{2})\s+(?P<end>\d{4}-\d{2}-\d{2})\s+(?P<title>\S.*)$"
)

OTHER = "other"
# How a row is read that may be wrong: everything typed is to stand there again.
LOOSE_REASON = re.compile(r"^(?:([a-z][a-z0-9_]{0,31})\s*\|)?\s*(.*)$", re.DOTALL)
LOOSE_DAYS = re.compile(
    r"^(\S*?)(?:\s*\.\.\s*(\S*))?\s+(rest|work)\b\s*(.*)$", re.DOTALL
)


class IReasonLines(IList):
    """A field of a reason list."""


@implementer(IReasonLines)
class ReasonLines(schema.List):
    """A reason list as lines, see `parse_reasons`."""


class IDayLines(IList):
    """A field of days on which the campus departs from the calendar."""


@implementer(IDayLines)
class DayLines(schema.List):
    """Such days as lines, see `parse_days`."""


class ITermLines(IList):
    """A field of the academic terms."""


@implementer(ITermLines)
class TermLines(schema.List):
    """The academic terms as lines, see `parse_terms`."""


@dataclass(frozen=True)
class Term:
    """An academic term: its first and its last day, and what it is called."""

    start: date
    end: date
    title: str


@dataclass(frozen=True)
class Reason:
    """One entry of a reason list: its id, counted in figures, and its words."""

    id: str
    title: str


@dataclass(frozen=True)
class Days:
    """A run of days on which the campus rests or works against the calendar."""

    start: date
    end: date
    works: bool
    note: str


def parse_reasons(lines: list[str] | None) -> tuple[Reason, ...]:
    """Read lines of the form ``id | words``.

    :param lines: the lines as stored on the desk
    :returns: the reasons in their order
    :raises Wrong: names the first line that cannot be read
    """
    reasons = []
    for line in lines or ():
        found = REASON.match(line.strip())
        if found is None:
            raise Wrong(
                _(
                    "error_reason_line",
                    default='"${line}" is not of the form: id | words '
                    "(id: small letters, digits and _).",
                    mapping={"line": line},
                )
            )
        reasons.append(Reason(found["id"], found["title"].strip()))
    return tuple(reasons)


def valid_reasons(lines: list[str] | None) -> bool:
    """Check a reason list: readable, no id twice, and `other` among them.

    :raises Wrong: says what is wrong
    """
    ids = [reason.id for reason in parse_reasons(lines)]
    if len(ids) != len(set(ids)):
        raise Wrong(_("error_reason_twice", default="An id stands there twice."))
    if OTHER not in ids:
        raise Wrong(
            _(
                "error_reason_other",
                default='The list needs the entry "other", for what fits nothing else.',
            )
        )
    return True


def parse_hours(text: str | None) -> tuple[tuple[time, time], ...]:
    """Read working hours such as ``08:30-12:00, 14:00-17:30``.

    :returns: pairs of start and end, in order
    :raises Wrong: when a part cannot be read, is empty or overlaps the one before
    """
    shifts: list[tuple[time, time]] = []
    for part in (text or "").replace("，", ",").split(","):
        start, end = _shift(part.strip())
        if shifts and start < shifts[-1][1]:
            raise Wrong(_("error_hours_overlap", default="The working hours overlap."))
        shifts.append((start, end))
    return tuple(shifts)


def _shift(part: str) -> tuple[time, time]:
    found = SHIFT.match(part)
    if found is not None:
        numbers = [int(number) for number in found.groups()]
        if max(numbers[0], numbers[2]) < 24 and max(numbers[1], numbers[3]) < 60:
            start, end = time(*numbers[:2]), time(*numbers[2:])
            if start < end:
                return start, end
    raise Wrong(
        _(
            "error_hours_form",
            default='"${part}" is not of the form 08:30-12:00.',
            mapping={"part": part},
        )
    )


def valid_hours(text: str | None) -> bool:
    """Check working hours.

    :raises Wrong: says what is wrong
    """
    return bool(parse_hours(text))


def parse_night(text: str | None) -> tuple[time, time]:
    """Read the hours of the night, such as ``22:00-07:00``; empty for none.

    :returns: its start and its end; the same twice for none
    :raises Wrong: when it cannot be read
    """
    if not (text or "").strip():
        return time(), time()
    found = SHIFT.match(text.strip())
    numbers = [int(number) for number in found.groups()] if found else [99] * 4
    if max(numbers[0], numbers[2]) > 23 or max(numbers[1], numbers[3]) > 59:
        raise Wrong(
            _(
                "error_night_form",
                default='"${text}" is not of the form 22:00-07:00.',
                mapping={"text": text},
            )
        )
    return time(*numbers[:2]), time(*numbers[2:])


def valid_night(text: str | None) -> bool:
    """Check the hours of the night.

    :raises Wrong: says what is wrong
    """
    parse_night(text)
    return True


def parse_days(lines: list[str] | None) -> tuple[Days, ...]:
    """Read calendar lines: ``2027-01-18..2027-02-21 rest Winter vacation``.

    :returns: the entries in their order; a later one wins over an earlier one
    :raises Wrong: names the first line that cannot be read
    """
    return tuple(_days(line.strip()) for line in lines or () if line.strip())


def _days(line: str) -> Days:
    found = DAYS.match(line)
    try:
        if found is None:
            raise ValueError(line)
        start = date.fromisoformat(found["start"])
        end = date.fromisoformat(found["end"] or found["start"])
        if end < start:
            raise ValueError(line)
    except ValueError:
        raise Wrong(
            _(
                "error_calendar_line",
                default='"${line}" is not of the form: 2027-01-18..2027-02-21 rest '
                "Winter vacation (one day or two, then rest or work, then a note).",
                mapping={"line": line},
            )
        ) from None
    return Days(start, end, found["what"] == "work", (found["note"] or "").strip())


def valid_days(lines: list[str] | None) -> bool:
    """Check calendar lines.

    :raises Wrong: says what is wrong
    """
    parse_days(lines)
    return True


def parse_terms(lines: list[str] | None) -> tuple[Term, ...]:
    """Read academic terms: ``2026-09-01 2027-01-17 2026秋``.

    :returns: the terms in the order of their lines
    :raises Wrong: names the first line that cannot be read
    """
    return tuple(_term(line.strip()) for line in lines or () if line.strip())


def _term(line: str) -> Term:
    found = TERM.match(line)
    try:
        if found is None:
            raise ValueError(line)
        start, end = (date.fromisoformat(found[name]) for name in ("start", "end"))
        if end < start:
            raise ValueError(line)
    except ValueError:
        raise Wrong(
            _(
                "error_term_line",
                default='"${line}" is not of the form: 2026-09-01 2027-01-17 Autumn '
                "2026 (first day, last day, what it is called).",
                mapping={"line": line},
            )
        ) from None
    return Term(start, end, found["title"].strip())


def valid_terms(lines: list[str] | None) -> bool:
    """Check academic terms: readable, no name twice, no day in two of them.

    :raises Wrong: says what is wrong
    """
    terms = sorted(parse_terms(lines), key=lambda term: term.start)
    if len({term.title for term in terms}) < len(terms):
        raise Wrong(_("error_term_twice", default="Two terms have the same name."))
    for before, after in pairwise(terms):
        if after.start <= before.end:
            raise Wrong(
                _(
                    "error_terms_overlap",
                    default='"${before}" and "${after}" share days.',
                    mapping={"before": before.title, "after": after.title},
                )
            )
    return True


def valid_synonyms(lines: list[str] | None) -> bool:
    """Check groups of words that mean the same: at least two words in each.

    :raises Wrong: names the first line with less
    """
    for line in lines or ():
        if line.strip() and len(synonym_words(line)) < 2:
            raise Wrong(
                _(
                    "error_synonym_line",
                    default='"${line}" is one word alone. Write at least two that mean '
                    "the same, with commas between them.",
                    mapping={"line": line},
                )
            )
    return True


def term_row(line: str) -> tuple[str, str, str]:
    """First day, last day and name of a line that may be wrong."""
    parts = [*line.split(None, 2), "", "", ""]
    return parts[0], parts[1], parts[2]


def reason_row(line: str) -> tuple[str, str]:
    """The id, "" for none, and the words of a line that may be wrong."""
    found = LOOSE_REASON.match(line.strip())
    return (found[1] or "", found[2].strip())


def day_row(line: str) -> tuple[str, str, bool, str]:
    """First day, last day ("" for one alone), whether it works, note; may be wrong."""
    found = LOOSE_DAYS.match(line)
    if found is None:
        return line.strip(), "", False, ""
    return found[1], found[2] or "", found[3] == "work", found[4].strip()


def day_line(start: str, end: str, works: bool, note: str) -> str:
    """A row of the calendar as its line; the other way round of `day_row`."""
    days = f"{start}..{end}" if end and end != start else start
    return f"{days} {'work' if works else 'rest'} {note}".rstrip()
