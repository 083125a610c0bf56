"""The Office's page by HTTP: triage with its reasons, the whole desk, warnings."""

from datetime import datetime
from datetime import UTC
from jiesu.addon.access.groups import department_group
from jiesu.addon.browser.office.warnings import warnings_of
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.deadlines.desk import unpublished_years
from jiesu.addon.deadlines.lights import light
from plone import api
from tests.browser.department.client import NOBODY

import pytest
import transaction


PAGE = "@@office"


def recount(complaints) -> dict[str, int]:
    """The counts of the Office's page, one complaint after the other."""
    states = [state_of(c) for c in complaints]
    lights = [str(light(c.clock, now())) for c in complaints if c.clock is not None]
    return {
        "triage": states.count("triage"),
        "overdue": lights.count("red"),
        "soon": lights.count("yellow"),
        "pending": states.count("pending"),
        "processing": states.count("processing"),
        "asked": sum(c.asked for c in complaints),
        "answered": states.count("answered"),
    }


class TestOverview:
    """Over the demo."""

    @pytest.mark.parametrize("user", ["office", "supervisor"])
    def test_open(self, browser, user):
        """The Office and the supervisors see it."""
        assert browser.open(user, PAGE).status == 200

    @pytest.mark.parametrize(
        "user", [NOBODY, "student1", "logistics-handler", "logistics-head"]
    )
    def test_closed(self, browser, user):
        """Nobody else does."""
        assert browser.open(user, PAGE).status in (302, 401)

    def test_counts(self, browser, complaints):
        """The tabs say what a plain recount says."""
        assert browser.open("office", PAGE).counts == recount(complaints)

    def test_triage_first(self, browser, complaints):
        """What waits for dispatch, oldest first, each with its reasons and the way."""
        page = browser.open("office", PAGE)
        waiting = [c for c in complaints if state_of(c) == "triage"]
        waiting.sort(key=lambda c: c.received)
        assert page.ids == [c.getId() for c in waiting]
        assert len(page.all("ji-work-why")) == len(waiting)
        for one in waiting:
            assert f"{one.absolute_url()}/@@handle/dispatch" in page.source

    def test_reasons(self, browser, complaints):
        """Returned with reason and proposal, avoided, report, without a route."""
        page = browser.open("office", PAGE)
        waiting = {c.getId(): c for c in complaints if state_of(c) == "triage"}
        told = dict(zip(page.ids, page.words("ji-work-why"), strict=True))
        for one, words in told.items():
            complaint = waiting[one]
            assert ("Returned" in words) == bool(complaint.returns)
            assert ("Report" in words) == (complaint.kind == REPORT)
            assert ("Avoid" in words) == bool(complaint.avoid)
        returned = next(words for words in told.values() if "Returned" in words)
        assert "不属于本部门职责" in returned
        assert "Proposed" in returned

    def test_supervisor_reads_only(self, browser, complaints):
        """A supervisor dispatches nothing, sets up nothing, sees no waiting report."""
        page = browser.open("supervisor", PAGE)
        assert "@@handle/dispatch" not in page.source
        assert "recompute-clocks" not in page.source
        assert "/edit" not in "".join(
            a.get("href")
            for a in page.tree.xpath('//div[contains(@class, "ji ")]//a[@href]')
        )
        reports = {
            c.getId() for c in complaints if c.kind == REPORT and not c.dispatched
        }
        assert reports
        assert not reports & set(page.ids)
        assert page.counts["triage"] == recount(complaints)["triage"] - len(reports)

    def test_all(self, browser, complaints):
        """All complaints, page by page, each once."""
        found = []
        for start in range(0, len(complaints), 25):
            page = browser.open("office", PAGE, tab="all", b_start=start)
            assert page.total == len(complaints)
            found += page.ids
        assert len(found) == len(complaints)
        assert set(found) == {c.getId() for c in complaints}

    def test_beyond_the_end(self, browser, complaints):
        """An address from when there were more shows the last page."""
        page = browser.open("office", PAGE, tab="all", b_start=100_000)
        assert page.ids
        assert page.total == len(complaints)

    def test_paging_keeps_filters(self, browser):
        """The way to the next page keeps what was chosen."""
        page = browser.open("office", PAGE, tab="all", sort="received")
        following = page.tree.xpath('string(//a[@rel="next"]/@href)')
        assert "sort=received" in following
        assert "b_start=25" in following
        assert not set(browser.open("office", following).ids) & set(page.ids)

    @pytest.mark.parametrize(
        ("query", "fits"),
        [
            ({"department": "it"}, lambda c: c.department == "it"),
            ({"kind": "suggestion"}, lambda c: c.kind == "suggestion"),
            ({"state": "rejected"}, lambda c: state_of(c) == "rejected"),
            ({"light": "paused"}, lambda c: bool(c.clock and c.clock.paused_since)),
            (
                {"department": "logistics", "state": "closed", "kind": "complaint"},
                lambda c: (
                    (c.department, state_of(c), c.kind)
                    == ("logistics", "closed", "complaint")
                ),
            ),
        ],
    )
    def test_filter(self, browser, complaints, query, fits):
        """Filters let through what fits all of them."""
        page = browser.open("office", PAGE, tab="all", **query)
        assert page.total == sum(map(fits, complaints)) > 0

    def test_days(self, browser, complaints):
        """From a day to a day, both counted in, as days are in the site's zone."""
        zone = datetime.fromisoformat("2026-01-01T00:00+08:00").tzinfo
        days = sorted(c.received.astimezone(zone).date() for c in complaints)
        first, last = days[5], days[20]
        query = {"from": first.isoformat(), "to": last.isoformat()}
        page = browser.open("office", PAGE, tab="all", **query)
        assert page.total == sum(first <= day <= last for day in days)

    def test_complete_set_up(self, browser, served):
        """Only what the Office dispatches by hand is named.

        And in some weeks a year whose holidays are not published yet.
        """
        page = browser.open("office", PAGE)
        assert "dispatches these categories by hand: 其他" in page.text
        years = unpublished_years(served)
        assert len(page.all("is-serious")) == len(years)


