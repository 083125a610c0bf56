"""Forms made from schemas."""

from io import BytesIO
from jiesu.addon.browser import forms
from jiesu.addon.handling.department import IAnswer
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.submitter import IRate
from jiesu.addon.intake.submission import ISubmission
from jiesu.addon.journal.files import LARGEST
from types import SimpleNamespace


class Sent(BytesIO):
    """A file as the publisher hands it over."""

    def __init__(self, filename: str, data: bytes):
        """Keep the name."""
        super().__init__(data)
        self.filename = filename


def request(**form):
    """A request with what was sent."""
    return SimpleNamespace(form=form)


class TestRead:
    """What was sent, as raw data."""

    def test_only_the_schema(self):
        raw = forms.read(request(text="a", outcome="solved", other="x"), IAnswer)
        assert raw == {"text": "a", "outcome": "solved", "files": []}

    def test_files(self):
        sent = [Sent("a.png", b"1"), Sent("", b""), "no file"]
        raw = forms.read(request(files=sent), IAnswer)
        assert [(file.filename, file.data) for file in raw["files"]] == [
            ("a.png", b"1")
        ]

    def test_large_file_is_not_read_whole(self):
        raw = forms.read(request(files=Sent("a", b"x" * (LARGEST + 10))), IAnswer)
        assert len(raw["files"][0].data) == LARGEST + 1

    def test_switch_off(self):
        """A checkbox that is off is not sent; a question left open is no no."""
        assert forms.read(request(), ISubmission)["agreed"] == "false"
        assert forms.read(request(), IRate)["solved"] == ""

    def test_one_or_several(self):
        assert forms.read(request(reasons="slow"), IRate)["reasons"] == ["slow"]
        assert forms.read(request(score=["4", "5"]), IRate)["score"] == "4"

    def test_wrong_types(self):
        """Whatever the publisher made of it, no page breaks."""
        raw = forms.read(request(text=5, outcome={}, files="x"), IAnswer)
        assert raw == {"text": "", "outcome": "", "files": []}

    def test_contact(self):
        sent = {"contact-phone": "1", "contact-name": ""}
        raw = forms.read(request(**sent), ISubmission)
        assert raw["contact"] == {"phone": "1"}


class TestForm:
    """What is drawn."""

    def test_looks(self):
        form = forms.Form(None, IAnswer)
        assert [field.look for field in form.fields] == ["text", "choice", "files"]

    def test_values_and_errors_stay(self):
        errors = [FieldError("outcome", "wrong"), FieldError("", "all wrong")]
        form = forms.Form(None, IAnswer, {"text": "said", "outcome": "x"}, errors)
        assert form["text"].value == "said"
        assert form["outcome"].errors == ["wrong"]
        assert form["outcome"].described_by == "ji-f-outcome-wrong"
        assert not any(option.on for option in form["outcome"].options)
        assert [error.message for error in form.general_errors] == ["all wrong"]

    def test_order(self):
        values = {"score": 4, "solved": True}
        form = forms.Form(None, IAnswer, values, first=("outcome",))
        assert [field.name for field in form.fields] == ["outcome", "text", "files"]
