"""@handling of a complaint: what can be done, and doing each of it."""

from datetime import timedelta
from jiesu.addon.calendar.moment import now
from jiesu.addon.calendar.worktime import WorkCalendar
from tests.handling.world import complain

import pytest
import transaction


# Stands for the number of another complaint.
ANOTHER = "another"
# Stands for a working day some days from now.
A_WORKDAY = "a working day"

# What leads to a complaint in which the action can be taken; who takes it, with what;
# the state afterwards.
ACTIONS = {
    "dispatch": ("triage", "office", {"department": "it"}, "pending"),
    "accept": ("pending", "academic-handler", {}, "processing"),
    "return": ("pending", "academic-head", {"reason": "not_ours"}, "triage"),
    "assign": ("pending", "academic-head", {"handler": "academic-handler"}, "pending"),
    "note": ("pending", "academic-handler", {"text": "备注"}, "pending"),
    "ask": ("processing", "academic-handler", {"text": "哪里？"}, "processing"),
    "supplement": ("processing", "student1", {"text": "三楼"}, "processing"),
    "contribute": ("supported", "it-handler", {"text": "已查"}, "pending"),
    "answer": (
        "processing",
        "academic-handler",
        {"text": "已修", "outcome": "solved"},
        "answered",
    ),
    "draft_answer": (
        "reviewed",
        "library-handler",
        {"text": "草稿", "outcome": "solved"},
        "processing",
    ),
    "decline_answer": ("drafted", "library-head", {"text": "请改"}, "processing"),
    "consult": (
        "processing",
        "academic-handler",
        {"department": "it", "text": "正常吗？"},
        "processing",
    ),
    "involve": (
        "processing",
        "academic-handler",
        {"handler": "academic-head"},
        "processing",
    ),
    "merge": ("pending", "office", {"into": ANOTHER}, "pending"),
    "headline": ("pending", "office", {"headline": "投影仪在修"}, "pending"),
    "unmerge": ("merged", "office", {}, "pending"),
    "rate": ("answered", "student1", {"score": 5, "solved": True}, "closed"),
    "reject": (
        "triage",
        "office",
        {"reason": "no_facts", "text": "请补充"},
        "rejected",
    ),
    "withdraw": ("pending", "student1", {}, "withdrawn"),
    "close": ("answered", "office", {}, "closed"),
    "reopen": ("closed", "student1", {"reason": "又坏了"}, "processing"),
    "supervise": ("processing", "office", {"text": "限期解决"}, "processing"),
    "reveal": ("hidden", "office", {"reason": "核实"}, "pending"),
    "request_extension": (
        "processing",
        "academic-handler",
        {"until": A_WORKDAY, "reason": "等备件"},
        "processing",
    ),
    "decide_extension": ("extending", "office", {"granted": True}, "processing"),
    "suspend": (
        "processing",
        "office",
        {"reason": "budget", "until": A_WORKDAY},
        "suspended",
    ),
    "resume": ("suspended", "office", {}, "processing"),
    "nudge": ("old", "student1", {}, "pending"),
    "instruct": ("pending", "supervisor", {"text": "请尽快"}, "pending"),
    "require": ("instructed", "office", {}, "processing"),
    "carry_out": ("required", "academic-handler", {"text": "已落实"}, "processing"),
    "follow_up": ("closed", "office", {"solved": True, "score": 4}, "closed"),
}

# The steps from "processing" to what the name says.
ON_THE_WAY = {
    "extending": [
        (
            "academic-handler",
            "request_extension",
            {"until": A_WORKDAY, "reason": "等备件"},
        ),
    ],
    "suspended": [("office", "suspend", {"reason": "budget", "until": A_WORKDAY})],
    "instructed": [("supervisor", "instruct", {"text": "请尽快"})],
    "required": [
        ("supervisor", "instruct", {"text": "请尽快"}),
        ("office", "require", {}),
    ],
}

# Who must never take it, though they see the complaint.
WRONG = {
    "office": ("accept", "answer", "rate", "withdraw", "supplement", "contribute"),
    "student1": ("dispatch", "accept", "answer", "note", "reject", "close", "reveal"),
    "academic-handler": ("dispatch", "reject", "rate", "withdraw", "close", "reveal"),
    "supervisor": tuple(
        action for action in ACTIONS if action not in ("supervise", "instruct")
    ),
}


