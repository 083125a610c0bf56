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

    @pytest.mark.parametrize("service", ("@categories", "@departments"))
    def test_guests(self, ask, service):
        """They get what the form needs where they may send it."""
        assert ask.get(None, service).status_code == 200
        ask("office", "PATCH", "", json={"guests": False})
        try:
            assert ask.get(None, service).status_code == 401
        finally:
            ask("office", "PATCH", "", json={"guests": True})
