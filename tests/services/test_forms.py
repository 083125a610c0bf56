"""@categories and @departments: what a form needs."""

import pytest


class TestForms:
    """Readable for whoever may submit."""

    def test_categories(self, ask):
        told = ask.get("student1", "@categories").json()
        tops = {one["id"]: one for one in told["items"]}
        below = {one["id"]: one for one in tops["logistics"]["items"]}
        assert below["logistics-aircon"]["department"] == "logistics"
        assert below["logistics-aircon"]["department_title"] == "后勤管理处"
        assert below["logistics-aircon"]["items"] == []
        assert below["logistics-water-power"]["urgent"] is True
        assert tops["other"]["department"] is None

    def test_departments(self, ask):
        told = ask.get("student1", "@departments").json()
        titles = {one["id"]: one["title"] for one in told["items"]}
        assert titles["it"] == "网络信息中心"
        assert "office" in titles
        assert {tuple(one) for one in told["items"]} == {
            ("description", "id", "location", "phone", "title")
        }

    def test_places(self, ask):
        """Found by a few characters; without any the buildings."""
        told = ask.get("student1", "@places", params={"q": "三教 507"}).json()
        assert [one["title"] for one in told["items"]] == ["三号教学楼 507"]
        assert {tuple(one) for one in told["items"]} == {
            ("building", "id", "room", "title", "zone")
        }
        buildings = ask.get("student1", "@places").json()["items"]
        assert {one["room"] for one in buildings} == {""}
        assert "北区" in {one["zone"] for one in buildings}

    def test_a_place_is_kept_by_the_name_of_the_list(self, ask):
        """However it was typed; what is not in the list stays as it was typed."""
        for written, kept in (
            ("三号教学楼５０７", "三号教学楼 507"),
            ("三号教学楼旁边", "三号教学楼旁边"),
        ):
            made = ask.submit(location=written)
            assert ask.get("student1", made["@id"]).json()["location"] == kept

    @pytest.mark.parametrize("service", ("@categories", "@departments", "@places"))
    def test_guests(self, ask, service):
        """They get what the form needs where they may send it."""
        assert ask.get(None, service).status_code == 200
        ask("office", "PATCH", "", json={"guests": False})
        try:
            assert ask.get(None, service).status_code == 401
        finally:
            ask("office", "PATCH", "", json={"guests": True})
