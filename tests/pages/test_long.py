"""Long names without a space: nothing makes a page wider than its window, or is cut."""

from tests.pages.person import PHONE
from tests.pages.person import WIDE

import pytest


NAME = "Internationalcooperationandexchangeofficeforteachingaffairs"

# Gives what is found that name.
CALL = "(found, name) => found.forEach((one) => { one.firstChild.data = name; })"


def call(page, selector: str) -> None:
    """Let what a page shows have a long name."""
    found = page.locator(selector)
    assert found.count()
    found.evaluate_all(CALL, NAME)


@pytest.mark.parametrize(
    ("user", "path"),
    [
        ("academic-handler", "departments/academic"),
        (None, "departments/logistics/@@about"),
    ],
)
def test_way_here(use, user, path):
    page = use(user, PHONE).go(path)
    call(page, "#portal-breadcrumbs .breadcrumb-item.active")
    assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE


@pytest.mark.parametrize("width", [1366, WIDE, 1920])
def test_wall(use, width):
    """A department's figures stay on the screen, and so does the last department."""
    page = use("office", WIDE).go("@@wall")
    page.set_viewport_size({"width": width, "height": 900})
    call(page, ".ji-wall-departments tbody tr:first-child th")
    table = page.locator(".ji-wall-departments [role=region]")
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth")
    lines = table.locator("tbody tr").evaluate_all(
        "found => found.map((one) => Math.round(one.getBoundingClientRect().height))"
    )
    assert max(lines) - min(lines) <= 1


def test_figures(use):
    """Nobody pushes a table aside for a name where it fits on the screen."""
    page = use("office", WIDE).go("@@statistics")
    plain = "one => one.scrollWidth - one.clientWidth"
    region = page.locator("[role=region]:has(> .ji-figure-table.is-ranked)").first
    before = region.evaluate(plain)
    call(page, ".ji-figure-table.is-ranked tbody tr:first-child th a")
    assert region.evaluate(plain) <= before


def test_file(use):
    """The size of a file stands in one line beside its name, however long that is."""
    page = use("student1", PHONE).go("@@submit")
    page.locator("input[type=file]").set_input_files(
        [
            {
                "name": f"{NAME * 2}.pdf",
                "mimeType": "application/pdf",
                "buffer": b"%PDF-1.4",
            }
        ]
    )
    size = page.locator(".ji-file small")
    size.wait_for()
    assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE
    assert size.evaluate("one => one.offsetHeight") < 30
