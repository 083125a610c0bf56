"""docs/concepts/architecture.md: a room imports only from rooms above it."""

from collections.abc import Iterator
from pathlib import Path

import ast
import pytest
import re
import sys


ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "jiesu" / "addon"
PAGE = ROOT / "docs" / "concepts" / "architecture.md"
# | `calendar/` *pure* | what it holds |
LINE = re.compile(r"^\| `(?P<name>\w+)/`(?P<pure> \*pure\*)? \|", re.MULTILINE)
# What belongs to no room: the package itself and its layer, for all to use.
OURS = "jiesu.addon."
FRAMEWORKS = {
    "AccessControl",
    "Acquisition",
    "App",
    "BTrees",
    "OFS",
    "Products",
    "ZODB",
    "ZPublisher",
    "persistent",
    "plone",
    "transaction",
    "zExceptions",
    "zope",
}


def listed() -> list[tuple[str, bool]]:
    """The rooms of the page, in its order, and whether they are pure."""
    page = PAGE.read_text("utf-8")
    return [(line["name"], bool(line["pure"])) for line in LINE.finditer(page)]


def rooms() -> list[str]:
    return [name for name, _pure in listed()]


def imports(room: str) -> Iterator[tuple[str, str]]:
    """Pairs of a module of the room and what it imports, wherever in it."""
    for path in sorted((PACKAGE / room).rglob("*.py")):
        name = str(path.relative_to(PACKAGE))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name}: import by full names"
                yield name, f"{node.module}.{node.names[0].name}"


def test_the_page_lists_all_rooms():
    present = {
        path.name
        for path in PACKAGE.iterdir()
        if path.is_dir() and any(path.rglob("*.py"))
    }
    assert present <= set(rooms())


@pytest.mark.parametrize("room", rooms())
def test_a_room_imports_from_rooms_above_it(room):
    order = rooms()
    allowed = set(order[: order.index(room) + 1])
    wrong = [
        f"{module} imports {imported}"
        for module, imported in imports(room)
        if imported.startswith(OURS)
        and (target := imported.removeprefix(OURS).split(".")[0]) in order
        and target not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("room", [name for name, pure in listed() if pure])
def test_a_pure_room_knows_nothing_of_the_framework(room):
    wrong = [
        f"{module} imports {imported}"
        for module, imported in imports(room)
        if imported.split(".")[0] in FRAMEWORKS
    ]
    assert wrong == []


def test_what_is_no_framework_is_known():
    """A pure room uses the standard library and what is named here, nothing else."""
    known = set(sys.stdlib_module_names) | {"jiesu", "chinese_calendar"}
    for room in (name for name, pure in listed() if pure):
        assert {name.split(".")[0] for _module, name in imports(room)} <= known
