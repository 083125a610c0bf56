"""What is to be pointed out in what is about to be said of one complaint."""

from jiesu.addon.content.answercheck import check_answer
from jiesu.addon.content.answercheck import PERSONAL
from jiesu.addon.content.answercheck import Remark
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.personal import find_personal
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.withoutpersons import known_names


def remarks_on(complaint, text: str) -> list[Remark]:
    """See content/answercheck.py; the lead department is the one that answers."""
    departments = {d.getId(): d for d in departments_of(desk_of(complaint))}
    own = departments.pop(complaint.department, None)
    return check_answer(
        text,
        own=own.Title() if own is not None else "",
        phone=(own.phone or "") if own is not None else "",
        offices=[department.Title() for department in departments.values()],
    )


def public_remarks_on(complaint, text: str) -> list[Remark]:
    """What points to persons in a text that everybody may come to read."""
    # Whoever hid their name is not to be found by trying names.
    names = () if complaint.hide_identity else known_names(complaint)
    return [
        Remark(one.start, one.end, PERSONAL, one.text)
        for one in find_personal(text, names)
    ]


def remarks_of(action: Action, data: dict) -> dict[str, list[Remark]]:
    """The same for what somebody is about to do, by the field that it stands in.

    Where those who follow the matter read the answer itself, it is looked through as
    what everybody may read.
    """
    found: dict[str, list[Remark]] = {}
    text = data.get("text") or ""
    if action.checks_text:
        found["text"] = remarks_on(action.complaint, text)
    if data.get("public_same"):
        seen = found.get("text", [])
        found["text"] = sorted({*seen, *_apart(action.complaint, text, seen)})
    for name in action.public_fields:
        found[name] = public_remarks_on(action.complaint, data.get(name) or "")
    return {name: remarks for name, remarks in found.items() if remarks}


def _apart(complaint, text: str, known: list[Remark]) -> list[Remark]:
    """What is to be pointed out in public besides what is pointed out already."""
    return [
        one
        for one in public_remarks_on(complaint, text)
        if all(one.end <= other.start or other.end <= one.start for other in known)
    ]
