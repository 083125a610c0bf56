"""The workbench by HTTP: who opens it, what it counts, lists, searches and filters."""

from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.deadlines.lights import light
from jiesu.addon.handling.perform import perform
from plone import api
from tests.browser.department.client import NOBODY

import pytest
import transaction


WITH_US = ("pending", "processing", "suspended")
BENCH = "departments/logistics"

DEPARTMENTS = (
    "office",
    "logistics",
    "security",
    "academic",
    "student-affairs",
    "assets",
    "it",
    "library",
)


def recount(complaints, department: str, user: str) -> dict[str, int]:
    """The counts of a workbench, one complaint after the other."""
    lead = [c for c in complaints if c.department == department]
    with_us = [c for c in lead if state_of(c) in WITH_US]
    lights = [str(light(c.clock, now())) for c in with_us]
    return {
        "pending": sum(state_of(c) == "pending" for c in lead),
        "processing": sum(state_of(c) == "processing" for c in lead),
        "overdue": lights.count("red"),
        "soon": lights.count("yellow"),
        "asked": sum(c.asked for c in lead if state_of(c) == "processing"),
        "mine": sum(c.handler == user for c in with_us),
        "supporting": sum(
            department in c.supporting for c in complaints if state_of(c) in WITH_US
        ),
        "answered": sum(state_of(c) == "answered" for c in lead),
    }


class TestWorkbench:
    """A department's page, over the demo."""

    @pytest.mark.parametrize(
        "user", ["logistics-handler", "logistics-head", "office", "supervisor"]
    )
    def test_open(self, browser, user):
        """Its members, the Office and the supervisors see it."""
        page = browser.open(user, BENCH)
        assert page.status == 200
        assert "后勤管理处" in page.text

    @pytest.mark.parametrize(
        "user", [NOBODY, "student1", "teacher1", "academic-handler", "academic-head"]
    )
    def test_closed(self, browser, user):
        """Nobody else does, by whichever name."""
        for path in (BENCH, f"{BENCH}/@@workbench", f"{BENCH}/view"):
            assert browser.open(user, path).status in (302, 401)

    @pytest.mark.parametrize("department", DEPARTMENTS)
    def test_counts(self, browser, complaints, department):
        """The tabs say what a plain recount says."""
        user = "office" if department == "office" else f"{department}-handler"
        page = browser.open(user, f"departments/{department}")
        assert page.counts == recount(complaints, department, user)

    @pytest.mark.parametrize(
        "tab", ["pending", "processing", "overdue", "mine", "answered", "asked"]
    )
    def test_list_fits_count(self, browser, tab):
        """A tab lists as many as it says."""
        page = browser.open("logistics-handler", BENCH, tab=tab)
        assert len(page.titles) == page.counts[tab] == page.total

    def test_lately_handled(self, browser, complaints):
        """What the reader answered, the newest first; not what colleagues did."""
        page = browser.open("logistics-handler", BENCH, tab="handled")
        expected = [
            c
            for c in complaints
            if c.department == "logistics"
            and c.handler == "logistics-handler"
            and state_of(c) in ("answered", "closed")
        ]
        expected.sort(key=lambda c: c.received, reverse=True)
        assert page.ids == [c.getId() for c in expected][:25]
        assert "handled" not in page.counts
        assert not browser.open("office", BENCH, tab="handled").ids

    def test_accept_in_the_row(self, browser):
        """Only what waits can be accepted there, and only by who handles it."""
        pending = browser.open("logistics-handler", BENCH, tab="pending")
        forms = pending.tree.xpath("//form[@data-ji-quick]")
        assert [form.get("action").split("/")[-3] for form in forms] == pending.ids
        assert pending.ids
        for user, tab in (
            ("logistics-handler", "processing"),
            ("office", "pending"),
            ("supervisor", "pending"),
        ):
            page = browser.open(user, BENCH, tab=tab)
            assert page.ids
            assert not page.tree.xpath("//form[@data-ji-quick]")

    def test_all(self, browser, complaints):
        """All that the department leads, and nothing else."""
        page = browser.open("library-handler", "departments/library", tab="all")
        expected = {c.getId() for c in complaints if c.department == "library"}
        assert set(page.ids) == expected

    def test_first_tab(self, browser):
        """What waits to be accepted is on top."""
        page = browser.open("logistics-handler", BENCH)
        on = page.words("is-on")[0]
        expected = "To accept" if page.counts["pending"] else "In process"
        assert on.startswith(expected)

    def test_words_of_the_light(self, browser):
        """A light says its words, and the exact time stands behind."""
        page = browser.open("logistics-handler", BENCH, tab="overdue")
        for shown in page.all("ji-list")[0].find_class("ji-light"):
            assert "overdue" in shown.text_content()
            assert shown.get("title")

    def test_supervisor_reads_only(self, browser):
        """A supervisor manages no members, and learns of no submitter."""
        page = browser.open("supervisor", BENCH, tab="all")
        assert "@@members" not in page.source
        assert "student" not in "".join(page.words("ji-item"))

    def test_folder(self, browser):
        """Members find the folder's contents and what they can add."""
        page = browser.open("logistics-handler", BENCH)
        assert f"{BENCH}/folder_contents" in page.source
        assert f"{BENCH}/++add++JiesuFaq" in page.source
        assert f"{BENCH}/++add++Document" in page.source


