"""What is to be pointed out in the text of an answer to one complaint."""

from jiesu.addon.content.answercheck import check_answer
from jiesu.addon.content.answercheck import Remark
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.handling.action import Action


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


def remarks_of(action: Action, data: dict) -> list[Remark]:
    """The same for what somebody is about to do; none for actions that do not ask."""
    text = data.get("text") or ""
    return remarks_on(action.complaint, text) if action.checks_text else []
