"""What the field for the place offers, and a code on a door that fills it in."""

from jiesu.addon.access.guests import admit_guests
from jiesu.addon.content.places import places_of
from jiesu.addon.intake import guards

import json
import pytest
import transaction


class TestPlaces:
    """`@@places`, and `@@submit?place=`."""

    def test_found_by_a_few_characters(self, browse):
        """As a list of titles, the likeliest first."""
        page = browse("student1").get("@@places?q=12号楼 5")
        assert json.loads(page.text)[0] == "学生公寓12号楼 503"
        assert "三号教学楼" in json.loads(browse(None).get("@@places").text)
        assert json.loads(browse(None).get("@@places?q=nowhere").text) == []

    def test_only_for_who_may_submit(self, browse, served):
        """A desk without guests gives its list to nobody else."""
        served.guests = False
        admit_guests(served)
        transaction.commit()
        page = browse(None).get("@@places?q=12")
        served.guests = True
        admit_guests(served)
        transaction.commit()
        assert (page.status, page.text) == (403, "[]")

    @pytest.mark.parametrize("more", ["", "&text=灯坏了"])
    def test_a_scanned_code_fills_the_place_in(self, browse, served, more):
        """By the id of the list; an unknown one fills in nothing."""
        room = next(p for p in places_of(served) if p.title == "明德楼 335")
        page = browse(None).get(f"@@submit?place={room.id}{more}")
        assert page.all("[name=location]")[0].value == "明德楼 335"
        page = browse(None).get("@@submit?place=unknown")
        assert page.all("[name=location]")[0].value in (None, "")


class TestWithoutProof:
    """A browser without JavaScript sends the same form."""

    def test_a_few_an_hour(self, browse, monkeypatch):
        """Of guests from one network; who has an account goes on."""
        monkeypatch.setenv(guards.SWITCH, "on")
        guards.forget()

        def send(user):
            one = browse(user)
            data = {"text": "灯坏了", "category": "other", "agreed": "true"}
            return one.send(one.get("@@submit"), "@@submit", **data).status

        assert [send(None) for _number in range(4)] == [200, 200, 200, 429]
        assert send("student2") == 200
        guards.forget()
