"""The inbox by REST."""

from tests.services.conftest import NOBODY

import pytest


HANDLER = "academic-handler"
STUDENT = "student1"


class TestInbox:
    """Over the demo, whose people were told."""

    @pytest.fixture(autouse=True)
    def told(self, deliver):
        """Everything was delivered."""
        deliver()

    def test_list(self, ask):
        body = ask.get(STUDENT, "@inbox").json()
        assert body["items_total"] >= len(body["items"]) > 0
        assert body["unread"] > 0
        moments = [item["when"] for item in body["items"]]
        assert moments == sorted(moments, reverse=True)
        assert {item["event"].startswith("your_") for item in body["items"]} == {True}

    def test_leads_to_the_complaint(self, ask):
        item = ask.get(STUDENT, "@inbox?b_size=1").json()["items"][0]
        told = ask.get(STUDENT, item["url"])
        assert told.status_code == 200
        assert told.json()["number"] in item["title"]
        assert ask.get("student2", item["url"]).status_code == 404

    def test_pages(self, ask):
        body = ask.get(STUDENT, "@inbox?b_size=2&b_start=2").json()
        assert len(body["items"]) == 2
        assert set(body["batching"]) >= {"first", "last", "next", "prev"}
        everything = ask.get(STUDENT, "@inbox?b_size=100").json()["items"]
        assert everything[2:4] == body["items"]

    @pytest.mark.parametrize(
        "query,field",
        [
            ("b_size=0", "b_size"),
            ("b_size=101", "b_size"),
            ("b_start=-1", "b_start"),
            ("b_start=x", "b_start"),
            ("q=1", "q"),
        ],
    )
    def test_wrong_parameters(self, ask, query, field):
        answer = ask.get(STUDENT, f"@inbox?{query}")
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == [field]

    @pytest.mark.parametrize("method,path", [("GET", ""), ("POST", "/read")])
    def test_nobody(self, ask, method, path):
        answer = ask(NOBODY, method, f"@inbox{path}", json={"all": True})
        assert answer.status_code == 401

    def test_empty(self, ask):
        body = ask.get("manager", "@inbox").json()
        assert (body["items"], body["items_total"], body["unread"]) == ([], 0, 0)

    def test_read_one(self, ask):
        body = ask.get(STUDENT, "@inbox").json()
        item = next(item for item in body["items"] if item["unread"])
        for _ in range(2):
            answer = ask.post(STUDENT, "@inbox/read", {"ids": [item["id"], "gone"]})
            assert answer.status_code == 200
            assert answer.json() == {"unread": body["unread"] - 1}
        after = ask.get(STUDENT, "@inbox").json()
        same = next(one for one in after["items"] if one["id"] == item["id"])
        assert same["unread"] is False

    def test_of_somebody_else(self, ask):
        body = ask.get(STUDENT, "@inbox").json()
        item = next(item for item in body["items"] if item["unread"])
        ask.post(HANDLER, "@inbox/read", {"ids": [item["id"]]})
        assert ask.get(STUDENT, "@inbox").json()["unread"] == body["unread"]

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"ids": "abc"},
            {"ids": [1]},
            {"all": False},
            {"all": True, "ids": []},
            {"every": True},
        ],
    )
    def test_wrong(self, ask, body):
        before = ask.get(STUDENT, "@inbox").json()["unread"]
        answer = ask.post(STUDENT, "@inbox/read", body)
        assert answer.status_code == 400
        assert answer.json()["errors"]
        assert ask.get(STUDENT, "@inbox").json()["unread"] == before

    def test_read_nothing_else(self, ask):
        for path in ("@inbox", "@inbox/write", "@inbox/read/all"):
            assert ask.post(STUDENT, path, {"all": True}).status_code == 404

    def test_read_all(self, ask):
        answer = ask.post("teacher1", "@inbox/read", {"all": True})
        assert answer.json() == {"unread": 0}
        body = ask.get("teacher1", "@inbox").json()
        assert {item["unread"] for item in body["items"]} <= {False}
