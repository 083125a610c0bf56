"""What a submission needs, and what is said where it is missing."""

from jiesu.addon.handling.errors import Invalid
from jiesu.addon.intake.submission import ISubmission
from jiesu.addon.intake.submission import read_submission
from tests.handling.world import desk
from tests.handling.world import PNG
from tests.handling.world import undone

import base64
import pytest


__all__ = ["desk", "undone"]

WHOLE = {
    "text": "335教室投影仪不清晰",
    "category": "academic-classroom",
    "agreed": True,
}


def errors(desk, **changes) -> dict:
    """The messages by field for the whole submission with these changes."""
    raw = {name: value for name, value in (WHOLE | changes).items() if value != "-"}
    with pytest.raises(Invalid) as refused:
        read_submission(desk, raw)
    assert refused.value.message == "error_invalid"
    return {error.field: str(error.message) for error in refused.value.errors}


class TestSubmission:
    """Read from JSON as from a form."""

    def test_the_least(self, desk):
        """The rest has sensible values."""
        data = read_submission(desk, WHOLE)
        assert set(data) == set(ISubmission)
        assert (data["kind"], data["channel"]) == ("complaint", "rest")
        assert (data["title"], data["location"], data["files"]) == ("", "", ())
        assert data["about_department"] is data["hide_identity"] is False
        assert data["department"] is data["key"] is None

    @pytest.mark.parametrize(
        "changes",
        [
            {"text": "-", "title": "投影仪"},
            {"category": "-", "department": "it"},
            {"agreed": "on"},
            {"kind": "", "channel": None},
            {"contact": {"phone": "13800000000"}},
            {"files": [{"filename": "a.png", "data": base64.b64encode(PNG).decode()}]},
        ],
    )
    def test_also_enough(self, desk, changes):
        """A title instead of a text, a department instead of a category, ..."""
        raw = {n: v for n, v in (WHOLE | changes).items() if v != "-"}
        assert read_submission(desk, raw)

    @pytest.mark.parametrize(
        "changes, message",
        [
            ({"text": "-"}, {"text": "error_say_what"}),
            ({"text": "  "}, {"text": "error_say_what"}),
            ({"text": "\ud800"}, {"text": "error_say_what"}),
            ({"category": "-"}, {"category": "error_choose_category"}),
            ({"agreed": "-"}, {"agreed": "error_agree"}),
            ({"agreed": False}, {"agreed": "error_agree"}),
            ({"agreed": "perhaps"}, {"agreed": "error_bool"}),
            ({"category": "nothing"}, {"category": "error_choice"}),
            ({"department": "nowhere"}, {"department": "error_choice"}),
            ({"kind": "joke"}, {"kind": "error_choice"}),
            ({"channel": "import"}, {"channel": "error_choice"}),
            ({"title": "x" * 201}, {"title": "error_long"}),
            ({"title": "a\nb"}, {"title": "error_constraint"}),
            ({"text": "x" * 10_001}, {"text": "error_long"}),
            ({"location": "x" * 201}, {"location": "error_long"}),
            ({"key": "x" * 101}, {"key": "error_long"}),
            ({"contact": "me"}, {"contact": "error_contact"}),
            ({"files": ["x"]}, {"files": "error_upload"}),
            ({"submitter": "office"}, {"submitter": "error_unknown_field"}),
            ({"number": "1"}, {"number": "error_unknown_field"}),
        ],
    )
    def test_refused(self, desk, changes, message):
        """The field is named."""
        assert errors(desk, **changes) == message

    def test_everything_at_once(self, desk):
        """Nobody is sent round field by field."""
        found = errors(desk, text="-", category="-", agreed="-", kind="joke")
        assert set(found) == {"text", "category", "agreed", "kind"}
