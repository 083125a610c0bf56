"""Forms ready to use: a Manager makes one in a folder, editors copy it from there.

What a form asks and does is for Managers alone (docs/how-to/forms.md); so is this.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import department_of
from plone import api
from plone.dexterity.utils import createContentInContainer

import json
import re


FORM = "EasyForm"
TEMPLATES = "jiesu.addon.intake.easyform.templates"
# What a template says of the desk that it was written for.
DESK = re.compile(r"<desk>[^<]*</desk>")
CATEGORY = re.compile(r"\s*<category>([^<]*)</category>")
DEPARTMENT = re.compile(r"\s*<department>([^<]*)</department>")


@dataclass(frozen=True)
class Template:
    """A form: its id and its words, in the language of the campus."""

    id: str
    title: str
    description: str
    button: str
    thanks: str


def templates() -> list[Template]:
    """All of them."""
    return [Template(**facts) for facts in json.loads(_text("forms.json"))]


def make_form(folder, template: Template, desk, id_: str = ""):
    """A form of a template, that files complaints at a desk.

    Where a template names a category or a department that the desk does not have, the
    form names none: its action has to be told before the form can file anything.

    :param id_: the form's; "" for one made of its title
    :returns: the form, not published yet
    """
    more = {"id": id_} if id_ else {}
    return createContentInContainer(
        folder,
        FORM,
        checkConstraints=False,
        title=template.title,
        description=template.description,
        submitLabel=template.button,
        thankstitle=template.thanks,
        thanksdescription="",
        fields_model=_text(f"{template.id}.fields.xml"),
        actions_model=_actions(template, desk),
        **more,
    )


def unknown(template: Template, desk) -> Iterator[re.Pattern]:
    """What a template names and the desk does not have."""
    text = _text(f"{template.id}.actions.xml")
    for found, known in ((CATEGORY, category_of), (DEPARTMENT, department_of)):
        named = found.search(text)
        if named and known(desk, named[1]) is None:
            yield found


def _actions(template: Template, desk) -> str:
    portal = api.portal.get().getPhysicalPath()
    path = "/".join(desk.getPhysicalPath()[len(portal) :])
    text = DESK.sub(f"<desk>{path}</desk>", _text(f"{template.id}.actions.xml"))
    for found in unknown(template, desk):
        text = found.sub("", text)
    return text


def _text(name: str) -> str:
    return (files(TEMPLATES) / name).read_text(encoding="utf-8")
