"""What the Office does with reports, and nobody else; released ones never change."""

from datetime import date
from jiesu.addon.calendar.moment import at
from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.outbox import WAITING
from jiesu.addon.reports import cases
from jiesu.addon.reports import drafting
from jiesu.addon.reports import releasing
from jiesu.addon.reports import writing
from jiesu.addon.reports.behind import opened
from jiesu.addon.reports.cells import Reader
from jiesu.addon.reports.document import document
from plone import api
from Products.CMFCore.permissions import View
from tests.handling.world import acting
from tests.handling.world import ANONYMOUS
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MANAGER
from tests.handling.world import MONDAY
from tests.reports.conftest import LATER

import pytest


MONTH = {"kind": "monthly", "start": "2026-10-01", "end": "2026-10-31"}
OTHERS = ("supervisor", "academic-head", "academic-handler", "student1", MANAGER)
RECEIVED = "received|part"


def told(report, full=True, language="en"):
    """The report as it is told."""
    reader = Reader(
        lambda message: api.portal.translate(message, lang=language),
        language,
        full,
        lambda path: path,
    )
    return document(report, reader)


def texts(section) -> list[str]:
    """The paragraphs of a section as they are read."""
    return [paragraph.text for paragraph in section.paragraphs]


def sent(desk) -> list[tuple[str, str]]:
    """Who is told of reports in the inbox."""
    return sorted(
        (one.event, one.receiver)
        for one in outbox_of(desk).records(WAITING)
        if one.about.startswith("reports/") and one.channel == "inbox"
    )


def as_office(function, *arguments, when=LATER):
    with acting("office", when):
        return function(*arguments)


class TestRights:
    """The Office alone writes."""

    @pytest.mark.parametrize("who", [*OTHERS, ANONYMOUS])
    def test_others_may_not(self, desk, report, who):
        with acting(who, LATER):
            for function, arguments in (
                (drafting.draft, (desk, MONTH)),
                (drafting.renew, (report,)),
                (writing.change_words, (report, {"title": "x"})),
                (cases.choose_cases, (report, [])),
                (releasing.release, (report, {"to": []})),
                (drafting.correct, (report,)),
                (drafting.discard, (report,)),
            ):
                with pytest.raises(Forbidden):
                    function(*arguments)
        assert report.is_draft

    def sees(self, report, who) -> bool:
        with acting(who, LATER):
            return api.user.has_permission(View, obj=report)

    @pytest.mark.parametrize("who", ["office", "supervisor"])
    def test_who_reads_a_draft(self, report, who):
        assert self.sees(report, who)

    @pytest.mark.parametrize(
        "who", ["academic-head", "academic-handler", "student1", MANAGER, ANONYMOUS]
    )
    def test_who_does_not(self, report, who):
        assert not self.sees(report, who)
        as_office(releasing.release, report, {"to": ["supervisors"]})
        assert not self.sees(report, who)

    def test_heads_read_what_is_sent_to_them(self, report):
        as_office(releasing.release, report, {"to": ["heads"]})
        assert self.sees(report, "academic-head")
        assert not self.sees(report, "academic-handler")

    def test_departments_read_them_where_they_may(self, desk, report):
        desk.reports_for_departments = True
        assert not self.sees(report, "academic-handler")
        as_office(releasing.release, report, {"to": []})
        for who in ("academic-handler", "it-head"):
            assert self.sees(report, who)
        for who in ("student1", MANAGER, ANONYMOUS):
            assert not self.sees(report, who)

    def test_a_later_setting_opens_no_old_report(self, desk, report):
        as_office(releasing.release, report, {"to": []})
        desk.reports_for_departments = True
        assert not self.sees(report, "academic-handler")


