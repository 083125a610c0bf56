"""A report as PDF and as a workbook, read again."""

from dataclasses import replace
from io import BytesIO
from jiesu.addon.exports import jobs
from jiesu.addon.reports import paper
from jiesu.addon.reports import printing
from jiesu.addon.reports import writing
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import DAY
from jiesu.addon.reports.workbook import workbook
from openpyxl import load_workbook
from plone import api
from pypdf import PdfReader
from tests.handling.world import acting
from tests.reports.conftest import LATER
from tests.reports.test_writing import as_office
from tests.reports.test_writing import told

import pytest
import re


def chinese(message) -> str:
    return api.portal.translate(message, lang="zh-cn")


def made(report, full=True) -> PdfReader:
    """The pages, in Chinese."""
    document = told(report, full=full, language="zh-cn")
    data = paper.pdf(document, chinese, lambda cell: f"http://x/{cell.figure}")
    return PdfReader(BytesIO(data))


def words(pdf: PdfReader) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))


def fonts(pdf: PdfReader) -> dict[str, bool]:
    """The fonts of all pages, and whether they are embedded."""
    found = {}
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            (below,) = font.get_object()["/DescendantFonts"]
            below = below.get_object()
            descriptor = below["/FontDescriptor"].get_object()
            embedded = any(f"/FontFile{n}" in descriptor for n in ("", 2, 3))
            found[below["/BaseFont"]] = embedded
    return found


class TestPdf:
    """The pages."""

    def test_holds_the_sentences(self, report):
        as_office(writing.change_words, report, {"closing": "请各单位抓紧办理。"})
        found = words(made(report))
        assert "2026年11月16日至11月22日共受理诉求5件" in found
        assert "一、总体情况" in found
        assert "请各单位抓紧办理。" in found
        assert "路灯不亮" in found

    def test_fonts_are_embedded(self, report):
        found = fonts(made(report))
        assert found
        assert all(found.values())
        assert all("CJK" in name for name in found)

    def test_pages_are_counted(self, report):
        pdf = made(report)
        many = len(pdf.pages)
        for number, page in enumerate(pdf.pages, start=1):
            text = re.sub(r"\s", "", page.extract_text())
            assert f"第{number}页/共{many}页" in text

    def test_is_a4(self, report):
        box = made(report).pages[0].mediabox
        assert (round(box.width), round(box.height)) == (595, 842)

    def test_numbers_lead_to_their_lists(self, report):
        links = {
            note.get_object()["/A"]["/URI"]
            for page in made(report).pages
            for note in page.get("/Annots", ())
        }
        assert "http://x/received%7Cpart" in links

    def test_departments_get_no_titles(self, report):
        assert "路灯不亮" not in words(made(report, full=False))

    def test_markup_is_text(self, report):
        evil = '</style><img src="http://evil/x.png">'
        as_office(writing.change_words, report, {"title": evil, "closing": evil})
        assert "<imgsrc=" in words(made(report))

    def test_nothing_is_fetched(self):
        with pytest.raises(ValueError, match="http"):
            paper._nothing("http://evil/x.png")

    def test_what_is_missing_is_named(self, monkeypatch, tmp_path):
        paper.missing.cache_clear()
        monkeypatch.setattr(paper, "FONT_FOLDERS", (str(tmp_path),))
        try:
            assert paper.missing() == ("fonts-noto-cjk",)
        finally:
            paper.missing.cache_clear()
        assert paper.missing.__wrapped__() == ("fonts-noto-cjk",)

    def test_all_is_there(self):
        paper.missing.cache_clear()
        assert paper.missing() == ()


class TestPrinting:
    """Made in somebody's name."""

    @pytest.fixture
    def job(self, report):
        job = jobs.begin("/plone", "somebody", "pdf", "report.pdf", 1)
        yield job
        jobs.drop(job)

    def order(self, report) -> printing.PrintOrder:
        return printing.PrintOrder(report.getId(), "zh-cn", "http://x/jiesu")

    def test_the_file(self, desk, report, job):
        with acting("office", LATER):
            printing.write_pdf(desk, job, self.order(report))
        assert job.path.read_bytes().startswith(b"%PDF-")

    @pytest.mark.parametrize("who", ["academic-head", "student1"])
    def test_not_for_others(self, desk, report, job, who):
        with acting(who, LATER), pytest.raises(KeyError):
            printing.write_pdf(desk, job, self.order(report))
        assert not job.path.exists()


class TestWorkbook:
    """Real numbers, one sheet for each table."""

    def read(self, report, **changes):
        document = replace(told(report), **changes)
        return load_workbook(BytesIO(workbook(document)))

    def test_a_sheet_for_each_table(self, report):
        tables = [one for part in told(report).all_sections for one in part.tables]
        book = self.read(report)
        assert len(book.sheetnames) == len(tables) + 1
        assert "How it is counted" in "".join(book.sheetnames)

    def test_numbers_are_numbers(self, report):
        sheet = self.read(report)["Figures of the period"]
        rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
        assert rows["Received"][1].value == 5
        rate = rows["Resolution rate"][1]
        assert (rate.value, rate.number_format) == (0.5, "0.0%")
        assert isinstance(rows["Handling time, median, hours"][1].value, float | int)

    def test_days_are_dates(self, report):
        """What is told as a day on the page is a date that one can sort by."""
        document = told(report)
        found = {}
        for section in document.sections:
            for table in section.tables:
                for place, cell in enumerate(table.lines[0] if table.lines else ()):
                    if cell.kind == DAY:
                        found[(table.title or section.title)[:31], place] = cell.text
        book = self.read(report)
        assert found
        for (title, place), text in found.items():
            cell = book[title].cell(2, place + 1)
            assert cell.is_date and cell.number_format == "yyyy-mm-dd"
            assert str(cell.value.date()) == text

    def test_heads_stay(self, report):
        book = self.read(report)
        assert all(sheet.freeze_panes for sheet in book.worksheets[1:])

    def test_text_stays_text(self, report):
        as_office(writing.change_words, report, {"closing": "=1+1"})
        (first, *_others) = self.read(report).worksheets
        (cell,) = [one for (one,) in first.iter_rows() if one.value == "=1+1"]
        assert cell.data_type == "s"

    def test_text_of_a_table_stays_text(self, report):
        document = told(report)
        section = document.sections[0]
        table = replace(section.tables[0], lines=((Cell("=1+1"), Cell(None, "share")),))
        section = replace(section, tables=(table,))
        book = self.read(report, sections=(section,))
        cell = book.worksheets[1]["A2"]
        assert (cell.value, cell.data_type) == ("=1+1", "s")
        assert book.worksheets[1]["B2"].value is None
