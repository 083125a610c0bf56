"""Templates for answers (答复模板): what a department, or the whole desk, says often.

A template is a heading and a text with placeholders in braces. They are kept on the
department or the desk itself, in the order in which they are offered.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import astuple
from dataclasses import dataclass

import re
import uuid


# More than these nobody finds anything in.
MOST = 50
# What a placeholder can stand for; see `filled`.
PLACEHOLDERS = ("number", "title", "department", "date")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Template:
    """One of them; `id` says nothing and stays."""

    id: str
    title: str
    text: str


def templates_of(place) -> tuple[Template, ...]:
    """The templates of a department or a desk, in their order."""
    return tuple(Template(*kept) for kept in place.answer_templates)


def keep(place, templates: Iterable[Template]) -> None:
    """Let these be its templates.

    :raises ValueError: they are more than `MOST`
    """
    kept = tuple(astuple(template) for template in templates)
    if len(kept) > MOST:
        raise ValueError(f"at most {MOST} templates: {len(kept)}")
    place.answer_templates = kept


def with_changed(
    templates: tuple[Template, ...], id_: str, title: str, text: str
) -> tuple[Template, ...]:
    """The templates with one changed, or where none has the id, with a new one."""
    if any(one.id == id_ for one in templates):
        changed = Template(id_, title, text)
        return tuple(changed if one.id == id_ else one for one in templates)
    return (*templates, Template(uuid.uuid4().hex, title, text))


def without(templates: tuple[Template, ...], id_: str) -> tuple[Template, ...]:
    """The templates without one."""
    return tuple(one for one in templates if one.id != id_)


def moved_up(templates: tuple[Template, ...], id_: str) -> tuple[Template, ...]:
    """The templates with one a place further up."""
    at = next((i for i, one in enumerate(templates) if one.id == id_), 0)
    if not at:
        return templates
    before, moved = templates[at - 1], templates[at]
    return (*templates[: at - 1], moved, before, *templates[at + 1 :])


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces like a placeholder and is none, each once."""
    found = dict.fromkeys(_PLACEHOLDER.findall(text))
    return [name for name in found if name not in PLACEHOLDERS]


def filled(text: str, facts: Mapping[str, str]) -> str:
    """A template's text for one complaint.

    :param facts: what each of `PLACEHOLDERS` stands for; other words stay as they are
    """
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), text)
