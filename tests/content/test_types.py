"""Desks bring their folders; categories have two levels and an id of their own."""

from jiesu.addon.content.complaint import Complaint
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import responsible_department
from plone import api
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import MANAGER
from zExceptions import BadRequest
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

import pytest


def values(name: str, context) -> list:
    """The values of one of our vocabularies."""
    factory = getUtility(IVocabularyFactory, name=f"jiesu.addon.{name}")
    return [term.value for term in factory(context)]


@pytest.mark.usefixtures("undone")
class TestTypes:
    """On the desk `jiesu`."""

    def test_folders(self, portal_class):
        """And the Office as the first department."""
        with acting(MANAGER):
            desk = api.content.create(portal_class, "JiesuDesk", id="new", title="新")
        assert sorted(desk.objectIds()) == [
            "answers",
            "categories",
            "complaints",
            "departments",
            "faq",
            "reports",
            "supervision",
        ]
        assert [d.getId() for d in departments_of(desk)] == ["office"]

    def test_lookups(self, desk):
        """From one thing to another."""
        complaint = complain(desk)
        assert desk_of(complaint) == desk
        with pytest.raises(LookupError):
            desk_of(api.portal.get())
        assert department_of(desk, "it").getId() == "it"
        assert department_of(desk, "nowhere") is department_of(desk, None) is None
        assert category_of(desk, "it-network").aq_parent.getId() == "it"
        assert category_of(desk, "nowhere") is category_of(desk, "") is None

    def test_categories_in_order(self, desk):
        """Each of the first level followed by its own."""
        ids = [c.getId() for c in categories_of(desk)]
        assert ids[:2] == ["logistics", "logistics-aircon"]
        assert ids[-1] == "other"

    def test_third_level(self, desk):
        """Refused, with words."""
        network = desk["categories"]["it"]["it-network"]
        with acting(MANAGER), pytest.raises(BadRequest) as refused:
            api.content.create(network, "JiesuCategory", id="it-network-dorm")
        assert str(refused.value)

    def test_an_id_only_once(self, desk):
        """Also below different ones: a complaint keeps the id alone."""
        with acting(MANAGER), pytest.raises(BadRequest, match="logistics-dorm"):
            api.content.create(
                desk["categories"]["it"], "JiesuCategory", id="logistics-dorm"
            )

    @pytest.mark.parametrize(
        "own, above, wanted",
        [
            ("it", "library", "it"),
            ("", "library", "library"),
            (None, "library", "library"),
            (None, None, ""),
        ],
    )
    def test_responsible_department(self, desk, own, above, wanted):
        """The category's own, else that above it, else the Office dispatches."""
        category = category_of(desk, "it-network")
        category.department = own
        category.aq_parent.department = above
        assert responsible_department(category) == wanted

    def test_vocabularies(self, desk):
        """Departments, categories, reasons of the desk; handlers of a complaint."""
        assert values("departments", desk)[0] == "office"
        assert len(values("departments", desk)) == 8
        assert "it-network" in values("categories", desk)
        for name in ("return_reasons", "reject_reasons", "low_score_reasons"):
            assert values(name, desk)[-1] == "other"
        complaint = complain(desk)
        assert sorted(values("handlers", complaint)) == [
            "academic-handler",
            "academic-head",
        ]
        assert values("departments", complaint) == values("departments", desk)

    def test_outside_of_a_desk(self, portal_class, desk):
        """The site's only desk is meant, so that forms can stand anywhere."""
        assert values("departments", portal_class) == values("departments", desk)
        assert values("categories", None) == values("categories", desk)
        assert values("handlers", portal_class) == []

    def test_ids_say_nothing(self, desk):
        """Opaque, and in no order."""
        ids = {complain(desk).getId() for _ in range(3)}
        assert all(len(one) == 32 and int(one, 16) for one in ids)
        assert desk["complaints"].getOrdering().__class__.__name__ == (
            "UnorderedOrdering"
        )

    def test_submitting_does_not_touch_the_container(self, desk):
        """Its modification date would be what everybody conflicts on."""
        before = desk["complaints"].modified()
        complaint = complain(desk)
        assert isinstance(complaint.aq_base, Complaint)
        assert desk["complaints"].modified() == before
