"""`@deputies` of a department."""

from .conftest import MANAGER
from .conftest import NOBODY
from datetime import timedelta
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.zone import day_of

import pytest


PATH = "departments/library/@deputies"
HANDLER = "library-handler"
HEAD = "library-head"


def body(**changes) -> dict:
    """Somebody is away today and tomorrow."""
    today = day_of(now())
    return {
        "absent": HEAD,
        "deputy": HANDLER,
        "first": today.isoformat(),
        "last": (today + timedelta(days=1)).isoformat(),
        **changes,
    }


class TestDeputies:
    """Who may, what is told, and what is refused."""

    def test_name_look_end(self, ask):
        answer = ask.post(HEAD, PATH, body())
        assert answer.status_code == 201
        named = answer.json()
        assert answer.headers["Location"] == named["@id"]
        assert named == {"@id": named["@id"], **body(), "named_by": HEAD, "now": True}
        assert ask.get(HANDLER, PATH).json()["items"] == [named]

        assert ask(HEAD, "DELETE", named["@id"]).status_code == 204
        assert ask.get(HANDLER, PATH).json()["items"] == []
        gone = ask(HEAD, "DELETE", named["@id"])
        assert (gone.status_code, gone.json()["type"]) == (404, "NotFound")

    @pytest.mark.parametrize("user", ["office", MANAGER])
    def test_for_others(self, ask, user):
        answer = ask.post(user, PATH, body(absent=HANDLER, deputy=HEAD))
        assert answer.status_code == 201
        assert ask(user, "DELETE", answer.json()["@id"]).status_code == 204

    @pytest.mark.parametrize(
        ("user", "status"),
        [(NOBODY, 401), ("student1", 403), ("supervisor", 403), ("it-head", 403)],
    )
    def test_not_for_others(self, ask, user, status):
        assert ask.get(user, PATH).status_code == status
        assert ask.post(user, PATH, body()).status_code == status
        assert ask(user, "DELETE", f"{PATH}/x").status_code == status
        assert ask.get(HEAD, PATH).json()["items"] == []

    def test_handler_for_the_head(self, ask):
        answer = ask.post(HANDLER, PATH, body())
        assert (answer.status_code, answer.json()["type"]) == (403, "Forbidden")
        named = ask.post(HEAD, PATH, body()).json()
        assert ask(HANDLER, "DELETE", named["@id"]).status_code == 403
        assert ask(HEAD, "DELETE", named["@id"]).status_code == 204

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"deputy": "student1"}, "deputy"),
            ({"last": "tomorrow"}, "last"),
            ({"more": 1}, "more"),
        ],
    )
    def test_wrong(self, ask, wrong, field):
        answer = ask.post(HEAD, PATH, body(**wrong))
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == [field]