class TestWarnings:
    """What the set-up lacks; each test makes something lacking."""

    def test_head(self, browser):
        """A department without a head."""
        group = department_group("jiesu", "it", "heads")
        api.group.remove_user(groupname=group, username="it-head")
        transaction.commit()
        page = browser.open("office", PAGE)
        assert "网络信息中心 has no head." in page.text
        assert "departments/it/@@members" in page.source

    def test_route(self, browser, served):
        """A category whose department is gone."""
        category = served["categories"]["library"]
        category.department = "gone-by"
        transaction.commit()
        page = browser.open("office", PAGE)
        assert "gone-by, which is gone" in page.text

    def test_year(self, served):
        """A year without published holidays, once a limit can end in it."""
        with at(datetime(2027, 12, 28, 2, tzinfo=UTC)):
            mappings = [one.words.mapping or {} for one in warnings_of(served)]
        told = [mapping.get("year") for mapping in mappings]
        assert "2028" in told


class TestClocks:
    """The button that sets the clocks anew."""

    def test_recompute(self, browser, served):
        """Running clocks follow the calendar; the others stay; the number is told."""
        transaction.begin()
        before = {c.getId(): c.clock for c in served["complaints"].objectValues()}
        running = {
            one
            for one, clock in before.items()
            if clock and (clock.due or clock.paused_since)
        }
        served.calendar_days = ["2020-01-01..2037-12-31 work"]
        transaction.commit()
        page = browser.submit("office", PAGE, "@@recompute-clocks")
        transaction.begin()
        after = {c.getId(): c.clock for c in served["complaints"].objectValues()}
        changed = {one for one in before if before[one] != after[one]}
        assert changed
        assert changed <= running
        assert f"{len(changed)} running complaints have new due times" in page.text
        again = browser.submit("office", PAGE, "@@recompute-clocks")
        assert "All due times were right already" in again.text

    def test_index_follows(self, browser, complaints):
        """The lists show the new times."""
        assert browser.open("office", PAGE).counts == recount(complaints)

    @pytest.mark.parametrize("user", [NOBODY, "supervisor", "logistics-head"])
    def test_closed(self, browser, user):
        """The Office alone."""
        assert browser.send(user, "@@recompute-clocks").status in (302, 401, 403)

    def test_without_token(self, browser):
        """Not from elsewhere, nor by an address."""
        assert browser.send("office", "@@recompute-clocks").status == 403
        assert browser.open("office", "@@recompute-clocks").status in (400, 403)