class TestDraft:
    """A draft can be changed in all ways."""

    def test_of_a_whole_month(self, desk, undone):
        with acting("office"):
            name = drafting.draft(desk, MONTH)
        report = reports_of(desk)[name]
        assert (name, report.kind, report.state) == (
            "monthly-2026-10-01",
            "monthly",
            "draft",
        )
        assert report.end == date(2026, 10, 31)

    @pytest.mark.parametrize(
        ("raw", "field"),
        [
            ({}, "kind"),
            ({"kind": "daily"}, "kind"),
            ({"kind": "monthly"}, "start"),
            (MONTH | {"start": "x"}, "start"),
            (MONTH | {"end": "2026-10-30"}, "start"),
            ({"kind": "weekly", "start": "2026-11-16", "end": "2026-11-22"}, "start"),
            ({"kind": "term", "start": "2026-09-01", "end": "2027-01-17"}, "start"),
            ({"kind": "bulletin", "start": "2026-11-16", "end": "2026-11-15"}, "end"),
            ({"kind": "bulletin", "start": "2026-11-17", "end": "2026-11-18"}, "start"),
            ({"kind": "bulletin", "start": "1990-01-01", "end": "2026-11-15"}, "end"),
        ],
    )
    def test_wrong_periods(self, desk, undone, raw, field):
        """On the Monday on which the week has just begun."""
        with acting("office"), pytest.raises(Invalid) as wrong:
            drafting.draft(desk, raw)
        assert [error.field for error in wrong.value.errors] == [field]

    def test_figures_renewed(self, desk, report):
        before = report.frozen.data
        late = complain(desk, when=MONDAY + 2 * DAY)
        assert report.frozen.data == before
        as_office(drafting.renew, report)
        received = report.frozen.data["totals"]["now"]["counts"]["received"]
        assert received == before["totals"]["now"]["counts"]["received"] + 1
        assert late.getId() in report.frozen.counted(RECEIVED)

    def test_words(self, report):
        words = {
            "title": "通报",
            "summary": "一段。\r\n二段。",
            "remarks": {"overdue": "请抓紧。", "faq": " "},
            "closing": "特此通报。",
            "removed": ["definitions"],
        }
        as_office(writing.change_words, report, words)
        shown = told(report)
        sections = {one.name: one for one in shown.all_sections}
        assert shown.title == "通报"
        assert texts(sections["summary"]) == ["一段。", "二段。"]
        assert sections["overdue"].remark == ("请抓紧。",)
        assert "definitions" not in sections
        assert shown.closing == ("特此通报。",)
        as_office(writing.change_words, report, {"summary": ""})
        assert texts(told(report).sections[0])[0].startswith("16 Nov")

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            ({"title": " "}, "title"),
            ({"title": "x" * 121}, "title"),
            ({"summary": "x" * 10_001}, "summary"),
            ({"removed": ["summary"]}, "removed"),
            ({"remarks": {"nothing": "x"}}, "remarks"),
        ],
    )
    def test_wrong_words(self, report, words, field):
        with pytest.raises(Invalid) as wrong:
            as_office(writing.change_words, report, words)
        assert [error.field for error in wrong.value.errors] == [field]

    def test_discarded(self, desk, report):
        as_office(drafting.discard, report)
        assert list(reports_of(desk).objectIds()) == []
        assert list(reports_of(desk).in_order) == []

    def test_two_of_a_period(self, desk, undone):
        with acting("office"):
            names = [drafting.draft(desk, MONTH) for _n in range(2)]
        assert names == ["monthly-2026-10-01", "monthly-2026-10-01-2"]


class TestCases:
    """Typical cases."""

    @pytest.fixture
    def closed(self, lived):
        return lived["solved"]

    def test_chosen(self, report, closed):
        case = {"number": closed.number, "title": "空调", "text": "当天修好。"}
        as_office(cases.choose_cases, report, [case])
        (section,) = [one for one in told(report).sections if one.name == "cases"]
        (shown,) = section.cases
        assert (shown.title, shown.text) == ("空调", ("当天修好。",))
        assert closed.number in shown.meta

    def test_is_called_as_the_complaint_without_persons(self, report, closed):
        as_office(cases.choose_cases, report, [{"number": closed.number}])
        assert report.cases[0]["title"] == "空调不制冷，请联系××"

    def test_are_found(self, report, closed):
        with acting("office", LATER):
            page = cases.candidates(report)
        assert [row.number for row in page.rows] == [closed.number]

    def test_answered_in_it_but_received_before(self, desk, report):
        """Few of a week are answered in the same week: those of earlier ones are."""
        earlier = complain(desk, title="水管漏水", when=MONDAY - 7 * DAY)
        do(earlier, "academic-handler", "accept", MONDAY)
        answer = {"text": "已修。", "outcome": "solved"}
        do(earlier, "academic-handler", "answer", MONDAY + HOUR, **answer)
        index_all_texts(desk)
        with acting("office", LATER):
            found = cases.candidates(report, "漏水").rows
            by_number = cases.candidates(report, earlier.number).rows
        assert [row.number for row in found] == [earlier.number]
        assert [row.number for row in by_number] == [earlier.number]
        as_office(cases.choose_cases, report, [{"number": earlier.number}])
        assert report.cases[0]["number"] == earlier.number

    def test_only_answered_ones_received_by_then(self, desk, report, lived):
        for number in (lived["late"].number, lived["told"].number, "nothing"):
            with pytest.raises(Invalid):
                as_office(cases.choose_cases, report, [{"number": number}])

    def test_no_release_without_words(self, report, closed):
        as_office(cases.choose_cases, report, [{"number": closed.number}])
        with pytest.raises(Invalid):
            as_office(releasing.release, report, {"to": []})
        assert report.is_draft

    def test_numbers_are_not_for_departments(self, report, closed):
        case = {"number": closed.number, "title": "空调", "text": "当天修好。"}
        as_office(cases.choose_cases, report, [case])
        section = told(report, full=False).sections
        (shown,) = next(one for one in section if one.name == "cases").cases
        assert (closed.number in shown.meta, shown.url) == (False, "")


