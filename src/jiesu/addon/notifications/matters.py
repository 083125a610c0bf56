"""What a message is about: a complaint, a supervision, a report; how it is named."""

from jiesu.addon.catalog.indexing import state_of as workflow_state_of
from jiesu.addon.content.interfaces import IReport
from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import REPORTS
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.lookup import SUPERVISION
from jiesu.addon.content.lookup import supervisions_of


_PREFIX = f"{SUPERVISION}/"
_OF_REPORTS = f"{REPORTS}/"


def is_supervision(matter) -> bool:
    """Whether it is one, and not a complaint."""
    return ISupervision.providedBy(matter)


def is_report(matter) -> bool:
    """Whether it is a report: it has no journal, and nothing is to be done to it."""
    return IReport.providedBy(matter)


def state_of(matter) -> str:
    """The state that it is in."""
    return matter.state if is_report(matter) else workflow_state_of(matter)


def name_of(matter) -> str:
    """How records name it: a complaint by its id, else by its path below the desk."""
    if is_report(matter):
        return f"{_OF_REPORTS}{matter.getId()}"
    return f"{_PREFIX if is_supervision(matter) else ''}{matter.getId()}"


def names_supervision(name: str) -> bool:
    """Whether it is a supervision that is named so."""
    return name.startswith(_PREFIX)


def names_report(name: str) -> bool:
    """Whether it is a report that is named so."""
    return name.startswith(_OF_REPORTS)


def matter_of(desk, name: str):
    """What is named so; None where it is gone, or where nothing is named."""
    if names_supervision(name):
        return supervisions_of(desk).get(name.removeprefix(_PREFIX))
    if names_report(name):
        return reports_of(desk).get(name.removeprefix(_OF_REPORTS))
    return complaints_of(desk).get(name) if name else None


def is_urgent(matter) -> bool:
    """Whether its messages may disturb at any hour; only a complaint's do."""
    return bool(getattr(matter, "urgent", False))
