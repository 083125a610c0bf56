"""Chinese words and signs stand in the catalog of translations, not in the code.

What code builds of them is read by people with other languages, too. A list and a label
with its value are messages (`jiesu.addon.wording`).
"""

from collections.abc import Iterator
from pathlib import Path

import ast
import pytest
import re


PACKAGE = Path(__file__).resolve().parents[2] / "src" / "jiesu" / "addon"
# Letters, and signs that only stand between these.
CHINESE = re.compile("[\u3001-\u303f\u3400-\u9fff\uff01-\uff5e]")
# What is about Chinese itself, or is content that an Office changes.
ALLOWED = {
    # What a language calls itself.
    "browser/embed/choices.py",
    # Words that are looked for in what people write.
    "content/answercheck.py",
    "content/beginning.py",
    "content/names.py",
    "content/personal.py",
    "faqs/grams.py",
    "faqs/synonyms.py",
    "handling/publishing.py",
    # Signs that are read as well as narrow ones.
    "content/fields.py",
    "content/places.py",
    "content/publiclines.py",
    "exports/cells.py",
    # What a new desk begins with; samples for those who write texts.
    "content/desk.py",
    "notifications/samples.py",
    # A form's own labels, joined in their language.
    "intake/easyform/mapping.py",
    # Numerals of headings, for readers of Chinese alone.
    "reports/document.py",
}


def strings(code: str) -> Iterator[tuple[int, str]]:
    """The strings of a module, each with its line; what explains it is none."""
    tree = ast.parse(code)
    explaining = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in explaining:
            yield node.lineno, node.value


def found(code: str) -> list[str]:
    """The strings that are Chinese, each with its line."""
    return [f"{line}: {text!r}" for line, text in strings(code) if CHINESE.search(text)]


def modules() -> dict[str, str]:
    """The code by file, without the demo."""
    files = {path.relative_to(PACKAGE): path for path in PACKAGE.rglob("*.py")}
    return {
        str(name): path.read_text("utf-8")
        for name, path in files.items()
        if name.parts[0] != "demo"
    }


def test_nothing_chinese_in_modules():
    wrong = {name: found(code) for name, code in modules().items()}
    assert {
        name: some for name, some in wrong.items() if some and name not in ALLOWED
    } == {}


def test_what_is_allowed_is_needed():
    assert all(found(code) for name, code in modules().items() if name in ALLOWED)
    assert modules().keys() >= ALLOWED


def test_nothing_chinese_in_templates():
    sign = re.compile("[\u3001\u3002\u3400-\u9fff\uff0c\uff1a\uff1b]")
    wrong = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in PACKAGE.rglob("*.pt")
        for line in path.read_text("utf-8").splitlines()
        if sign.search(line)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "planted",
    [
        'names = "、".join(titles)',
        'told = f"{label}：{value}"',
        'def title():\n    """What it says."""\n    return "诉求"',
        'WORDS = _("a_message", default="您好")',
    ],
)
def test_what_is_planted_is_found(planted):
    assert found(planted)


def test_what_explains_may_be_chinese():
    assert not found('"""The report (周报、月报)."""\n# 接诉即办\nNAME = "“quoted”"')
