"""docs/reference/statistics.md names what the code defines, in its words."""

from jiesu.addon.services.statistics.parameters import FIGURE
from jiesu.addon.services.statistics.parameters import PARAMETERS
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.groupings import BY
from jiesu.addon.statistics.published import COUNTS
from jiesu.addon.statistics.published import RATES
from pathlib import Path

import re


PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "statistics.md"
LINE = re.compile(r"^\| `(\w+)` [^|]*\|([^|]*)\|", re.MULTILINE)


def section(title):
    """The lines of the table in a section: name and what it says."""
    page = PAGE.read_text("utf-8")
    body = page.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return {name: words.strip() for name, words in LINE.findall(body)}


def test_parameters():
    assert set(section("Parameters")) == set(PARAMETERS)
    assert all(f"`{by}`" in section("Parameters")["by"] for by in BY)


def test_parameters_of_a_figure():
    page = PAGE.read_text("utf-8").split("\n## What a figure counts\n")[1]
    assert all(f"`{name}`" in page for name in FIGURE)


def test_totals():
    assert list(section("Totals")) == [one.name for one in measures.COUNTS]


def test_rates():
    wanted = {one.name: one.formula.default for one in measures.RATES}
    wanted[measures.PARTICIPATION] = measures.PARTICIPATION_FORMULA.default
    assert section("Rates") == wanted


def test_published():
    page = PAGE.read_text("utf-8").split("\n## Who sees what\n")[1]
    for name in (*COUNTS, *RATES):
        assert f"`{name}`" in page
