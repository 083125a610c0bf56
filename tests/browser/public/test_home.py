"""The desk's home: what one can do here, in the first line, and what else there is."""

from datetime import datetime
from datetime import timedelta
from jiesu.addon.browser.public import figures
from jiesu.addon.browser.statistics.periods import public_periods
from jiesu.addon.browser.statistics.periods import THREE_MONTHS
from jiesu.addon.browser.statistics.told import NOTHING
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.publicanswer import unfinished
from jiesu.addon.faqs import answers
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.report import report
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest


ZONE = ZoneInfo("Asia/Shanghai")
# A published answer of the demo, of its department of security.
SOLVED = "西区操场到公寓的路灯不亮"


def links(page, css: str = ".ji a") -> list[str]:
    return [one.get("href") for one in page.all(css)]


class TestHome:
    """What everybody finds there."""

    def test_what_one_can_do(self, browse):
        """Said first, with the desk's own limit; one primary button."""
        page = browse(None).get()
        assert "5 个工作日内答复" in page.words(".ji-hero")
        (primary,) = page.all(".ji-btn.is-primary")
        assert primary.get("href").endswith("/@@submit")

    def test_follow(self, browse):
        """A guest by number and code, whoever has an account by their list."""
        nobody, student = browse(None).get(), browse("student1").get()
        assert any(one.endswith("/@@track") for one in links(nobody, ".ji-hero a"))
        assert any(one.endswith("/@@mine") for one in links(student, ".ji-hero a"))

    def test_common_questions_of_several_fields(self, browse):
        page = browse(None).get()
        shown = page.all("section[aria-labelledby=ji-faqs] .ji-meta")
        assert len({one.text_content().strip() for one in shown}) >= 5

    def test_search_leads_to_the_answers(self, browse, served):
        form = browse(None).get().form("/faq")
        assert form.get("method") == "get"
        assert form.cssselect("input[name=q]")

    def test_contacts(self, browse):
        """Lines of the Office, with numbers that can be tapped."""
        page = browse(None).get()
        assert "昼夜有人接听" in page.words(".ji-contacts")
        assert "tel:000088601119" in links(page, ".ji-contacts a")
        assert "mailto:jiesu@example.edu.cn" in links(page, ".ji-contacts a")

    def test_without_contacts_the_offices_telephone(self, browse, committed):
        with committed() as desk:
            before, desk.contacts = desk.contacts, []
        page = browse(None).get()
        assert "tel:000088601001" in links(page, ".ji-contacts a")
        with committed() as desk:
            desk.contacts = before

    def test_departments(self, browse):
        page = browse(None).get()
        assert sum(one.endswith("/@@about") for one in links(page)) == 8

    def test_feeds_are_announced(self, browse):
        kinds = [
            one.get("type") for one in browse(None).get().all("link[rel=alternate]")
        ]
        assert kinds.count("application/atom+xml") == 2
        assert kinds.count("application/rss+xml") >= 2


class TestSolved:
    """What was solved lately: published answers."""

    def test_none(self, browse, monkeypatch):
        monkeypatch.setattr(answers, "published_answers", lambda desk: ())
        assert not browse(None).get().all("#ji-solved")

    def test_some(self, browse, committed):
        """Those that are published; of the others nothing, and nothing taken back."""
        solved = browse(None).get().words("section[aria-labelledby=ji-solved]")
        assert SOLVED in solved
        assert "安全保卫处" in solved
        with committed() as desk:
            waiting = [one.title for one in unfinished(desk["answers"])]
            (mine,) = (
                one for one in desk["answers"].objectValues() if one.title == SOLVED
            )
        assert waiting
        about = browse(None).get("departments/security/@@about")
        assert SOLVED in about.text
        other = browse(None).get("departments/library/@@about")
        assert SOLVED not in other.text
        for page in (browse(None).get(), about, other):
            assert not any(title in page.text for title in waiting)
        with committed() as desk:
            desk["answers"]._delObject(mine.getId())
        assert SOLVED not in browse(None).get().text


class TestFigures:
    """Those that the desk publishes: as the page of figures tells them."""

    @pytest.fixture
    def page(self, demo):
        """What asks for them."""
        return SimpleNamespace(desk=demo, t=str)

    @pytest.fixture
    def later(self):
        """The month after, when what the demo's people wrote is over."""
        today = now().astimezone(ZONE)
        month = datetime(today.year, today.month, 28, 12, tzinfo=ZONE)
        with at(month + timedelta(days=14)) as moment:
            yield moment

    def reckoned(self, desk, moment):
        """What is published at a moment."""
        period = public_periods(moment.astimezone(ZONE).date())[THREE_MONTHS]
        asked = Asked(start=period.start, end=period.end)
        return published(report(desk, asked, DEPARTMENT)[-1])

    def test_not_published(self, page, later, monkeypatch):
        monkeypatch.setattr(page.desk, "publish_figures", False)
        assert figures.figures_of_desk(page) is None

    def test_too_few_to_tell(self, page):
        """A year later there is nothing of the last months."""
        with at(now() + timedelta(days=400)):
            assert figures.figures_of_desk(page) is None

    def test_of_the_desk(self, page, later):
        told = figures.figures_of_desk(page)
        received = self.reckoned(page.desk, later).total.figures.counts["received"]
        assert received >= 40
        assert told.figures[0].value == str(received)
        assert all(one.value != NOTHING for one in told.figures)

    def test_of_departments_nothing_small(self, page, later):
        """Each as the published table has it, and nothing of those kept back there."""
        groups = self.reckoned(page.desk, later).groups
        assert groups
        for one in groups:
            told = figures.figures_of_department(page, one.id)
            if one.kept_back or "received" not in one.figures.counts:
                assert told is None
            else:
                assert told.figures[0].value == str(one.figures.counts["received"])
