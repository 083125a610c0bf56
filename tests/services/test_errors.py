"""Errors: one form, the right status, the asker's language."""

import json
import pytest
import re


CHINESE = re.compile("[\u4e00-\u9fff]")

# What is tried: who, method, path, body; status and type of the answer.
CASES = {
    "no json": ("student1", "POST", "@complaints", b"{not json", 400, "BadRequest"),
    "no object": ("student1", "POST", "@complaints", b"[1]", 400, "BadRequest"),
    "not utf-8": ("student1", "POST", "@complaints", b"\xff\xfe{", 400, "BadRequest"),
    "fields": ("student1", "POST", "@complaints", b"{}", 400, "BadRequest"),
    "parameter": ("office", "GET", "@complaints?state=x", None, 400, "BadRequest"),
    "guest": (None, "POST", "@complaints", b"{}", 400, "BadRequest"),
    "anonymous act": (
        None,
        "POST",
        "complaints/x/@handling/accept",
        b"{}",
        401,
        "Unauthorized",
    ),
    "anonymous list": (None, "GET", "@complaints", None, 401, "Unauthorized"),
    "anonymous unknown": (None, "GET", "complaints/x", None, 401, "Unauthorized"),
    "unknown": ("student1", "GET", "complaints/x", None, 404, "NotFound"),
    "unknown service": ("student1", "GET", "@nothing", None, 404, "NotFound"),
    "unknown page": ("student1", "GET", "nothing", None, 404, "NotFound"),
    "container": ("student1", "GET", "complaints", None, 404, "NotFound"),
    "edit": ("student1", "PATCH", "", b'{"title": "x"}', 403, "Forbidden"),
    "delete": (None, "DELETE", "", None, 401, "Unauthorized"),
}

# Settings of the desk that cannot be so.
WRONG_SETTINGS = (
    ("return_reasons", ["no id"]),
    ("calendar_days", ["yesterday"]),
    ("terms", ["2026-09-01"]),
    ("working_hours", "always"),
    ("places", ["a | b | c | d"]),
    ("origins", ["https://example.edu.cn/path"]),
    ("synonyms", ["alone"]),
    ("report_kinds", ["daily"]),
    ("leave_period", -1),
)


class TestErrors:
    """`{"type", "message", "errors"}`."""

    @pytest.mark.parametrize("case", CASES)
    def test_form(self, ask, case):
        user, method, path, body, status, kind = CASES[case]
        answer = ask(user, method, path, data=body, headers=_JSON if body else {})
        assert answer.status_code == status, answer.text
        assert answer.headers["Content-Type"].startswith("application/json")
        told = answer.json()
        assert set(told) == {"type", "message", "errors"}
        assert told["type"] == kind
        assert told["message"]
        for error in told["errors"]:
            assert set(error) == {"field", "message"}

    @pytest.mark.parametrize(("language", "chinese"), (("zh-CN", True), ("en", False)))
    @pytest.mark.parametrize("case", CASES)
    def test_language(self, ask, case, language, chinese):
        user, method, path, body, _status, _kind = CASES[case]
        headers = {"Accept-Language": language, **(_JSON if body else {})}
        told = ask(user, method, path, data=body, headers=headers).json()
        messages = [told["message"], *(error["message"] for error in told["errors"])]
        assert all(bool(CHINESE.search(message)) is chinese for message in messages)

    @pytest.mark.parametrize(("field", "value"), WRONG_SETTINGS)
    def test_a_wrong_setting(self, ask, field, value):
        """The field is named, in the asker's language, and nothing is changed."""
        before = ask("office", "GET", "").json()[field]
        body = json.dumps({field: value}).encode()
        answer = ask("office", "PATCH", "", data=body, headers=_JSON)
        assert answer.status_code == 400, answer.text
        (error,) = answer.json()["errors"]
        assert error["field"] == field
        assert CHINESE.search(error["message"])
        assert ask("office", "GET", "").json()[field] == before

    def test_titles_and_schemas(self, ask):
        told = ask.submit()
        chinese, english = (
            ask.get(
                "academic-handler",
                told["@id"] + "/@handling",
                headers={"Accept-Language": language},
            ).json()["items"][0]["title"]
            for language in ("zh-CN", "en")
        )
        assert english == "Accept"
        assert CHINESE.search(chinese)

    def test_message_within_a_message(self, ask):
        told = ask.submit()
        answer = ask.post(
            "academic-handler",
            told["@id"] + "/@handling/answer",
            {"text": "x", "outcome": "solved"},
            headers={"Accept-Language": "en"},
        )
        assert "Waiting for acceptance" in answer.json()["message"]

    def test_too_large(self, ask, monkeypatch):
        from jiesu.addon.services import service

        monkeypatch.setattr(service, "LARGEST_BODY", 100)
        answer = ask.post("student1", "@complaints", {"text": "很长" * 100})
        assert answer.status_code == 413
        assert answer.json()["type"] == "TooLarge"

    def test_elsewhere_as_plone_has_it(self, ask):
        answer = ask.get("student1", ask.site + "/nothing")
        assert answer.status_code == 404
        assert "errors" not in answer.json()


_JSON = {"Content-Type": "application/json"}
