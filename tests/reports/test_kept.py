"""The files of a released report: kept as they were sent."""

from io import BytesIO
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.exports import jobs
from jiesu.addon.reports import cases
from jiesu.addon.reports import files
from jiesu.addon.reports import kept
from jiesu.addon.reports import printing
from jiesu.addon.reports import releasing
from jiesu.addon.reports.drafting import correct
from openpyxl import load_workbook
from tests.handling.world import acting
from tests.reports.conftest import LATER
from tests.reports.test_writing import as_office

import pytest


URL = "http://x/jiesu"
WHOLE = files.Reading(True, "zh-cn", URL)
DEPARTMENTS = files.Reading(False, "zh-cn", URL)


@pytest.fixture(autouse=True)
def writer(monkeypatch):
    """What is handed to the writer is done at once; the pages are made quickly."""
    monkeypatch.setattr(
        kept, "hand_over", lambda place, function, *rest: function(place, *rest)
    )
    monkeypatch.setattr(files, "pdf", lambda told, _t, _url: told.title.encode())


def released(report, to=()):
    as_office(releasing.release, report, {"to": list(to)})
    return report


def make_all(desk, report) -> None:
    with acting("office", LATER):
        kept.make_all(desk, report.getId(), URL)


def words(file) -> str:
    """All that stands in a workbook."""
    book = load_workbook(BytesIO(file.data))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row)


def names(report) -> set[str]:
    return set(report._kept or ())


class TestMakeAll:
    """What is made after the release."""

    def test_for_those_who_read_all_in_both_languages(self, desk, report):
        make_all(desk, released(report, ["supervisors"]))
        assert names(report) == {
            *("whole-zh-cn.pdf", "whole-zh-cn.xlsx"),
            *("whole-en.pdf", "whole-en.xlsx"),
        }

    def test_for_heads_without_titles(self, desk, report):
        make_all(desk, released(report, ["heads"]))
        assert len(names(report)) == 8
        assert "路灯不亮" in words(kept.kept(report, WHOLE, "xlsx"))
        assert "路灯不亮" not in words(kept.kept(report, DEPARTMENTS, "xlsx"))

    def test_the_first_stays(self, desk, report, monkeypatch):
        make_all(desk, released(report))
        before = kept.kept(report, WHOLE, "pdf").data
        monkeypatch.setattr(files, "pdf", lambda *_: b"another style")
        make_all(desk, report)
        assert kept.kept(report, WHOLE, "pdf").data == before

    def test_without_the_packages_there_is_a_workbook(self, desk, report, monkeypatch):
        monkeypatch.setattr(files, "missing", lambda: ("fonts-noto-cjk",))
        make_all(desk, released(report))
        assert names(report) == {"whole-zh-cn.xlsx", "whole-en.xlsx"}

    def test_a_correction_has_its_own(self, desk, report):
        make_all(desk, released(report))
        other = reports_of(desk)[as_office(correct, report)]
        assert names(other) == set()

    def test_a_report_is_not_walked_into(self, desk, report):
        """No address leads past the page that asks who reads."""
        make_all(desk, released(report))
        with acting("supervisor", LATER), pytest.raises(Exception, match="_kept"):
            report.restrictedTraverse("_kept/whole-zh-cn.pdf")


class TestPrinted:
    """What somebody has made is kept too, of a released one."""

    @pytest.fixture
    def job(self):
        job = jobs.begin("/plone", "somebody", "pdf", "report.pdf", 1)
        yield job
        jobs.drop(job)

    def printed(self, desk, report, job, who="office") -> None:
        order = printing.PrintOrder(report.getId(), "zh-cn", URL)
        with acting(who, LATER):
            printing.write_pdf(desk, job, order)

    def test_of_a_released_one(self, desk, report, job):
        self.printed(desk, released(report), job)
        assert job.path.read_bytes() == kept.kept(report, WHOLE, "pdf").data

    def test_of_a_reader_of_a_department(self, desk, report, job):
        self.printed(desk, released(report, ["heads"]), job, "academic-head")
        assert names(report) == {"departments-zh-cn.pdf", "departments-zh-cn.xlsx"}

    def test_never_of_a_draft(self, desk, report, job):
        as_office(cases.choose_cases, report, [])
        self.printed(desk, report, job)
        assert job.path.exists()
        assert names(report) == set()
