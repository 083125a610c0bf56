"""The page docs/reference/actions.md, made from the Action classes.

`python -m jiesu.addon.handling.table` prints it.
"""

from collections.abc import Iterable
from jiesu.addon.content.complaint import STATES
from jiesu.addon.handling import department
from jiesu.addon.handling import extension
from jiesu.addon.handling import instruction
from jiesu.addon.handling import office
from jiesu.addon.handling import submitter
from jiesu.addon.handling import suspension
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.action import ROLE_NAMES
from zope.schema import getFieldsInOrder


MODULES = (submitter, department, office, extension, suspension, instruction)

HEAD = """\
# Actions

Everything that people do to a complaint, one row an action. Made from the classes in
`src/jiesu/addon/handling/` by `python -m jiesu.addon.handling.table`; a test keeps it
true. The rules behind it: docs/concepts/rules.md, life of a complaint.

`*` marks a required field. The roles are those in which it is done; the right itself
is the permission. The transition is that of the workflow; — where the state stays.
`rate` takes `rework` or `unsolved` instead where the submitter says it is not solved,
`reopen` takes `reopen_to_triage` where no department has the complaint.

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


def page(actions: Iterable[type[Action]]) -> str:
    """The whole page, in Markdown.

    :param actions: the classes, in the order of the rows
    """
    rows = [row(action) for action in actions]
    lines = [_line(COLUMNS), _line("---" for _column in COLUMNS), *map(_line, rows)]
    return HEAD + "\n".join(lines) + "\n"


def all_actions() -> list[type[Action]]:
    """The classes of this package, in the order of their modules."""
    return [
        one
        for module in MODULES
        for one in vars(module).values()
        if isinstance(one, type)
        and issubclass(one, Action)
        and one.name
        and one.__module__ == module.__name__
    ]


def row(action: type[Action]) -> tuple[str, ...]:
    """The cells of one action."""
    return (
        f"`{action.name}`",
        words(action.title),
        ", ".join(ROLE_NAMES[role] for role in action.roles),
        action.permission,
        states(action.states),
        f"`{action.transition}`" if action.transition else "—",
        ", ".join(fields(action)) or "—",
        readers(action),
    )


def states(names: Iterable[str]) -> str:
    """States in words: all of them, or their names."""
    names = tuple(names)
    return "all" if set(names) == set(STATES) else ", ".join(names)


def fields(action: type[Action]) -> list[str]:
    """The fields of an action, each as `name`, with * where it is required."""
    return [
        f"`{name}`{'*' if field.required else ''}"
        for name, field in getFieldsInOrder(action.schema)
    ]


def readers(action: type[Action]) -> str:
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