def made(ask, kind: str) -> dict:
    """A complaint in a state, or with what the name says."""
    if kind == "triage":
        return ask.submit(category="other")
    if kind in ("reviewed", "drafted"):
        return reviewed(ask, kind)
    if kind in ON_THE_WAY:
        told = made(ask, "processing")
        for user, action, data in ON_THE_WAY[kind]:
            answer = ask.act(user, told, action, **dated(data))
            assert answer.status_code == 200, answer.text
        return told
    told = ask.submit(hide_identity=kind == "hidden")
    if kind == "merged":
        ask.act("office", told, "merge", into=ask.submit()["number"])
    if kind == "supported":
        told = ask.submit(category="other")
        ask.act("office", told, "dispatch", department="academic", supporting=["it"])
    steps = (
        ("processing", "academic-handler", "accept", {}),
        ("answered", "academic-handler", "answer", {"text": "好", "outcome": "solved"}),
        ("closed", "student1", "rate", {"score": 4, "solved": True}),
    )
    order = [name for name, *_rest in steps]
    for name, user, action, data in steps:
        if kind in order and order.index(name) <= order.index(kind):
            answer = ask.act(user, told, action, **data)
            assert answer.status_code == 200, answer.text
    return told


@pytest.fixture(scope="class", autouse=True)
def library_reviews(served):
    """The head of `library` reviews its answers."""
    transaction.begin()
    served["departments"]["library"].review_answers = True
    transaction.commit()


def reviewed(ask, kind: str) -> dict:
    """A complaint of `library`, whose head reviews answers."""
    told = ask.submit(category=None, department="library")
    ask.act("library-handler", told, "accept")
    if kind == "drafted":
        draft = {"text": "草稿", "outcome": "solved"}
        answer = ask.act("library-handler", told, "draft_answer", **draft)
        assert answer.status_code == 200, answer.text
    return told


@pytest.fixture
def old(served) -> dict:
    """A complaint of long ago that nobody has accepted."""
    transaction.begin()
    complaint = complain(served, when=now() - timedelta(days=30))
    transaction.commit()
    return {"@id": complaint.absolute_url(), "number": complaint.number}


def dated(data: dict) -> dict:
    """The data with a working day in them, nine days from now or a little later."""
    day = now().date() + timedelta(days=9)
    while not WorkCalendar().is_workday(day):
        day += timedelta(days=1)
    return {k: day.isoformat() if v == A_WORKDAY else v for k, v in data.items()}


