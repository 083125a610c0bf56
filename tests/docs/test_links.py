"""README and docs: links lead somewhere, and settings in the code are documented."""

from pathlib import Path
from urllib.parse import unquote

import pytest
import re


ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
SETTINGS = ROOT / "docs" / "reference" / "settings.md"

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#+ +(?P<title>.+?)\s*$", re.MULTILINE)
ELSEWHERE = ("http://", "https://", "mailto:")
VARIABLE = re.compile(r"\bJIESU_[A-Z]+(?:_[A-Z]+)*\b")
# A page that a rule is cited from: "docs/concepts/rules.md, time limits".
CITED = re.compile(r"docs/[\w/-]+\.md")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    return FENCED.sub("", page.read_text("utf-8"))


def links(page: Path) -> list[str]:
    found = (link["target"] for link in LINK.finditer(prose(page)))
    return [unquote(target) for target in found if not target.startswith(ELSEWHERE)]


def anchors(page: Path) -> set[str]:
    """The names that headings of a page can be linked by."""
    return {
        re.sub(r"[^\w\- ]", "", heading["title"].lower()).replace(" ", "-")
        for heading in HEADING.finditer(prose(page))
    }


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    dead = []
    for target in links(page):
        path, _hash, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            dead.append(target)
    assert dead == []


def test_every_page_can_be_reached():
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        ahead += [
            (page.parent / link.partition("#")[0]).resolve() for link in links(page)
        ]
    assert set(PAGES) - seen == set()


def sources() -> list[Path]:
    """The files of code and configuration."""
    folders = ("src", "instance", "scripts", "bench")
    endings = {".py", ".conf", ".ini", ".zcml", ".pt", ".cfg", ""}
    files = [path for name in folders for path in (ROOT / name).rglob("*")]
    files += [ROOT / "Makefile", ROOT / "buildout.cfg"]
    return [path for path in files if path.is_file() and path.suffix in endings]


def test_every_variable_is_documented():
    used = {
        name for path in sources() for name in VARIABLE.findall(path.read_text("utf-8"))
    }
    documented = set(VARIABLE.findall(SETTINGS.read_text("utf-8")))
    assert used == documented


def test_pages_that_the_code_cites_exist():
    cited = {
        page for path in sources() for page in CITED.findall(path.read_text("utf-8"))
    }
    assert {page for page in cited if not (ROOT / page).exists()} == set()


def test_settings_of_the_desk_are_documented():
    from jiesu.addon.content.desk import IDeskSchema
    from zope.schema import getFieldNames

    names = set(getFieldNames(IDeskSchema)) - {"title", "description"}
    text = SETTINGS.read_text("utf-8")
    assert {name for name in names if f"`{name}`" not in text} == set()