class TestRelease:
    """Frozen, numbered, sent."""

    def test_frozen(self, desk, report, lived):
        """Whatever happens afterwards: the report says what it said."""
        as_office(releasing.release, report, {"to": ["supervisors"]})
        before = {
            language: told(report, language=language) for language in ("en", "zh-cn")
        }
        behind = {name: report.frozen.counted(name) for name in report.frozen.figures()}
        complain(desk, when=MONDAY + 3 * DAY)
        do(lived["late"], "academic-handler", "accept", LATER)
        do(
            lived["late"],
            "academic-handler",
            "answer",
            LATER + HOUR,
            text="已修。",
            outcome="solved",
        )
        do(lived["solved"], "student1", "reopen", LATER, reason="又坏了。")
        desk["departments"]["academic"].title = "另一个部门"
        desk.report_issuer = ""
        with at(LATER + 30 * DAY):
            for language, shown in before.items():
                assert told(report, language=language) == shown
        assert behind == {
            name: report.frozen.counted(name) for name in report.frozen.figures()
        }

    def test_nothing_of_it_changes(self, report):
        as_office(releasing.release, report, {"to": []})
        for function, arguments in (
            (drafting.renew, ()),
            (writing.change_words, ({"title": "x"},)),
            (cases.choose_cases, ([],)),
            (releasing.release, ({"to": []},)),
            (drafting.discard, ()),
        ):
            with pytest.raises(NotNow):
                as_office(function, report, *arguments)

    def test_what_is_read_cannot_be_changed(self, report):
        report.frozen.data["totals"].clear()
        assert report.frozen.data["totals"]

    def test_numbers(self, desk, undone):
        numbers = []
        for start, end in (("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-31")):
            with acting("office"):
                raw = {"kind": "monthly", "start": start, "end": end}
                report = reports_of(desk)[drafting.draft(desk, raw)]
                assert report.number == ""
                releasing.release(report, {"to": []})
            numbers.append(report.number)
        assert numbers == ["2026-1", "2026-2"]
        assert told(report, language="zh-cn").issue == "2026年第2期"

    def test_sent_to_whom_was_chosen(self, desk, report):
        as_office(releasing.release, report, {"to": ["supervisors", "heads"]})
        people = [who for event, who in sent(desk) if event == "report_released"]
        assert "supervisor" in people
        assert {"academic-head", "it-head"} <= set(people)
        assert "academic-handler" not in people
        # Nobody is told of a step of their own.
        assert "office" not in people

    def test_to_nobody(self, desk, report):
        as_office(releasing.release, report, {"to": []})
        assert sent(desk) == []

    def test_to_somebody_else(self, report):
        with pytest.raises(Invalid):
            as_office(releasing.release, report, {"to": ["everybody"]})

    def test_corrected(self, desk, report):
        with pytest.raises(NotNow):
            as_office(drafting.correct, report)
        as_office(releasing.release, report, {"to": []})
        other = reports_of(desk)[as_office(drafting.correct, report)]
        assert (other.state, report.state) == ("draft", "released")
        assert as_office(drafting.correct, report) == other.getId()
        as_office(writing.change_words, other, {"closing": "更正。"})
        as_office(releasing.release, other, {"to": []})
        assert (report.state, report.replaced_by) == ("replaced", other.getId())
        assert (other.number, report.number) == (
            f"{report.number}-2",
            f"2026-{report.issue}",
        )
        assert (
            told(other, language="zh-cn").corrects == "本件为更正版，替代2026年第1期。"
        )
        assert told(report).closing == ()
        with pytest.raises(NotNow):
            as_office(drafting.correct, report)


class TestBehind:
    """What a figure counted, as far as somebody may see it."""

    def test_exactly(self, desk, report, lived):
        with acting("office", LATER):
            page = opened(report, "rework|part")
        assert [row.id for row in page.rows] == [lived["back"].getId()]

    def test_the_others_are_a_number(self, desk, report, lived):
        with acting("office", LATER):
            every = opened(report, RECEIVED)
        with acting("academic-head", LATER):
            own = opened(report, RECEIVED)
        with acting("it-head", LATER):
            none = opened(report, RECEIVED)
        assert every.counted == own.counted == none.counted == 5
        assert (every.readable, none.readable, none.rows) == (5, 0, ())
        assert lived["told"].getId() not in [row.id for row in own.rows]

    def test_supervisors_see_no_undispatched_report(self, report, lived):
        with acting("supervisor", LATER):
            page = opened(report, RECEIVED)
        assert (page.counted, page.readable) == (5, 4)

    def test_no_such_figure(self, report):
        with pytest.raises(KeyError):
            opened(report, "nothing")


class TestReaders:
    """Departments are shown no single complaints of others."""

    def test_titles_are_for_those_who_read_all(self, report, lived):
        full, limited = (str(told(report, full=one)) for one in (True, False))
        assert "路灯不亮" in full
        assert lived["late"].number in full
        for hidden in ("路灯不亮", lived["late"].number, lived["late"].getId()):
            assert hidden not in limited

    def test_no_confidential_report_is_called_by_its_title(self, report):
        assert "有人收钱" not in str(told(report))
