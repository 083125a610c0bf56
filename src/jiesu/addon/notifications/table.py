"""The tables of docs/reference/messages.md, made from rules.py and texts.py.

`python -m jiesu.addon.notifications.table` prints the whole page.
"""

from collections.abc import Iterable
from jiesu.addon.notifications import rules
from jiesu.addon.notifications import texts
from jiesu.addon.notifications.rules import GROUPS
from jiesu.addon.notifications.rules import MESSAGES
from jiesu.addon.notifications.rules import RULES
from jiesu.addon.notifications.texts import originals


HEAD = """\
# Messages

Who is told what: one row a message. Made from `src/jiesu/addon/notifications/rules.py`
and `texts.py` by `python -m jiesu.addon.notifications.table`; a test keeps it true.

- Nobody is told of a step of their own. Who is a receiver twice is told once.
- Nobody is told of what they may not read: neither of a complaint that they do not see,
  nor of an entry that is for others. It is asked when the step is taken, and again when
  the message is delivered.
- Everything is in the inbox at once. The other ways follow what people chose, by the
  groups below; departments and the Office set defaults.
- In quiet hours (22:00 to 07:00 unless somebody chose others) only what is about an
  urgent complaint goes out. What heads, the Office and supervisors are told comes in
  one digest at 08:00 of working days, unless it waits for them, is urgent, or they
  chose otherwise. What is due to one person at the same time is one message.
- Who follows another person's matter does not see it: they are told what is public.
- Guests are told by mail, if they left an address.
- What was imported is told to nobody.
- A supervision that is opened with complaints is in the journals of both, as `open` and
  as `supervise`. Who is told that it was opened is not told of each complaint besides.

The **handler** is the one who was assigned; before that all handlers of the lead
department; where there is none, its heads, and at last the Office. "Whoever has it" is
the handler, or the Office where no department has the complaint.

Events of a supervision are called `supervision_` and the name of the action; it is told
of to those who see it alone.

"""

AUDIENCES = {
    rules.TO_SUBMITTER: "submitter",
    rules.TO_HANDLER: "handler",
    rules.TO_HEADS: "heads of the lead department",
    rules.TO_SUPPORTING: "handlers of supporting departments",
    rules.TO_NEW_SUPPORTING: "handlers of new supporting departments",
    rules.TO_DEPARTMENT: "handlers of the department concerned",
    rules.TO_DEPARTMENT_HEADS: "heads of the department concerned",
    rules.TO_COLLEAGUES: "the colleague",
    rules.TO_HEADS_CONCERNED: "heads of the lead and supporting departments",
    rules.TO_NAMED: "handlers whom they named",
    rules.TO_NEWLY_NAMED: "the one who was named",
    rules.TO_OFFICE: "Office",
    rules.TO_SUPERVISORS: "supervisors",
    rules.TO_FOLLOWERS: "those who follow it",
    rules.TO_CHOSEN: "whom the Office sends it to",
    rules.TO_WHOEVER_HAS_IT: "whoever has it",
}

MEANINGS = {
    "number": "the number of the complaint, supervision or report",
    "title": "its heading",
    "content": "what it says, or what is to be done, shortened",
    "text": "what was said with the step",
    "reason": "the reason that was given, in the words of the desk's list",
    "outcome": "the outcome of the answer",
    "department": "the department that has it, or that the message is about",
    "due": "the moment that the message is about",
    "submitter": "the submitter's name, for those who may know it",
    "name": "the receiver's own name",
    "desk": "the desk's title",
    "url": "the address of the thing itself",
    "matter": "the public headline of what one follows, or its category",
    "answer": "what was made public of the answer",
    "count": "how many messages a digest holds",
}

TEXTS = """
## Texts

The Office changes the texts on `{desk}/@@messages`, in both languages; what was not
changed follows the package. A line of which a placeholder stands for nothing is left
out. Subjects take fewer placeholders: they hold no personal data and nothing that
people wrote.

"""


def page() -> str:
    """The whole page, in Markdown."""
    messages = _table(
        ("Message", "Chinese subject", "When", "Who", "Group"),
        [message_row(name) for name in MESSAGES],
    )
    groups = _table(
        ("Group", "Words"),
        [(f"`{name}`", words(title)) for name, title in GROUPS.items()],
    )
    placeholders = _table(
        ("Placeholder", "Stands for", "In the text of", "In the subject of"),
        [placeholder_row(name) for name in MEANINGS],
    )
    return f"{HEAD}{messages}\n## Groups\n\n{groups}{TEXTS}{placeholders}"


def message_row(name: str) -> tuple[str, ...]:
    """The cells of one message."""
    told = [rule for rule in RULES if rule.message == name]
    events = dict.fromkeys(f"`{rule.event}`" for rule in told)
    receivers = dict.fromkeys(AUDIENCES[rule.to] for rule in told)
    return (
        f"`{name}`",
        originals()[name][texts.CHINESE].subject,
        ", ".join(events),
        ", ".join(receivers),
        f"`{MESSAGES[name].group}`",
    )


def placeholder_row(name: str) -> tuple[str, ...]:
    """The cells of one placeholder."""
    return (
        f"`${{{name}}}`",
        MEANINGS[name],
        _sides(name, texts.IN_TEXT),
        _sides(name, texts.IN_SUBJECT),
    )


def _sides(name: str, allowed: dict[str, tuple[str, ...]]) -> str:
    sides = [side for side, names in allowed.items() if name in names]
    return "all" if len(sides) == len(allowed) else ", ".join(sides) or "—"


def words(message) -> str:
    """The English text of a message."""
    return getattr(message, "default", None) or str(message)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = tuple(head)
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    print(page(), end="")
