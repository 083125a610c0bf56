"""@reports, a report and its release by REST; nothing for those it is not for."""

from .conftest import MANAGER
from .conftest import NOBODY
from .test_guarded import page
from .test_guarded import pages
from .test_guarded import registered
from jiesu.addon.content.desk import Reports
from jiesu.addon.content.report import Report
from jiesu.addon.services.guarded import Refused

import pytest


PERIOD = {"kind": "bulletin", "start": "2026-01-01", "end": "2026-11-20"}
READERS = ("office", "supervisor")
OTHERS = ("student1", "academic-handler", "academic-head", MANAGER)
# The demo's own; departments read what is released there.
MONTHLY = "?kind=monthly&state=released"


@pytest.fixture
def draft(ask) -> dict:
    """A draft of the Office's."""
    answer = ask.post("office", "@reports", PERIOD)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == answer.json()["@id"]
    return answer.json()


@pytest.fixture
def released(ask) -> dict:
    """The demo's report of the last month."""
    (found,) = ask.get("office", f"@reports{MONTHLY}").json()["items"]
    return found


class TestReports:
    """Drafted, listed, released."""

    def test_a_life(self, ask, draft):
        assert (draft["state"], draft["number"], draft["kind"]) == (
            "draft",
            "",
            "bulletin",
        )
        assert [one["name"] for one in draft["actions"]] == ["release"]
        over = ask.post("office", f"{draft['@id']}/@release", {"to": ["supervisors"]})
        assert over.status_code == 200, over.text
        over = over.json()
        assert (over["state"], over["sent_to"]) == ("released", ["supervisors"])
        assert over["number"].startswith("2026-")
        assert over["actions"] == []
        assert over["figures"] == draft["figures"]
        again = ask.post("office", f"{draft['@id']}/@release", {"to": []})
        assert (again.status_code, again.json()["type"]) == (409, "Conflict")

    @pytest.mark.parametrize("user", READERS)
    def test_readers_of_a_draft(self, ask, draft, user):
        listed = ask.get(user, "@reports?state=draft").json()["items"]
        assert draft["@id"] in [one["@id"] for one in listed]
        assert ask.get(user, draft["@id"]).status_code == 200

    @pytest.mark.parametrize("user", OTHERS)
    def test_a_draft_is_not_there_for_others(self, ask, draft, user):
        listed = ask.get(user, "@reports").json()["items"]
        assert draft["@id"] not in [one["@id"] for one in listed]
        nothing = draft["@id"] + "-none"
        for path in ("", "/@behind?figure=received%7Cpart"):
            here, there = (ask.get(user, url + path) for url in (draft["@id"], nothing))
            assert (here.status_code, here.json()) == (404, there.json())
        answer = ask.post(user, f"{draft['@id']}/@release", {"to": []})
        assert answer.status_code == 404

    @pytest.mark.parametrize("user", ("supervisor", *OTHERS))
    def test_the_office_alone_drafts(self, ask, user):
        assert ask.post(user, "@reports", PERIOD).status_code == 403

    def test_supervisors_release_nothing(self, ask, draft):
        answer = ask.post("supervisor", f"{draft['@id']}/@release", {"to": []})
        assert answer.status_code == 403
        assert ask.get("supervisor", draft["@id"]).json()["actions"] == []

    def test_nobody(self, ask, draft):
        assert ask.get(NOBODY, "@reports").status_code == 401
        assert ask.get(NOBODY, draft["@id"]).status_code == 401
        assert ask.post(NOBODY, "@reports", PERIOD).status_code in (401, 403)

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "kind"),
            (PERIOD | {"kind": "x"}, "kind"),
            (PERIOD | {"end": "2025-01-01"}, "end"),
            (PERIOD | {"kind": "monthly"}, "start"),
        ],
    )
    def test_wrong_periods(self, ask, body, field):
        answer = ask.post("office", "@reports", body)
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == [field]

    def test_wrong_receivers(self, ask, draft):
        answer = ask.post("office", f"{draft['@id']}/@release", {"to": ["x"]})
        assert answer.status_code == 400

    @pytest.mark.parametrize("query", ["?kind=x", "?state=x", "?b_size=0", "?more=1"])
    def test_wrong_parameters(self, ask, query):
        answer = ask.get("office", f"@reports{query}")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] in query


class TestReleased:
    """The demo's report of the last month, which departments read."""

    @pytest.mark.parametrize("user", (*READERS, "academic-head", "it-handler"))
    def test_who_reads_it(self, ask, released, user):
        answer = ask.get(user, released["@id"])
        assert answer.status_code == 200
        assert answer.json()["figures"]["totals"]["now"]["counts"]["received"] > 0

    @pytest.mark.parametrize("user", ("student1", "teacher1", MANAGER))
    def test_who_does_not(self, ask, released, user):
        assert ask.get(user, released["@id"]).status_code == 404

    def test_single_complaints_are_for_some(self, ask, released):
        full = ask.get("supervisor", released["@id"]).json()["figures"]
        limited = ask.get("it-handler", released["@id"]).json()["figures"]
        assert all("title" in line for line in full["overdue"])
        for name in ("overdue", "rework", "supervisions"):
            assert not any(
                {"id", "number", "title"} & line.keys() for line in limited[name]
            )

    @pytest.mark.parametrize("user", (*READERS, "it-handler"))
    def test_no_identities(self, ask, served, released, user):
        told = ask.get(user, released["@id"]).text
        for who in ("student1", "student2", "teacher1", "13800000001"):
            assert who not in told

    def test_behind(self, ask, released):
        figures = ask.get("office", released["@id"]).json()["figures"]
        many = figures["totals"]["now"]["counts"]["received"]
        path = f"{released['@id']}/@behind?figure=received%7Cpart"
        seen = ask.get("office", f"{path}&b_size=200").json()
        assert seen["counted"] == many == len(seen["items"])
        of_department = ask.get("it-handler", path).json()
        assert of_department["counted"] == many
        assert of_department["items_total"] < many

    def test_behind_nothing(self, ask, released):
        answer = ask.get("office", f"{released['@id']}/@behind?figure=x")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "figure"


class TestGuarded:
    """Plone's own services and pages are no way to a report."""

    @pytest.mark.parametrize("cls", (Report, Reports))
    def test_refused_as_for_complaints(self, cls):
        services = registered(cls)
        refused = [f for f in services.values() if issubclass(f, Refused)]
        assert len(refused) > 30

    @pytest.mark.parametrize("user", ("office", "supervisor", "academic-head"))
    def test_refused_to_readers(self, ask, released, user):
        for (method, name), factory in registered(Report).items():
            if issubclass(factory, Refused):
                answer = ask(user, method, f"{released['@id']}/{name}", json={})
                assert answer.status_code == 403, (method, name)

    @pytest.mark.parametrize("user", ("student1", MANAGER, NOBODY))
    def test_no_page_tells_strangers(self, ask, released, user):
        for name in pages(Report):
            answer = page(ask, user, f"{released['@id']}/{name}")
            assert released["title"] not in answer.text, name
