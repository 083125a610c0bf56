"""POST and GET {desk}/@complaints."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest
import re


MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$")

RECEIPT = {"@id", "number", "state", "department", "accept_due", "answer_due"}

LINE = {
    "together",
    "support",
    "@id",
    "@type",
    "number",
    "title",
    "kind",
    "state",
    "category",
    "department",
    "supporting",
    "location",
    "received",
    "due",
    "light",
    "urgent",
    "reworks",
    "score",
    "solved",
    "handler",
    "titles",
}


class TestComplaints:
    """Submitting, and lists."""

    def test_routed(self, ask):
        answer = ask.post(
            "student1",
            "@complaints",
            {"title": "投影仪", "category": "academic-classroom", "agreed": True},
        )
        assert answer.status_code == 201, answer.text
        told = answer.json()
        assert set(told) == RECEIPT
        assert told["state"] == "pending"
        assert told["department"] == "academic"
        assert MOMENT.match(told["accept_due"])
        assert MOMENT.match(told["answer_due"])
        assert answer.headers["Location"] == told["@id"]

    def test_to_the_office(self, ask):
        told = ask.submit(category="other")
        assert told["state"] == "triage"
        assert told["department"] is None
        assert told["accept_due"] is None
        assert told["answer_due"] is None

    @pytest.mark.parametrize("facts", ({"kind": "report"}, {"about_department": True}))
    def test_about_the_department(self, ask, facts):
        told = ask.submit(**facts)
        assert told["state"] == "triage"
        assert ask.get("academic-head", told["@id"]).status_code == 404

    def test_same_key_same_complaint(self, ask):
        first, second = ask.submit(key="k-1"), ask.submit(key="k-1", title="again")
        assert first == second
        assert ask.submit(key="k-2")["@id"] != first["@id"]

    def test_a_key_holds_for_its_submitter_alone(self, ask):
        mine, theirs = ask.submit(key="k-3"), ask.submit("student2", key="k-3")
        assert mine["@id"] != theirs["@id"]

    def test_listed_at_once(self, ask):
        told = ask.submit()
        lines = ask.get("academic-handler", "@complaints?sort=-received&b_size=5")
        assert told["@id"] in [line["@id"] for line in lines.json()["items"]]

    @pytest.mark.parametrize(
        ("facts", "field"),
        (
            ({"title": "", "text": ""}, "text"),
            ({"category": None}, "category"),
            ({"category": "no-such"}, "category"),
            ({"department": "no-such"}, "department"),
            ({"agreed": False}, "agreed"),
            ({"kind": "no-such"}, "kind"),
            ({"title": "长" * 201}, "title"),
            ({"channel": "import"}, "channel"),
            ({"contact": {"wechat": "x"}}, "contact"),
            ({"files": [{"filename": "a.exe", "data": "TVqQ"}]}, "files"),
            ({"files": [{"filename": "a.png", "data": "not base64"}]}, "files"),
            ({"submitter": "office"}, "submitter"),
            ({"state": "closed"}, "state"),
        ),
    )
    def test_wrong_field(self, ask, facts, field):
        body = {"title": "t", "category": "other", "agreed": True, **facts}
        answer = ask.post("student1", "@complaints", body)
        assert answer.status_code == 400
        assert field in [error["field"] for error in answer.json()["errors"]]

    def test_anonymous(self, ask):
        """Guests are admitted; what they send is looked at like anybody's."""
        assert ask.post(None, "@complaints", {}).status_code == 400

    def test_large_files(self, ask):
        import base64

        photo = b"%PDF-" + bytes(5 * 1024 * 1024)
        file = {"filename": "漏水.pdf", "data": base64.b64encode(photo).decode()}
        told = ask.submit(files=[file, file])
        entry = ask.get("student1", told["@id"]).json()["journal"][0]
        assert [f["size"] for f in entry["files"]] == [len(photo)] * 2

    # GET {desk}/@complaints

    def numbers(self, ask, user, query="") -> list[str]:
        answer = ask.get(user, f"@complaints?b_size=200&{query}")
        assert answer.status_code == 200, answer.text
        return [line["number"] for line in answer.json()["items"]]

    def test_no_list_for_anonymous(self, ask):
        assert ask.get(None, "@complaints").status_code == 401

    def test_a_line(self, ask):
        line = ask.get("office", "@complaints?b_size=1").json()["items"][0]
        assert set(line) == LINE
        assert set(line["titles"]) == {"kind", "state", "category", "department"}
        assert MOMENT.match(line["received"])

    def test_own_for_submitters(self, ask):
        told = ask.submit("student2")
        assert told["number"] in self.numbers(ask, "student2")
        assert told["number"] not in self.numbers(ask, "student3")
        lines = ask.get("student2", "@complaints?b_size=200").json()["items"]
        assert {line["handler"] for line in lines} == {None}

    def test_departments_see_theirs(self, ask):
        lines = ask.get("academic-handler", "@complaints?b_size=200").json()["items"]
        assert lines
        assert all(
            "academic" in (line["department"], *line["supporting"]) for line in lines
        )

    @pytest.mark.parametrize("user", ("manager", "student3"))
    def test_mine(self, ask, user):
        assert set(self.numbers(ask, user, "mine=true")) == set(self.numbers(ask, user))

    def test_states(self, ask):
        both = ask.get("office", "@complaints?state=closed&state=answered&b_size=200")
        comma = ask.get("office", "@complaints?state=closed,answered&b_size=200")
        assert both.json()["items"] == comma.json()["items"]
        found = {line["state"] for line in both.json()["items"]}
        assert found == {"closed", "answered"}

    @pytest.mark.parametrize(
        ("query", "name", "value"),
        (
            ("department=it", "department", "it"),
            ("kind=praise", "kind", "praise"),
            ("light=red", "light", "red"),
            ("light=green", "light", "green"),
            ("category=logistics-aircon", "category", "logistics-aircon"),
        ),
    )
    def test_filter(self, ask, query, name, value):
        ask.submit("student3")
        lines = ask.get("office", f"@complaints?b_size=200&{query}").json()["items"]
        assert lines
        assert {line[name] for line in lines} == {value}

    def test_category_takes_in_those_below(self, ask):
        tops = ask.get("office", "@categories").json()["items"]
        top = next(one for one in tops if one["id"] == "logistics")
        below = {"logistics", *(one["id"] for one in top["items"])}
        lines = ask.get("office", "@complaints?category=logistics&b_size=200").json()
        found = {line["category"] for line in lines["items"]}
        assert len(found) > 1
        assert found <= below

    def test_words(self, ask, index_texts):
        told = ask.submit("student2", title="紫藤长廊的灯不亮")
        index_texts()
        assert told["number"] in self.numbers(ask, "student2", "q=紫藤长廊")
        assert told["number"] not in self.numbers(ask, "student2", "q=游泳馆")
        assert self.numbers(ask, "student3", "q=紫藤长廊") == []

    def test_period(self, ask):
        now = datetime.now(UTC).astimezone()
        told = ask.submit()
        tomorrow = (now + timedelta(days=2)).date().isoformat()
        yesterday = (now - timedelta(days=2)).date().isoformat()
        assert told["number"] in self.numbers(ask, "student1", f"from={yesterday}")
        assert told["number"] not in self.numbers(ask, "student1", f"from={tomorrow}")
        assert told["number"] not in self.numbers(ask, "student1", f"to={yesterday}")
        exact = now.isoformat(timespec="seconds")
        assert told["number"] in self.numbers(ask, "student1", f"from={exact}")

    def test_sorted(self, ask):
        lines = ask.get("office", "@complaints?sort=-received&b_size=200").json()
        received = [line["received"] for line in lines["items"]]
        assert received == sorted(received, reverse=True)

    def test_pages(self, ask):
        first = ask.get("office", "@complaints?b_size=10&state=closed").json()
        links = first["batching"]
        assert set(links) == {"@id", "first", "last", "next"}
        seen, page = [line["@id"] for line in first["items"]], first
        while "next" in page["batching"]:
            page = ask.get("office", page["batching"]["next"]).json()
            seen += [line["@id"] for line in page["items"]]
        assert len(seen) == len(set(seen)) == first["items_total"]
        assert "prev" in page["batching"]
        assert first["@id"].endswith("@complaints?state=closed")

    def test_one_page(self, ask):
        assert "batching" not in ask.get("office", "@complaints?b_size=200").json()

    @pytest.mark.parametrize(
        ("query", "name", "allowed"),
        (
            ("state=lost", "state", "triage"),
            ("state=closed,lost", "state", "triage"),
            ("department=lost", "department", "academic"),
            ("category=lost", "category", "logistics"),
            ("kind=lost", "kind", "praise"),
            ("light=blue", "light", "green"),
            ("mine=perhaps", "mine", "true"),
            ("from=yesterday", "from", "2026"),
            ("to=2026-13-01", "to", "2026"),
            ("sort=title", "sort", "due"),
            ("b_start=-1", "b_start", "0"),
            ("b_size=1000", "b_size", "200"),
            ("colour=red", "colour", "state"),
        ),
    )
    def test_wrong_parameter(self, ask, query, name, allowed):
        answer = ask.get("office", f"@complaints?{query}")
        assert answer.status_code == 400
        (error,) = answer.json()["errors"]
        assert error["field"] == name
        assert allowed in error["message"]
