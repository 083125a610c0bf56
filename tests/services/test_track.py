"""Guests by REST: they submit, follow with number and code, and act; guards hold."""

from jiesu.addon.intake import guards
from tests.services.conftest import NOBODY

import base64
import hashlib
import json
import pytest


def keys(taken: dict) -> dict:
    """Number and code."""
    return {"number": taken["number"], "code": taken["code"]}


def solved(challenge: dict) -> str:
    """The proof of work that a browser makes of a challenge."""
    number = next(
        n
        for n in range(challenge["maxNumber"] + 1)
        if hashlib.sha256(f"{challenge['salt']}{n}".encode()).hexdigest()
        == challenge["challenge"]
    )
    payload = {k: challenge[k] for k in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(payload | {"number": number}).encode()).decode()


class TestGuest:
    """From the submission to the rating, with nothing but number and code."""

    def test_story(self, ask):
        taken = ask.submit(NOBODY, contact={"phone": "13800000000"})
        shown = ask.get(NOBODY, "@track", params=keys(taken)).json()
        assert shown["number"] == taken["number"]
        assert shown["mine"] is True
        assert [entry["action"] for entry in shown["journal"]] == ["submit", "dispatch"]
        assert {a["name"] for a in shown["actions"]} == {"supplement", "withdraw"}
        assert all("/@track/" in action["@id"] for action in shown["actions"])
        ask.act("academic-handler", taken, "accept")
        ask.act("academic-handler", taken, "note", text="库房有两只灯泡。")
        ask.act("academic-handler", taken, "ask", text="哪一侧？")
        more = ask.post(NOBODY, "@track/supplement", keys(taken) | {"text": "左侧。"})
        assert more.status_code == 200, more.text
        assert more.json()["journal"][-1]["text"] == "左侧。"
        assert "库房" not in more.text
        ask.act("academic-handler", taken, "answer", text="修好了。", outcome="solved")
        rated = ask.post(
            NOBODY, "@track/rate", keys(taken) | {"score": 5, "solved": True}
        )
        assert rated.json()["state"] == "closed"

    def test_staff_see_that_nobody_is_named(self, ask):
        taken = ask.submit(NOBODY)
        told = ask.get("academic-handler", taken["@id"]).json()
        assert told["identity"]["user"] == ""
        assert told["journal"][0]["actor"] is None
        assert "code" not in told

    def test_the_address_alone_opens_nothing(self, ask):
        taken = ask.submit(NOBODY)
        assert ask.get(NOBODY, taken["@id"]).status_code == 401
        assert ask.get("student1", taken["@id"]).status_code == 404

    @pytest.mark.parametrize("change", ["number", "code", "both", "none"])
    def test_wrong(self, ask, change):
        """Whatever is wrong, the answer is the same."""
        first, second = ask.submit(NOBODY), ask.submit(NOBODY)
        wrong = {
            "number": {"number": second["number"], "code": first["code"]},
            "code": {"number": first["number"], "code": "2222-2222-2222"},
            "both": {"number": "20260101-222222", "code": "x"},
            "none": {},
        }[change]
        answer = ask.get(NOBODY, "@track", params=wrong)
        assert answer.status_code == 404
        assert answer.json()["type"] == "NotFound"
        assert ask.post(NOBODY, "@track/withdraw", wrong).status_code == 404

    def test_typed_by_people(self, ask):
        taken = ask.submit(NOBODY)
        typed = {
            "number": taken["number"].replace("-", " ").lower(),
            "code": taken["code"].replace("-", "").lower(),
        }
        assert ask.post(NOBODY, "@track", typed).status_code == 200

    def test_of_somebody_with_an_account(self, ask):
        """Not to be followed with any code."""
        taken = ask.submit("student1")
        assert "code" not in taken
        for code in ("", "None", "2222-2222-2222"):
            params = {"number": taken["number"], "code": code}
            assert ask.get(NOBODY, "@track", params=params).status_code == 404

    @pytest.mark.parametrize("action", ["accept", "answer", "reopen", "nothing"])
    def test_what_guests_cannot_do(self, ask, action):
        taken = ask.submit(NOBODY)
        answer = ask.post(NOBODY, f"@track/{action}", keys(taken))
        assert answer.status_code == 404

    def test_same_key(self, ask):
        """The same again is the same; another guest's key opens nothing."""
        first = ask.submit(NOBODY, key="1")
        assert ask.submit(NOBODY, key="1") == first
        other = ask.submit(NOBODY, key="1", text="别的事情。")
        assert other["number"] != first["number"]
        assert other["code"] != first["code"]

    def test_not_admitted(self, ask, served):
        """A desk that admits no guests says so; earlier guests still follow theirs."""
        import transaction

        taken = ask.submit(NOBODY)
        answer = ask("office", "PATCH", "", json={"guests": False})
        assert answer.status_code == 204, answer.text
        transaction.begin()
        refused = ask.post(
            NOBODY, "@complaints", {"text": "x", "category": "other", "agreed": True}
        )
        assert refused.status_code == 401
        assert ask.get(NOBODY, "@categories").status_code == 401
        assert ask.get(NOBODY, "@track", params=keys(taken)).status_code == 200
        ask("office", "PATCH", "", json={"guests": True})


@pytest.mark.usefixtures("guarded")
class TestGuards:
    """Too often is too often."""

    def test_unproven_guests(self, ask):
        """Three an hour; a proof of work lets more through, each once."""
        for _number in range(3):
            ask.submit(NOBODY)
        body = {"text": "灯坏了", "category": "other", "agreed": True}
        refused = ask.post(NOBODY, "@complaints", body)
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) > 0
        assert refused.json()["type"] == "TooManyRequests"
        proof = solved(guards.challenge())
        assert ask.post(NOBODY, "@complaints", body | {"proof": proof}).ok
        again = ask.post(NOBODY, "@complaints", body | {"proof": proof})
        assert again.status_code == 429

    def test_people(self, ask):
        """Five in a minute, one person; others are not in their way."""
        for _number in range(5):
            ask.submit("student1")
        body = {"text": "灯坏了", "category": "other", "agreed": True}
        assert ask.post("student1", "@complaints", body).status_code == 429
        assert ask.post("student2", "@complaints", body).status_code == 201

    def test_guessing(self, ask):
        """Ten tries a minute, then even the right code has to wait."""
        taken = ask.submit(NOBODY)
        for _number in range(9):
            assert ask.get(NOBODY, "@track", params={"number": "x"}).status_code == 404
        assert ask.get(NOBODY, "@track", params=keys(taken)).status_code == 200
        assert ask.get(NOBODY, "@track", params=keys(taken)).status_code == 429
