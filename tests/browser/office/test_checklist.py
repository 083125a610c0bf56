"""The check list, and the strip of this month's figures."""

from jiesu.addon.browser.office.warnings import CHECKS
from jiesu.addon.browser.office.warnings import warnings_of
from jiesu.addon.content.complaint import REPORT
from plone import api
from plone.registry.interfaces import IRegistry
from tests.browser.department.client import NOBODY
from zope.component import getUtility

import pytest
import transaction


PAGE = "@@checklist"


@pytest.fixture
def settings(served):
    """Sets something of the desk and puts it back."""
    before = {}

    def change(**values):
        for name, value in values.items():
            before.setdefault(name, getattr(served, name))
            setattr(served, name, value)
        transaction.commit()

    yield change
    for name, value in before.items():
        setattr(served, name, value)
    transaction.commit()


class TestChecklist:
    """Over the demo."""

    def test_open(self, browser):
        """The Office sees all that is looked at, each with its light."""
        page = browser.open("office", PAGE)
        assert page.status == 200
        assert len(page.all("ji-light")) == len(CHECKS)

    @pytest.mark.parametrize(
        "user",
        [NOBODY, "student1", "logistics-handler", "logistics-head", "supervisor"],
    )
    def test_closed(self, browser, user):
        """Nobody else does."""
        assert browser.open(user, PAGE).status in (302, 401)

    def test_notice(self, browser, settings):
        """No notice: to do, with the way to write it, here and on the overview."""
        settings(notice=" ")
        for path in (PAGE, "@@office"):
            page = browser.open("office", path)
            assert "There is no notice" in page.text
            assert "@@settings/general" in page.source

    @pytest.mark.parametrize("sender", ["", "desk@example.org"])
    def test_guests(self, served, settings, sender):
        """Guests without a sender for mail; nothing with one, or without guests."""
        name = "plone.email_from_address"
        registry = getUtility(IRegistry)
        before = registry[name]
        settings(guests=True)
        registry[name] = sender or None
        try:
            assert bool(list(CHECKS["guests"](served))) == (not sender)
            settings(guests=False)
            assert not list(CHECKS["guests"](served))
        finally:
            registry[name] = before

    def test_serious_first(self, served, settings):
        """What complaints can get stuck by stands above the rest."""
        settings(notice="")
        serious = [lack.serious for lack in warnings_of(served)]
        assert serious == sorted(serious, reverse=True)

    def test_links_lead_somewhere(self, browser, served, settings):
        """Each link opens for the Office."""
        settings(notice="")
        with api.env.adopt_user(username="office"):
            urls = {lack.url for lack in warnings_of(served)} - {""}
        assert urls
        for url in urls:
            assert browser.open("office", url).status == 200


class TestFigures:
    """The counts of the page of figures open what they count."""

    @pytest.mark.parametrize("user", ["office", "academic-head"])
    def test_counts(self, browser, user):
        """Received, open and overdue: as many as the list holds."""
        page = browser.open(user, "@@statistics?from=2020-01-01&to=2030-12-31")
        links = page.tree.xpath("//dl[contains(@class, 'ji-figures')]/div/dd[1]/a")
        counts = [link for link in links if link.text.strip().isdigit()][:3]
        assert len(counts) == 3
        for link in counts:
            assert "@@figure?" in link.get("href")
            assert browser.open(user, link.get("href")).total == int(link.text)


class TestMonth:
    """The figures on top of the overview open what they count."""

    @pytest.mark.parametrize("user", ["office", "supervisor"])
    def test_counts(self, browser, complaints, user):
        """A count is how many the list behind it holds, but for what it says itself."""
        waiting = sum(c.kind == REPORT and not c.dispatched for c in complaints)
        assert waiting
        unseen = {"office": [0, 0], "supervisor": [waiting, 0]}[user]
        page = browser.open(user, "@@office")
        figures = page.all("ji-figure")
        assert len(figures) == 5
        for figure, missing in zip(figures[:2], unseen, strict=True):
            link = figure.xpath(".//a")[0]
            listed = browser.open(user, link.get("href")).total
            assert listed + missing == int(link.text)
            told = f"{missing} reports that wait with the Office"
            assert (told in figure.text_content()) == bool(missing)
        for figure in figures[2:]:
            link = figure.xpath(".//a/@href")[0]
            assert browser.open(user, link).status == 200
