"""What is shown to somebody who writes, and what is not."""

from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.content.lookup import FAQ
from jiesu.addon.content.publicanswer import public_answer_of
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.watching import watch
from jiesu.addon.suggesting import memory
from jiesu.addon.suggesting.suggestions import ago
from jiesu.addon.suggesting.suggestions import suggest
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.handling.test_publishing import agreed
from tests.handling.test_publishing import published
from tests.handling.world import acting
from tests.handling.world import at
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY

import pytest


POWER = "logistics-water-power"
TYPED = "3号楼又停电了，整栋都没有灯"
SAID = "3号楼整栋停电，王老师的电话是13800138000"

pytestmark = pytest.mark.usefixtures("undone")


@pytest.fixture
def outage(desk):
    """Somebody's complaint of a power cut, in work."""
    complaint = complain(desk, text=SAID, category=POWER)
    index_all_texts(desk)
    return complaint


def asked(desk, text: str = TYPED, who="student2", when=MONDAY + 3 * HOUR, **more):
    with acting(who, when):
        return suggest(desk, text, **more)


def faq(desk, question: str, answer: str, state: str = "published", **more):
    with api.env.adopt_roles(["Manager"]):
        page = createContentInContainer(
            desk[FAQ],
            "JiesuFaq",
            checkConstraints=False,
            title=question,
            answer=answer,
            **more,
        )
        if state == "published":
            api.content.transition(page, "publish")
    return page


class TestCategories:
    """With the department that answers for them."""

    def test_fits(self, desk):
        (found,) = asked(desk).categories
        assert found.id == "logistics-water-power"
        assert found.department_title == "后勤管理处"

    def test_a_new_word_at_once(self, desk):
        assert asked(desk, "自动贩卖机吞币").categories == []
        with api.env.adopt_roles(["Manager"]):
            desk["categories"]["other"].keywords = ["贩卖机"]
            desk["categories"]["other"].reindexObject()
        assert [one.id for one in asked(desk, "自动贩卖机吞币").categories] == ["other"]

    def test_other_words_for_the_same(self, desk):
        """The Office's synonyms count while one types as they do in a search."""
        typed = "那边的灯突然全灭了"
        assert asked(desk, typed).categories == []
        desk.synonyms = ["停电, 全灭了, 没电"]
        memory.forget()
        assert [one.id for one in asked(desk, typed).categories] == [POWER]

    def test_who_may_not_submit(self, desk):
        """Guests where they are not admitted."""
        desk.guests = False
        desk.manage_permission("jiesu.addon: Submit a complaint", ["Authenticated"])
        with pytest.raises(Forbidden):
            asked(desk, who=None)


class TestAnswers:
    """What is published, and what the reader may see."""

    def test_fits(self, desk):
        page = faq(desk, "突然停水停电该怎么办？", "先看通知，再提交。", category=POWER)
        (found,) = asked(desk).faqs
        assert (found.title, found.url) == (page.Title(), page.absolute_url())
        assert (found.text, found.whole) == ("先看通知，再提交。", True)

    def test_first_lines(self, desk):
        faq(desk, "突然停水停电该怎么办？", "先看通知。" * 100, category=POWER)
        (found,) = asked(desk).faqs
        assert not found.whole
        assert len(found.text) <= 220

    def test_not_what_is_no_draft_any_more(self, desk):
        """Published, changed, taken back: at once."""
        page = faq(
            desk, "突然停水停电该怎么办？", "先看通知。", state="draft", category=POWER
        )
        assert asked(desk).faqs == []
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(page, "publish")
            assert len(asked(desk).faqs) == 1
            api.content.transition(page, "retract")
        assert asked(desk).faqs == []

    def test_not_what_does_not_fit(self, desk):
        faq(desk, "选课结束以后还能退课吗？", "开课两周内可以。")
        assert asked(desk).faqs == []


