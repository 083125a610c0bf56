"""@supervisions and what is done to one, by REST; nothing for those it is not for."""

from .conftest import MANAGER
from .conftest import NOBODY
from .test_guarded import page
from .test_guarded import pages
from .test_guarded import registered
from jiesu.addon.content.desk import Supervisions
from jiesu.addon.content.supervision import Supervision
from jiesu.addon.services.guarded import Refused

import pytest


TITLE = "白鹭湖畔的督办"
FACTS = {"title": TITLE, "department": "academic", "supporting": ["library"]}

READERS = ("academic-head", "library-head", "office", "supervisor")
STRANGERS = ("student1", "student2", "academic-handler", "it-head", MANAGER)


@pytest.fixture
def told(ask) -> dict:
    """A supervision that the Office opened."""
    answer = ask.post("office", "@supervisions", FACTS)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == answer.json()["@id"]
    return answer.json()


def listed(ask, user, query: str = "") -> set[str]:
    """The addresses of a list."""
    answer = ask.get(user, f"@supervisions{query}")
    assert answer.status_code == 200, answer.text
    return {one["@id"] for one in answer.json()["items"]}


class TestSupervisions:
    """Opened, listed, handled."""

    def test_a_life(self, ask, told):
        complaint = ask.submit()
        step = ask.act("office", told, "link", complaints=[complaint["number"]])
        assert step.status_code == 200, step.text
        assert [one["number"] for one in step.json()["complaints"]] == [
            complaint["number"]
        ]
        seen = ask.get("academic-handler", complaint["@id"]).json()
        assert (seen["supervisions"], seen["journal"][-1]["action"]) == (
            [],
            "supervise",
        )
        seen = ask.get("academic-head", complaint["@id"]).json()
        assert seen["supervisions"] == [told["@id"]]
        assert "supervise" not in ask.get("student1", complaint["@id"]).text
        hidden = ask.get("library-head", told["@id"]).json()
        assert (hidden["complaints"], hidden["complaints_hidden"]) == ([], 1)
        assert hidden["journal"][-1]["changes"] == {"linked": [], "hidden": 1}
        file = {"filename": "a.pdf", "data": "JVBERi0="}
        step = ask.act("academic-head", told, "progress", text="已派人", files=[file])
        address = step.json()["journal"][-1]["files"][0]["download"]
        assert ask.get("library-head", address).status_code == 200
        assert ask.get("it-head", address).status_code == 404
        ask.act("academic-head", told, "report_result", text="已恢复")
        over = ask.act("office", told, "finish").json()
        assert (over["state"], over["light"], over["actions"]) == ("done", "none", [])
        assert told["@id"] not in listed(ask, "office")
        assert told["@id"] in listed(ask, "office", "?state=done")
        assert ask.get("academic-head", complaint["@id"]).json()["supervisions"] == []

    @pytest.mark.parametrize("user", READERS)
    def test_readers(self, ask, told, user):
        assert told["@id"] in listed(ask, user)
        seen = ask.get(user, told["@id"]).json()
        assert (seen["title"], seen["number"]) == (TITLE, told["number"])
        offered = ask.get(user, f"{told['@id']}/@handling").json()["items"]
        assert [one["name"] for one in offered] == [
            one["name"] for one in seen["actions"]
        ]

    @pytest.mark.parametrize("user", STRANGERS)
    def test_strangers(self, ask, told, user):
        """Not there: not in lists, not by address, nor anything below it."""
        assert told["@id"] not in listed(ask, user)
        nothing = told["@id"][:-8] + "00000000"
        for path in ("", "/@handling", "/@@attachment/1/1"):
            here = ask.get(user, told["@id"] + path)
            there = ask.get(user, nothing + path)
            assert (here.status_code, here.json()) == (404, there.json())
        assert ask.act(user, told, "progress", text="x").status_code == 404
        assert ask.post(user, "@supervisions", FACTS).status_code == 403

    def test_anonymous(self, ask, told):
        assert ask.get(NOBODY, "@supervisions").status_code == 401
        assert ask.get(NOBODY, told["@id"]).status_code == 401
        assert ask.post(NOBODY, "@supervisions", FACTS).status_code == 401

    @pytest.mark.parametrize(
        "query", ["?state=x", "?b_size=0", "?b_size=x", "?b_start=-1", "?more=1"]
    )
    def test_wrong_parameters(self, ask, query):
        answer = ask.get("office", f"@supervisions{query}")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] in query

    def test_pages_of_the_list(self, ask, told):
        answer = ask.get("office", "@supervisions?b_size=1").json()
        assert len(answer["items"]) == 1
        assert answer["items_total"] == len(listed(ask, "office")) > 1
        assert "next" in answer["batching"]

    @pytest.mark.parametrize(
        "body, fields",
        [
            ({}, {"title", "department"}),
            (FACTS | {"due": "2020-01-01"}, {"due"}),
            (FACTS | {"complaints": ["x"]}, {"complaints"}),
            (FACTS | {"more": 1}, {"more"}),
        ],
    )
    def test_wrong_facts(self, ask, body, fields):
        answer = ask.post("office", "@supervisions", body)
        assert answer.status_code == 400
        assert {error["field"] for error in answer.json()["errors"]} == fields

    def test_not_now(self, ask, told):
        assert ask.act("office", told, "finish").status_code == 409
        assert ask.act("academic-head", told, "finish").status_code == 403
        assert ask.act("office", told, "fly").status_code == 404


class TestGuarded:
    """Plone's own services and pages are no way to a supervision."""

    @pytest.mark.parametrize("cls", (Supervision, Supervisions))
    def test_refused_as_for_complaints(self, cls):
        services = registered(cls)
        refused = [f for f in services.values() if issubclass(f, Refused)]
        assert len(refused) > 30

    @pytest.mark.parametrize("user", ("office", "academic-head"))
    def test_refused_to_readers(self, ask, told, user):
        for (method, name), factory in registered(Supervision).items():
            if issubclass(factory, Refused):
                answer = ask(user, method, f"{told['@id']}/{name}", json={})
                assert answer.status_code == 403, (method, name)

    @pytest.mark.parametrize("user", ("student1", "it-head", MANAGER))
    def test_container_and_search(self, ask, told, user):
        word = TITLE[:4]
        for path in (
            "supervision",
            f"{ask.site}/@search?SearchableText={word}",
            f"{ask.site}/@search?portal_type=JiesuSupervision",
            f"{ask.site}/@navigation?expand.navigation.depth=5",
        ):
            assert TITLE not in ask.get(user, path).json().__str__(), path
        for path in ("supervision/folder_contents", "supervision/objectIds"):
            answer = page(ask, user, f"{ask.url}/{path}")
            assert told["@id"].rsplit("/", 1)[1] not in answer.text, path

    def test_no_page_for_strangers(self, ask, told):
        for name in [*pages(Supervision), "title", "text", "_journal", "view"]:
            answer = page(ask, "it-head", f"{told['@id']}/{name}")
            assert answer.status_code != 200, name
            assert TITLE not in answer.text, name