class TestNarrowing:
    """Search, filters, order, all in the address."""

    def test_words(self, browser):
        """A two-character word finds what has it."""
        page = browser.open("logistics-handler", BENCH, tab="all", q="空调")
        assert page.titles
        everything = browser.open("logistics-handler", BENCH, tab="all")
        assert page.total < everything.total
        assert f"{page.total} found" in page.text

    def test_number(self, browser, complaints):
        """A number finds its complaint."""
        one = next(c for c in complaints if c.department == "logistics")
        page = browser.open("logistics-handler", BENCH, tab="all", q=one.number)
        assert page.ids == [one.getId()]

    def test_nothing_found(self, browser):
        """Finding nothing is said, and the way back shown."""
        page = browser.open("logistics-handler", BENCH, tab="all", q="独角兽")
        assert not page.titles
        assert "Nothing here fits your search" in page.text
        assert "Clear search and filters" in page.text

    def test_family(self, browser, complaints):
        """A category of the first level stands for those below it."""
        page = browser.open("logistics-handler", BENCH, tab="all", category="logistics")
        expected = {
            c.getId()
            for c in complaints
            if c.department == "logistics" and c.category.startswith("logistics")
        }
        assert page.total == len(expected)
        assert set(page.ids) <= expected

    @pytest.mark.parametrize(
        ("name", "value", "fits"),
        [
            (
                "category",
                "logistics-aircon",
                lambda c: c.category == "logistics-aircon",
            ),
            ("kind", "help", lambda c: c.kind == "help"),
            ("state", "closed", lambda c: state_of(c) == "closed"),
            ("light", "red", lambda c: str(light(c.clock, now())) == "red"),
        ],
    )
    def test_filter(self, browser, complaints, name, value, fits):
        """A filter lets through what fits."""
        page = browser.open("logistics-handler", BENCH, tab="all", **{name: value})
        lead = (c for c in complaints if c.department == "logistics")
        assert page.total == sum(map(fits, lead))

    def test_state_of_mine(self, browser, complaints):
        """With me, also what is closed, where that is asked."""
        page = browser.open("logistics-handler", BENCH, tab="mine", state="closed")
        expected = [
            c
            for c in complaints
            if c.department == "logistics"
            and c.handler == "logistics-handler"
            and state_of(c) == "closed"
        ]
        assert page.total == len(expected) > 0

    def test_unknown_values(self, browser):
        """What is not known does not count; nothing breaks."""
        plain = browser.open("logistics-handler", BENCH, tab="all")
        odd = browser.open(
            "logistics-handler",
            BENCH,
            tab="all",
            kind="x",
            light="blue",
            state="gone",
            sort="title",
            b_start="-3",
            **{"from": "yesterday", "to": "2026-02-31"},
        )
        assert odd.status == 200
        assert odd.ids == plain.ids
        assert browser.open("logistics-handler", BENCH, tab="nonsense").status == 200

    def test_repeated_value(self, browser):
        """A parameter given twice is no text, so it does not count."""
        page = browser.open("logistics-handler", BENCH, tab="all", kind=["help", "x"])
        assert page.status == 200

    def test_markup_in_words(self, browser):
        """What is searched for comes back as text."""
        page = browser.open("logistics-handler", BENCH, q='"><script>alert(1)</script>')
        assert "<script>alert" not in page.source

    def test_due_first(self, browser, complaints):
        """By default what is due first comes first."""
        page = browser.open("logistics-handler", BENCH, tab="processing")
        due = {c.getId(): c.clock.due for c in complaints if c.clock}
        times = [due[one] for one in page.ids if due[one] is not None]
        assert times == sorted(times)

    def test_received_order(self, browser, complaints):
        """By the time received, both ways."""
        received = {c.getId(): c.received for c in complaints}
        oldest = browser.open(
            "logistics-handler", BENCH, tab="answered", sort="received"
        )
        times = [received[one] for one in oldest.ids]
        assert times == sorted(times)
        newest = browser.open("logistics-handler", BENCH, tab="answered")
        assert newest.ids == oldest.ids[::-1]


class TestLoss:
    """A complaint that is taken away."""

    def test_lost(self, browser, served):
        """It leaves one workbench for the other, by list, search and number."""
        transaction.begin()
        lost = next(
            c
            for c in served["complaints"].objectValues()
            if c.department == "logistics" and state_of(c) == "processing"
        )
        asked = {"tab": "all", "q": lost.number}
        before = browser.open("logistics-handler", BENCH, **asked)
        assert before.ids == [lost.getId()]
        with api.env.adopt_user(username="office"):
            perform(lost, "dispatch", {"department": "library"})
        transaction.commit()
        assert not browser.open("logistics-handler", BENCH, **asked).ids
        listed = browser.open("logistics-handler", BENCH, tab="processing")
        assert lost.getId() not in listed.ids
        there = browser.open("library-handler", "departments/library")
        assert lost.getId() in there.ids
