"""What a message is about, a complaint or a supervision; how records name it."""

from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import SUPERVISION
from jiesu.addon.content.lookup import supervisions_of


_PREFIX = f"{SUPERVISION}/"


def is_supervision(matter) -> bool:
    """Whether it is one, and not a complaint."""
    return ISupervision.providedBy(matter)


def name_of(matter) -> str:
    """How records name it: a complaint by its id, else by its path below the desk."""
    return f"{_PREFIX if is_supervision(matter) else ''}{matter.getId()}"


def names_supervision(name: str) -> bool:
    """Whether it is a supervision that is named so."""
    return name.startswith(_PREFIX)


def matter_of(desk, name: str):
    """What is named so; None where it is gone, or where nothing is named."""
    if names_supervision(name):
        return supervisions_of(desk).get(name.removeprefix(_PREFIX))
    return complaints_of(desk).get(name) if name else None


def is_urgent(matter) -> bool:
    """Whether its messages may disturb at any hour; a supervision never is."""
    return not is_supervision(matter) and bool(matter.urgent)
