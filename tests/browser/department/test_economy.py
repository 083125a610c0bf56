"""The lists of staff read rows, not complaints: their cost does not grow with those."""

from jiesu.addon.content.complaint import Complaint

import pytest


@pytest.fixture
def woken(monkeypatch, served):
    """The complaints that are loaded from the database from now on."""
    loaded = []
    original = Complaint.__setstate__

    def remember(complaint, state):
        loaded.append(complaint)
        return original(complaint, state)

    monkeypatch.setattr(Complaint, "__setstate__", remember)
    served._p_jar.db().cacheMinimize()
    return loaded


class TestEconomy:
    """Whatever is listed, over the demo."""

    @pytest.mark.parametrize("tab", ["", "overdue", "supporting", "closed", "all"])
    def test_workbench(self, browser, woken, tab):
        """The workbench wakes no complaint."""
        page = browser.open("logistics-handler", "departments/logistics", tab=tab)
        assert page.status == 200
        assert woken == []

    @pytest.mark.parametrize("tab", ["overdue", "all"])
    def test_office(self, browser, woken, tab):
        """Nor does the Office's list of all."""
        page = browser.open("office", "@@office", tab=tab)
        assert page.titles
        assert woken == []

    @pytest.mark.parametrize(
        ("who", "path"),
        [
            ("student1", ""),
            ("student1", "@@mine"),
            ("office", ""),
            ("office", "@@statistics"),
            ("office", "@@reports"),
            ("office", "@@wall"),
            ("supervisor", "supervisions"),
            ("office", "../@@search?SearchableText=投影"),
        ],
    )
    def test_other_pages(self, browse, woken, who, path):
        """Nor do what the submitters have, the figures and the site's search."""
        assert browse(who).get(path).status == 200
        assert woken == []

    @pytest.mark.parametrize(
        ("who", "path"),
        [
            ("student1", "@complaints"),
            ("logistics-handler", "@complaints"),
            ("office", "@complaints"),
            ("office", "@supervisions"),
            ("office", "../@search?SearchableText=投影"),
        ],
    )
    def test_services(self, browse, woken, who, path):
        """Nor what a program lists."""
        browser = browse(who)
        browser.session.headers["Accept"] = "application/json"
        url = f"{browser.desk_url}/{path}"
        answer = browser.session.get(url, timeout=60)
        assert answer.json()["items"]
        assert woken == []

    def test_triage(self, browser, woken):
        """The triage list wakes those that it shows, for their reasons."""
        page = browser.open("office", "@@office")
        assert 0 < len(woken) <= len(page.titles)
