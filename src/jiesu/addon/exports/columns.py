"""What of a complaint stands in a file, and in which words.

The words are those of the asker's language, looked up once before the file is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from jiesu.addon import _
from jiesu.addon.access.identity import Identity
from jiesu.addon.catalog.facts import unpack
from jiesu.addon.catalog.rows import moment
from jiesu.addon.catalog.rows import Row
from zoneinfo import ZoneInfo


HEADS = (
    _("export_number", default="Number"),
    _("export_title", default="Title"),
    _("export_kind", default="Kind"),
    _("export_category", default="Category"),
    _("export_department", default="Lead department"),
    _("export_supporting", default="Supporting departments"),
    _("export_state", default="State"),
    _("export_place", default="Place"),
    _("export_received", default="Received"),
    _("export_due", default="Due"),
    _("export_answered", default="First answered"),
    _("export_closed", default="Closed"),
    _("export_light", default="Light"),
    _("export_score", default="Score"),
    _("export_solved", default="Solved"),
)
IDENTITY_HEADS = (
    _("export_name", default="Submitter"),
    _("export_phone", default="Telephone"),
    _("export_email", default="E-mail"),
)


@dataclass(frozen=True)
class Words:
    """All words of a file; titles by id. `sheet` is what its one sheet is called."""

    heads: tuple[str, ...]
    kinds: Mapping[str, str]
    states: Mapping[str, str]
    lights: Mapping[str, str]
    categories: Mapping[str, str]
    departments: Mapping[str, str]
    yes: str
    no: str
    # In place of a name that is not for the asker.
    hidden: str
    comma: str
    sheet: str
    zone: str


def cells(row: Row, words: Words, now: datetime) -> list:
    """The cells of a complaint: texts, numbers, and moments of the site's own clock."""
    facts = unpack(row.facts, row.department)
    zone = ZoneInfo(words.zone)
    departments = words.departments
    return [
        row.number,
        row.title,
        words.kinds.get(row.kind, row.kind),
        words.categories.get(row.category, row.category),
        departments.get(row.department, row.department),
        words.comma.join(departments.get(one, one) for one in row.supporting),
        words.states.get(row.state, row.state),
        row.location,
        _local(row.received_at, zone),
        _local(row.due_at, zone),
        _local(moment(facts.answered) if facts.answered else None, zone),
        _local(moment(facts.closed) if facts.closed else None, zone),
        words.lights.get(row.light(now), ""),
        row.score,
        None if row.solved is None else words.yes if row.solved else words.no,
    ]


def identity_cells(identity: Identity | None, words: Words) -> list:
    """The cells of a submitter; of one whom the asker may not know, a word for that."""
    if identity is None:
        return [words.hidden, "", ""]
    return [identity.name, identity.phone, identity.email]


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else at.astimezone(zone).replace(tzinfo=None)
