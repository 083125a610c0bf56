"""The page docs/reference/actions.md, made from the Action classes.

`python -m jiesu.addon.handling.table` prints it.
"""

from collections.abc import Iterable
from jiesu.addon.handling import answer
from jiesu.addon.handling import department
from jiesu.addon.handling import extension
from jiesu.addon.handling import headline
from jiesu.addon.handling import instruction
from jiesu.addon.handling import joint
from jiesu.addon.handling import merge
from jiesu.addon.handling import office
from jiesu.addon.handling import publishing
from jiesu.addon.handling import review
from jiesu.addon.handling import submitter
from jiesu.addon.handling import supervise
from jiesu.addon.handling import supervision
from jiesu.addon.handling import suspension
from jiesu.addon.handling.action import MatterAction
from jiesu.addon.handling.action import ROLE_NAMES
from jiesu.addon.handling.supervision import SupervisionAction
from zope.schema import getFieldsInOrder


MODULES = (
    submitter,
    department,
    answer,
    review,
    joint,
    merge,
    headline,
    office,
    extension,
    suspension,
    instruction,
    publishing,
    supervise,
    supervision,
)

HEAD = """\
# Actions

Everything that people do to a complaint, one row an action. Made from the classes in
`src/jiesu/addon/handling/` by `python -m jiesu.addon.handling.table`; a test keeps it
true. The rules behind it: docs/concepts/rules.md, life of a complaint.

`*` marks a required field. The roles are those in which it is done; the right itself
is the permission. The transition is that of the workflow; — where the state stays.
`rate` takes `rework` or `unsolved` instead where the submitter says it is not solved,
`reopen` takes `reopen_to_triage` where no department has the complaint. Where others
follow the matter, `answer` has the fields `public_same` and `public_answer` besides.

"""

OF_SUPERVISIONS = """
## Supervisions

What people do to a supervision, in the same way.

"""

COLUMNS = (
    "Action",
    "Title",
    "Done by",
    "Permission",
    "In the states",
    "Transition",
    "Fields",
    "Who may read it",
)


def page(actions: Iterable[type[MatterAction]]) -> str:
    """The whole page, in Markdown.

    :param actions: the classes, in the order of the rows
    """
    actions = list(actions)
    of_supervisions = [one for one in actions if issubclass(one, SupervisionAction)]
    of_complaints = [one for one in actions if one not in of_supervisions]
    return HEAD + table(of_complaints) + OF_SUPERVISIONS + table(of_supervisions)


def table(actions: Iterable[type[MatterAction]]) -> str:
    """A row for each action."""
    rows = [row(action) for action in actions]
    lines = [_line(COLUMNS), _line("---" for _column in COLUMNS), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def all_actions() -> list[type[MatterAction]]:
    """The classes of this package, in the order of their modules."""
    return [
        one
        for module in MODULES
        for one in vars(module).values()
        if isinstance(one, type)
        and issubclass(one, MatterAction)
        and one.name
        and one.__module__ == module.__name__
    ]


def row(action: type[MatterAction]) -> tuple[str, ...]:
    """The cells of one action."""
    return (
        f"`{action.name}`",
        words(action.title),
        ", ".join(ROLE_NAMES[role] for role in action.roles),
        action.permission,
        states(action),
        f"`{action.transition}`" if action.transition else "—",
        ", ".join(fields(action)) or "—",
        readers(action),
    )


def states(action: type[MatterAction]) -> str:
    """States in words: all of them, or their names."""
    names = action.states
    return "all" if set(names) == set(action.state_titles) else ", ".join(names)


def fields(action: type[MatterAction]) -> list[str]:
    """The fields of an action, each as `name`, with * where it is required."""
    return [
        f"`{name}`{'*' if field.required else ''}"
        for name, field in getFieldsInOrder(action.schema)
    ]


def readers(action: type[MatterAction]) -> str:
    """Who may read the entry, and the text where those are fewer."""
    if action.text_visibility:
        return f"{action.visibility}; its text: {action.text_visibility}"
    return action.visibility


def words(message) -> str:
    """The English text of a message."""
    return getattr(message, "default", None) or str(message)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(page(all_actions()), end="")