class TestHandling:
    """POST {complaint}/@handling/{action}, and what is offered."""

    @pytest.mark.parametrize("action", ACTIONS)
    def test_each(self, ask, old, action):
        kind, user, data, after = ACTIONS[action]
        told = old if kind == "old" else made(ask, kind)
        data = dated(data)
        if data.get("into") == ANOTHER:
            data = {"into": ask.submit()["number"]}
        offered = ask.get(user, f"{told['@id']}/@handling").json()["items"]
        assert action in [one["name"] for one in offered]
        answer = ask.act(user, told, action, **data)
        assert answer.status_code == 200, answer.text
        assert answer.json()["state"] == after
        assert answer.json()["number"] == told["number"]

    def test_all_are_tried(self, ask, served):
        from jiesu.addon.handling.interfaces import IAction
        from zope.component import getAdapters

        one = served["complaints"].objectValues()[0]
        names = {name for name, _action in getAdapters((one,), IAction)}
        # What is done to a public answer is tried in test_publishing.py.
        of_answers = {name for name in names if name.endswith("_publication")}
        assert len(of_answers) == 7
        assert names - of_answers == set(ACTIONS)

    @pytest.mark.parametrize("user", WRONG)
    def test_no_right(self, ask, user):
        told = made(ask, "processing")
        for action in WRONG[user]:
            answer = ask.act(user, told, action, **ACTIONS[action][2])
            assert answer.status_code == 403, (action, answer.text)
            assert answer.json()["type"] == "Forbidden"
        assert ask.get("office", told["@id"]).json()["state"] == "processing"

    @pytest.mark.parametrize("user", ("student2", "library-head", "manager"))
    def test_not_seen(self, ask, user):
        told = made(ask, "processing")
        for action, (_kind, _user, data, _after) in ACTIONS.items():
            assert ask.act(user, told, action, **data).status_code == 404
        assert ask.get(user, f"{told['@id']}/@handling").status_code == 404

    def test_anonymous(self, ask):
        told = made(ask, "pending")
        assert ask.act(None, told, "accept").status_code == 401
        assert ask.get(None, f"{told['@id']}/@handling").status_code == 401

    def test_not_now(self, ask):
        told = made(ask, "pending")
        answer = ask.act("academic-handler", told, "answer", text="x", outcome="solved")
        assert answer.status_code == 409
        assert answer.json()["type"] == "Conflict"

    @pytest.mark.parametrize(
        ("data", "fields"),
        (
            ({}, ["text", "outcome"]),
            ({"text": "x"}, ["outcome"]),
            ({"text": "x", "outcome": "magic"}, ["outcome"]),
            ({"text": "x", "outcome": "solved", "more": 1}, ["more"]),
            ({"text": 7, "outcome": "solved"}, ["text"]),
        ),
    )
    def test_wrong_data(self, ask, data, fields):
        told = made(ask, "processing")
        answer = ask.act("academic-handler", told, "answer", **data)
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == fields
        assert ask.get("office", told["@id"]).json()["state"] == "processing"

    @pytest.mark.parametrize("action", ("fly", "", "accept/now"))
    def test_unknown(self, ask, action):
        told = made(ask, "pending")
        assert ask.act("academic-handler", told, action).status_code == 404

    def test_who_loses_sight_is_told_little(self, ask):
        told = made(ask, "pending")
        answer = ask.act("academic-handler", told, "return", reason="not_ours")
        assert answer.status_code == 200
        assert answer.json() == {
            "@id": told["@id"],
            "number": told["number"],
            "state": "triage",
        }

    # A department that a complaint was taken from

    def test_no_way_leads_to_it(self, ask, index_texts):
        told = ask.submit(title="青石桥栏杆松动")
        index_texts()
        seen = ask.get("academic-handler", "@complaints?q=青石桥栏杆").json()
        assert seen["items_total"] == 1
        moved = ask.act("office", told, "dispatch", department="security")
        assert moved.status_code == 200
        for user in ("academic-handler", "academic-head"):
            lists = ("@complaints?q=青石桥栏杆", "@complaints?b_size=200")
            for path in lists:
                assert "青石桥" not in str(ask.get(user, path).json())
            for path in ("", "/@handling", "/@@attachment/1/1"):
                assert ask.get(user, told["@id"] + path).status_code == 404
            assert ask.act(user, told, "accept").status_code == 404
        assert ask.get("security-handler", told["@id"]).status_code == 200

    # GET {complaint}/@handling

    def schema(self, ask, user, told, action) -> dict:
        items = ask.get(user, f"{told['@id']}/@handling").json()["items"]
        return next(one["schema"] for one in items if one["name"] == action)

    def test_fields(self, ask):
        schema = self.schema(ask, "academic-handler", made(ask, "processing"), "answer")
        assert schema["required"] == ["text", "outcome"]
        assert schema["additionalProperties"] is False
        outcome = schema["properties"]["outcome"]
        assert outcome["enum"] == ["solved", "explained", "planned", "cannot"]
        assert len(outcome["enumNames"]) == 4
        assert schema["properties"]["files"]["maxItems"] == 9

    def test_the_desks_own_lists(self, ask):
        schema = self.schema(ask, "academic-handler", made(ask, "pending"), "return")
        reason = schema["properties"]["reason"]
        assert dict(zip(reason["enum"], reason["enumNames"], strict=True))["other"] == (
            "其他"
        )
        assert "it" in schema["properties"]["department"]["enum"]

    def test_numbers_and_truth(self, ask):
        schema = self.schema(ask, "student1", made(ask, "answered"), "rate")
        score = schema["properties"]["score"]
        assert (score["type"], score["minimum"], score["maximum"]) == ("integer", 1, 5)
        assert schema["properties"]["solved"]["type"] == "boolean"
        assert schema["properties"]["reasons"]["items"]["enum"]

    def test_primary_first(self, ask):
        told = made(ask, "pending")
        items = ask.get("academic-handler", f"{told['@id']}/@handling").json()["items"]
        assert items[0]["name"] == "accept"
        listed = ask.get("academic-handler", told["@id"]).json()["actions"]
        assert [one["name"] for one in listed] == [one["name"] for one in items]
        assert all(set(one) == {"@id", "name", "title"} for one in listed)
