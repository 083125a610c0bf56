"""The desk's home: what one can do here, in the first line, and what else there is."""

from datetime import datetime
from datetime import timedelta
from jiesu.addon.browser.public import figures
from jiesu.addon.browser.statistics.told import NOTHING
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.publicanswer import unfinished
from jiesu.addon.faqs import answers
from jiesu.addon.services.statistics.parameters import today
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.published import published
from jiesu.addon.statistics.quarters import last_month
from jiesu.addon.statistics.quarters import last_quarter
from jiesu.addon.statistics.quarters import quarter_of
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest


ZONE = ZoneInfo("Asia/Shanghai")
DAYS = timedelta(days=14)
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
        """After the quarter in which the demo's people wrote."""
        end = quarter_of(now().date() - timedelta(days=14)).end
        with at(datetime(end.year, end.month, end.day, 12, tzinfo=ZONE) + DAYS):
            yield

    def test_not_published(self, page, later, monkeypatch):
        monkeypatch.setattr(page.desk, "publish_figures", False)
        assert figures.figures_of_desk(page) is None
        assert figures.figures_of_department(page, "logistics") is None

    def test_too_few_to_tell(self, page):
        """A year later there is nothing of the last month."""
        with at(now() + timedelta(days=400)):
            assert figures.figures_of_desk(page) is None

    def test_of_the_desk_the_last_month(self, page):
        """As the page of that month tells it."""
        with at(now().replace(day=28) + DAYS):
            days = last_month(today())
            (found,) = published(page.desk, Asked(*days))
            told = figures.figures_of_desk(page)
        if found.total.kept_back:
            assert told is None
            return
        counts = found.total.figures.counts
        assert told.figures[0].value == str(counts["received"])
        assert told.period == "month_of"
        assert told.period.mapping["month"] == str(days.start.month)
        assert all(one.value != NOTHING for one in told.figures)

    def test_of_departments_the_last_quarter(self, page, later):
        """Each as the published table has it, and nothing of those kept back there."""
        quarter = last_quarter(today())
        (found,) = published(page.desk, Asked(*quarter, by=DEPARTMENT))
        marks = {one.kept_back for one in found.groups}
        assert "" in marks and len(marks) > 1
        for one in found.groups:
            told = figures.figures_of_department(page, one.id)
            if one.kept_back:
                assert told is None
            else:
                assert told.figures[0].value == str(one.figures.counts["received"])
                assert told.period.startswith("quarter_")
                assert told.period.mapping == {"year": str(quarter.start.year)}
