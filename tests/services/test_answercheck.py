"""`POST {complaint}/@answer-check`."""

from .conftest import MANAGER
from .conftest import NOBODY

import pytest


TEXT = "您好！我们将尽快更换。请联系信息化办公室。"


@pytest.fixture(scope="class")
def taken(ask):
    """A complaint that the academic office leads and the library supports."""
    taken = ask.submit()
    ask.act("office", taken, "dispatch", department="academic", supporting=["library"])
    return taken


class TestCheck:
    """What is told, to whom."""

    def test_findings(self, ask, taken):
        answer = ask.post(
            "academic-handler",
            f"{taken['@id']}/@answer-check",
            {"text": TEXT},
            headers={"Accept-Language": "zh-cn"},
        )
        assert answer.status_code == 200
        first, second = answer.json()["findings"]
        assert (first["kind"], first["text"]) == ("promise", "尽快")
        assert TEXT[first["start"] : first["end"]] == "尽快"
        assert "请写明具体日期" in first["message"]
        assert second["kind"] == "pass_on"

    def test_changes_nothing(self, ask, taken):
        before = ask.get("academic-handler", taken["@id"]).json()
        ask.post("academic-head", f"{taken['@id']}/@answer-check", {"text": TEXT})
        after = ask.get("academic-handler", taken["@id"]).json()
        assert after["journal"] == before["journal"]

    def test_good(self, ask, taken):
        path = f"{taken['@id']}/@answer-check"
        answer = ask.post("academic-handler", path, {"text": "灯泡已更换。"})
        assert answer.json() == {"findings": []}

    @pytest.mark.parametrize(
        ("user", "status"),
        [
            ("student1", 403),
            ("library-handler", 403),
            ("supervisor", 403),
            ("office", 403),
            ("student2", 404),
            ("it-handler", 404),
            (MANAGER, 404),
            (NOBODY, 401),
        ],
    )
    def test_for_those_who_answer(self, ask, taken, user, status):
        answer = ask.post(user, f"{taken['@id']}/@answer-check", {"text": TEXT})
        assert answer.status_code == status

    @pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": 7}, {"words": "x"}])
    def test_wrong(self, ask, taken, body):
        answer = ask.post("academic-head", f"{taken['@id']}/@answer-check", body)
        assert (answer.status_code, answer.json()["type"]) == (400, "BadRequest")

    def test_too_long(self, ask, taken):
        path = f"{taken['@id']}/@answer-check"
        answer = ask.post("academic-head", path, {"text": "尽快" * 5001})
        assert [e["field"] for e in answer.json()["errors"]] == ["text"]

    def test_rest_answers_without_asking(self, ask, taken):
        """A warning never refuses: programs ask for it themselves."""
        ask.act("academic-handler", taken, "accept")
        done = ask.act(
            "academic-handler", taken, "answer", text=TEXT, outcome="planned"
        )
        assert done.status_code == 200
