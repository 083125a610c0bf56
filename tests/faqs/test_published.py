"""The pages in memory: as the present transaction has them, and nobody else's."""

from jiesu.addon.calendar.moment import at
from jiesu.addon.faqs.find import faq_by_id
from jiesu.addon.faqs.find import find_faqs
from jiesu.addon.faqs.find import related_faqs
from jiesu.addon.faqs.find import varied_faqs
from jiesu.addon.faqs.published import published_of
from jiesu.addon.faqs.published import short_url
from jiesu.addon.faqs.votes import vote
from jiesu.addon.faqs.votes import YES
from plone import api
from plone.dexterity.utils import createContentInContainer

import datetime
import pytest
import transaction


NOW = datetime.datetime(2026, 11, 26, 9, 0, tzinfo=datetime.UTC)


def make(desk, title: str, **facts):
    """A draft."""
    with api.env.adopt_roles(["Manager"]):
        return createContentInContainer(
            desk["faq"], "JiesuFaq", checkConstraints=False, title=title, **facts
        )


def publish(page, step: str = "publish") -> None:
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(page, step)


def titles(desk, words: str = "", **more) -> list[str]:
    return [one.faq.title for one in find_faqs(desk, words, **more)]


@pytest.fixture
def desk(served):
    """The demo's, committed; what a test does is undone."""
    transaction.begin()
    yield served
    transaction.abort()


class TestTransactions:
    """What is read is what this transaction sees."""

    def test_same_while_nothing_changes(self, desk):
        with at(NOW):
            assert published_of(desk) is published_of(desk)

    def test_own_changes_are_seen_and_kept_from_others(self, desk):
        """Also after a savepoint, where what changed does not look as if it had."""
        with at(NOW):
            before = published_of(desk)
            page = make(desk, "獬豸是什么？", answer="一种神兽")
            publish(page)
            assert titles(desk, "獬豸") == ["獬豸是什么？"]
            transaction.savepoint()
            assert titles(desk, "獬豸") == ["獬豸是什么？"]
            transaction.abort()
            assert published_of(desk) is before
            assert titles(desk, "獬豸") == []

    def test_committed(self, desk):
        page = make(desk, "麒麟是什么？")
        publish(page)
        transaction.commit()
        assert titles(desk, "麒麟") == ["麒麟是什么？"]
        publish(page, "retract")
        transaction.commit()
        assert titles(desk, "麒麟") == []

    def test_votes_count_after_a_while(self, desk):
        """Many may vote at once: that makes nothing anew until some minutes later."""
        with at(NOW):
            last = find_faqs(desk)[-1].faq
            page = desk.aq_parent.unrestrictedTraverse(last.path)
            vote(page, YES)
            transaction.commit()
            assert find_faqs(desk)[0].faq.uid != last.uid
        with at(NOW + datetime.timedelta(minutes=11)):
            assert find_faqs(desk)[0].faq.uid == last.uid


class TestFind:
    """One function for all who look for answers."""

    def test_category_with_those_below(self, desk):
        found = find_faqs(desk, category="academic")
        assert {one.faq.category[:8] for one in found} == {"academic"}
        assert len(found) > len(find_faqs(desk, category="academic-exam")) > 0

    def test_department(self, desk):
        assert {one.faq.department for one in find_faqs(desk, department="it")} == {
            "it"
        }

    def test_limit_and_least(self, desk):
        assert len(find_faqs(desk, limit=3)) == 3
        loose = find_faqs(desk, "图书馆有人占座")
        sure = find_faqs(desk, "图书馆有人占座", least=0.5)
        assert len(sure) < len(loose)
        assert all(one.share >= 0.5 for one in sure)

    def test_page_of_the_common_folder(self, desk):
        publish(make(desk, "办公室几点上班？"))
        assert find_faqs(desk, "办公室几点上班")[0].faq.department == ""

    def test_varied(self, desk):
        fields = [one.category.split("-")[0] for one in varied_faqs(desk, 6)]
        assert len(set(fields)) == 6

    def test_related_of_what_is_not_published(self, desk):
        page = make(desk, "宿舍空调坏了？", category="logistics-aircon")
        assert related_faqs(desk, page.UID()) == []
        publish(page)
        assert related_faqs(desk, page.UID())[0].category == "logistics-aircon"

    def test_address_that_stays(self, desk):
        one = find_faqs(desk)[0].faq
        assert short_url(desk, one.uid).endswith(f"/jiesu/q/{one.id}")
        assert faq_by_id(desk, one.id) == one
        assert faq_by_id(desk, "") is None
