"""The public pages use nothing that the oldest browser does not know."""

from jiesu.addon.browser.base import STATIC
from tests.browser.baseline import in_script
from tests.browser.baseline import in_styles

import pytest
import re


BROWSER = STATIC.parent
# For staff at their desks alone, whose browsers are new; and a bundle of others' code.
OF_STAFF = {"charts.js", "wall.css", "wall.js", "staff.css", "workbench.js"}

# What is asked for before it is used, by script: a part of the line.
ASKED = {"jiesu.js": 'CSS.supports("selector(:has(a))")'}

SCRIPTS = sorted(
    path
    for folder in ("static", "app", "submitter", "public")
    for path in (BROWSER / folder).rglob("*.js")
    if path.name not in OF_STAFF
)
STYLES = sorted(path for path in STATIC.rglob("*.css") if path.name not in OF_STAFF)
TEMPLATES = sorted(
    path
    for folder in ("app", "submitter", "public")
    for path in (BROWSER / folder).rglob("*.pt")
)


def told(path, source: str, found) -> list[str]:
    lines = source.splitlines()
    asked = ASKED.get(path.name)
    return [
        f"{path.name}:{one.line} {one.what}"
        for one in found
        if not (asked and asked in lines[one.line - 1])
    ]


def test_there_is_something_to_check():
    assert {"jiesu.js", "sending.js", "combo.js", "worker.js"} <= {
        path.name for path in SCRIPTS
    }
    assert "jiesu.css" in {path.name for path in STYLES}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts(path):
    source = path.read_text("utf-8")
    assert told(path, source, in_script(source)) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets(path):
    source = path.read_text("utf-8")
    assert told(path, source, in_styles(source)) == []


def test_scripts_in_templates():
    for path in TEMPLATES:
        for source in re.findall(
            r"<script>(.*?)</script>", path.read_text("utf-8"), re.DOTALL
        ):
            assert told(path, source, in_script(source)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "var a = b?.c;",
        "var a = b ?? c;",
        "a ||= b;",
        "a ??= b;",
        "a = `x${b?.c}`;",
        "class A { x = 1; }",
        "class A extends B {}",
        "this.#x = 1;",
        "import a from 'b';",
        "'a'.replaceAll('b', 'c');",
        "[1].at(-1);",
        "structuredClone(a);",
        "box.replaceChildren();",
        "crypto.randomUUID();",
        "AbortSignal.timeout(9);",
        'document.querySelector("a:has(b)");',
        "document.querySelector('a:is(b)');",
        "var slash = a / b; var c = d?.e; var f = g / h;",
    ],
)
def test_what_is_planted_in_a_script_is_found(planted):
    assert [one.line for one in in_script(f"var a = 1;\n{planted}\n")] == [2]


@pytest.mark.parametrize(
    "fine",
    [
        "var a = b ? .5 : 1;",
        "// a?.b ?? c",
        "/* [1].at(-1) */",
        'var words = "Is it there?. Yes ?? no";',
        "var found = /a?.b??c/.exec(d);",
        "all.replace(/[?]?.#x=/, '');",
        "form.requestSubmit();",
        "a = b || c && d;",
    ],
)
def test_what_is_fine_in_a_script(fine):
    assert in_script(fine) == []


@pytest.mark.parametrize(
    "planted",
    [
        ".a { inset: 0; }",
        ".a { inset-inline-start: 0; }",
        ".a { padding-inline: 1rem; }",
        ".a { margin-block: 1rem; }",
        ".a { aspect-ratio: 1; }",
        ".a:is(.b, .c) { color: red; }",
        ".a:where(.b) { color: red; }",
        ".a:not(.b, .c) { color: red; }",
        ".a { width: min(1rem, 5%); }",
        ".a { width: 100%; height: clamp(1rem, 2vw, 3rem); }",
        ".a { &:hover { color: red; } }",
        ".a { height: 100dvh; }",
        "@layer x { .a { color: red; } }",
        ".a { color: color-mix(in srgb, red, blue); }",
    ],
)
def test_what_is_planted_in_a_style_sheet_is_found(planted):
    assert {one.line for one in in_styles(f".x {{ color: red; }}\n{planted}")} == {2}


@pytest.mark.parametrize(
    "fine",
    [
        ".a { width: 1rem; width: min(1rem, 5%); }",
        ".a { box-shadow: inset 0 0 0 1px red; clip-path: inset(50%); }",
        ".a { grid-template-columns: minmax(0, 1fr); max-width: calc(1rem + 2px); }",
        ".a:has(.b:is(.c, .d)) { color: red; }",
        ".a { padding-left: 1rem; margin-inline-start: 1rem; }",
        '/* inset: 0 */ .a::before { content: "aspect-ratio: 1"; }',
    ],
)
def test_what_is_fine_in_a_style_sheet(fine):
    assert in_styles(fine) == []
