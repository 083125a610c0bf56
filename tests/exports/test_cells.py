"""No text becomes a formula, and none breaks a file."""

from jiesu.addon.exports.cells import plain
from jiesu.addon.exports.cells import safe
from jiesu.addon.exports.files import CSV
from jiesu.addon.exports.files import opened
from jiesu.addon.exports.files import XLSX
from openpyxl import load_workbook

import csv
import pytest
import tracemalloc
import zipfile


EVIL = (
    '=HYPERLINK("http://evil.example","click")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    'a","=1+1',
    "a\n=1+1",
    "http://evil.example/",
    "12345678901234567890",
    "control \x00 \x0b \ufffe",
    "x" * 40_000,
)
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝")


@pytest.mark.parametrize("text", EVIL)
def test_csv(tmp_path, text):
    """Read back each is one cell that no spreadsheet takes for a formula."""
    path = tmp_path / "a.csv"
    with opened(path, CSV, "Complaints") as sink:
        sink.write(["head", "other"])
        sink.write([text, 5])
    with path.open(encoding="utf-8-sig", newline="") as file:
        _head, (cell, number) = csv.reader(file)
    assert not cell.startswith(SIGNS)
    assert cell.removeprefix("'") == text
    assert number == "5"


@pytest.mark.parametrize("text", EVIL)
def test_workbook(tmp_path, text):
    """A sheet has each as a text: no formula, no link, no number."""
    path = tmp_path / "a.xlsx"
    with opened(path, XLSX, "Complaints: all") as sink:
        sink.write(["head", "other"])
        sink.write([text, 5])
    (sheet,) = load_workbook(path)
    assert sheet.title == "Complaints  all"
    cell, number = sheet[2]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    # XML tells all ends of lines alike.
    assert cell.value.replace("\r", " ") == plain(text)
    assert number.value == 5
    with zipfile.ZipFile(path) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("cell", [5, 0, "text", "'=quoted"])
def test_left(cell):
    """What is no formula stays as it is."""
    assert safe(cell) == cell


@pytest.mark.parametrize("format_", [CSV, XLSX])
def test_memory(tmp_path, format_):
    """Four times the lines need no more memory."""

    def peak(lines: int) -> int:
        tracemalloc.start()
        with opened(tmp_path / f"{lines}.{format_}", format_, "A") as sink:
            for number in range(lines):
                sink.write([f"{number} {column}" for column in range(15)])
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4000) < peak(1000) + 300_000