class TestPublicAnswers:
    """The ones that are published, beside the FAQ."""

    def test_published(self, desk):
        complaint = published(desk)
        (found,) = asked(desk, "教室投影仪看不清怎么办").answers
        assert found.title == public_answer_of(complaint).Title()
        assert found.text == "报修后当天更换灯泡。"
        do(complaint, "academic-head", "take_back_publication", text="有误")
        assert asked(desk, "教室投影仪看不清怎么办").answers == []

    def test_not_before_its_release(self, desk):
        agreed(desk)
        assert asked(desk, "教室投影仪看不清怎么办").answers == []


class TestMatters:
    """Open ones of others, as far as they may be shown."""

    def test_what_is_shown(self, desk, outage):
        (found,) = asked(desk).matters
        assert found.id == outage.getId()
        assert found.heading == "停水停电"
        assert (found.watchers, found.watched, found.mine) == (0, False, False)
        assert found.since == MONDAY

    def test_nothing_of_its_words(self, desk, outage):
        told = str(asked(desk))
        for word in ("王老师", "13800138000", "整栋", outage.number, "student1"):
            assert word not in told

    def test_headline_instead(self, desk, outage):
        do(outage, "office", "headline", headline="3号楼停电，正在抢修")
        assert [one.heading for one in asked(desk).matters] == ["3号楼停电，正在抢修"]

    def test_followers(self, desk, outage):
        with acting("student2"):
            watch(desk, outage.getId())
        (found,) = asked(desk).matters
        assert (found.watchers, found.watched) == (1, True)
        (found,) = asked(desk, who="student3").matters
        assert (found.watchers, found.watched) == (1, False)

    def test_guests_see_it_too(self, desk, outage):
        assert len(asked(desk, who=None).matters) == 1

    def test_ones_own(self, desk, outage):
        """In its own words, with the way to it."""
        (found,) = asked(desk, who="student1").matters
        assert found.mine
        assert found.heading == SAID
        assert found.url == outage.absolute_url()

    @pytest.mark.parametrize(
        "facts",
        [{"kind": "report"}, {"hide_identity": True}, {"about_department": True}],
        ids=("report", "without a name", "about the department"),
    )
    def test_never(self, desk, facts):
        one = complain(desk, text=SAID, category=POWER, **facts)
        if not one.department:
            do(one, "office", "dispatch", department="it")
        index_all_texts(desk)
        assert asked(desk).matters == []

    def test_not_in_triage(self, desk):
        complain(desk, text=SAID, category="other")
        index_all_texts(desk)
        assert asked(desk).matters == []

    def test_not_once_it_is_over(self, desk, outage):
        do(outage, "student1", "withdraw")
        assert asked(desk).matters == []

    def test_not_where_the_desk_does_not_want_it(self, desk, outage):
        desk.show_open = False
        assert asked(desk).matters == []

    def test_not_what_has_only_the_category_in_common(self, desk, outage):
        assert asked(desk, "宿舍没有热水").matters == []

    def test_chosen_category(self, desk, outage):
        """One that was chosen by hand counts more than what the words say."""
        typed = "3号楼整栋没有灯，也没有网"
        assert asked(desk, typed, category="academic-course").matters == []
        assert len(asked(desk, typed, category=POWER).matters) == 1

    def test_merged_ones_once(self, desk, outage):
        other = complain(desk, "student3", text=SAID, category=POWER)
        index_all_texts(desk)
        assert len(asked(desk).matters) == 2
        do(other, "office", "merge", into=outage.number)
        assert [one.id for one in asked(desk).matters] == [outage.getId()]


@pytest.mark.parametrize("text", ("", " ", "a", "\x00", "？" * 600, "停" * 5000))
def test_any_text(desk, outage, text):
    """Nothing that can be typed goes wrong."""
    assert asked(desk, text).matters == []


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (HOUR / 2, "ago_now"),
        (5 * HOUR, "ago_hours"),
        (DAY, "ago_day"),
        (9 * DAY, "ago_days"),
    ],
)
def test_ago(passed, said):
    with at(MONDAY + passed):
        assert ago(MONDAY) == said
