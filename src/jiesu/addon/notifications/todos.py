"""To-dos for the university's OA: who has to do what about a complaint.

They follow from what a complaint is like after an event: what it asks for and did not
before is opened, what it no longer asks for is done, whatever the step was. Those that
are open are remembered on the complaint, so that the event which finishes one names the
id of the one that made it.
"""

from collections.abc import Iterator
from datetime import datetime
from jiesu.addon import _
from jiesu.addon.access.roles import GUEST
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.notifications import rules
from jiesu.addon.notifications.events import Happening
from jiesu.addon.notifications.receivers import Audiences
from jiesu.addon.notifications.receivers import with_stand_ins


ATTRIBUTE = "_todos"

OPEN = "open"
DONE = "done"

TITLES = {
    "dispatch": _("todo_dispatch", default="Dispatch a complaint"),
    "accept": _("todo_accept", default="Accept a complaint"),
    "answer": _("todo_answer", default="Answer a complaint"),
    "review": _("todo_review", default="Review an answer"),
    "supplement": _("todo_supplement", default="Add what is asked for"),
    "rate": _("todo_rate", default="Rate an answer"),
    "decide_extension": _("todo_decide_extension", default="Decide on an extension"),
    "contribute": _("todo_contribute", default="Contribute to a complaint"),
}


def wanted(desk, complaint, event: Happening) -> dict[tuple[str, str], str]:
    """What the complaint asks for now.

    :returns: pairs of kind and user id, each with the department they do it for
    """
    people = Audiences(desk, complaint, event)
    found = {}
    for kind, audience in _asks(complaint):
        for department, users in people.of(audience):
            for user in users:
                if not user.startswith(GUEST):
                    found[kind, user] = department
    for department in _asked_for_support(complaint):
        for user in people.handlers_of(department):
            found["contribute", user] = department
    return found


def _asked_for_support(complaint) -> list[str]:
    """The supporting departments that have not contributed yet."""
    if state_of(complaint) not in (PENDING, PROCESSING):
        return []
    parts = complaint.clock.support if complaint.clock else ()
    return [part.department for part in parts if part.done is None]


def _asks(complaint) -> Iterator[tuple[str, str]]:
    """What is to be done, and by whom, in the state that a complaint is in."""
    state = state_of(complaint)
    if getattr(complaint, "merged_into", ""):
        # Whoever handles the other one handles it.
        state = state if state == ANSWERED else ""
    if state == TRIAGE:
        yield "dispatch", rules.TO_OFFICE
    if state == PENDING and complaint.department:
        yield "accept", rules.TO_HANDLER
    if state == PROCESSING:
        yield from _asks_in_process(complaint)
    if state == ANSWERED:
        yield "rate", rules.TO_SUBMITTER
    if getattr(complaint, "extension", None):
        yield "decide_extension", rules.TO_OFFICE


def _asks_in_process(complaint) -> Iterator[tuple[str, str]]:
    if complaint.asked:
        yield "supplement", rules.TO_SUBMITTER
    elif getattr(complaint, "draft", None):
        yield "review", rules.TO_HEADS
    else:
        yield "answer", rules.TO_HANDLER


def update_todos(
    desk, complaint, event: Happening, moment: datetime
) -> list[dict | None]:
    """Compare with what was open, remember what is, and tell the difference.

    :returns: what the webhook tells of the event: a to-do each; one None for an event
        that changes no to-do
    """
    before: dict[tuple[str, str], str] = dict(getattr(complaint, ATTRIBUTE, None) or {})
    now = {
        (kind, acting)
        for (kind, user), department in wanted(desk, complaint, event).items()
        for acting in with_stand_ins(desk, [user], department, moment)
    }
    told: list[dict | None] = []
    for key in sorted(set(before) - now):
        told.append(_todo(before.pop(key), DONE, *key))
    for key in sorted(now - set(before)):
        before[key] = new_id(complaint, *key)
        told.append(_todo(before[key], OPEN, *key))
    if told:
        setattr(complaint, ATTRIBUTE, before)
    return told or [None]


def new_id(complaint, kind: str, user: str) -> str:
    """An id that no other to-do has: the journal has grown when one is made anew."""
    return f"{complaint.getId()}-{len(journal_of(complaint))}-{kind}-{user}"


def _todo(id_: str, action: str, kind: str, user: str) -> dict:
    return {"id": id_, "action": action, "kind": kind, "user": user}
