"""Bad input names its field and says what is allowed; good input is read kindly."""

from base64 import b64encode
from datetime import date
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.handling.data import clean
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.department import IAnswer
from jiesu.addon.handling.fields import Contact
from jiesu.addon.handling.fields import files_field
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.submitter import IRate
from jiesu.addon.journal.files import cleaned
from jiesu.addon.journal.files import LARGEST
from jiesu.addon.journal.files import MOST
from jiesu.addon.journal.files import Upload
from jiesu.addon.wording import said
from tests.english import english
from tests.handling.world import PNG
from zope import schema
from zope.i18nmessageid import Message
from zope.interface import Interface
from zope.schema.vocabulary import SimpleVocabulary

import pytest


class IOne(Interface):
    """A field of each sort that is read."""

    text = text_field(required=False)
    line = schema.TextLine(title="Line", required=False, max_length=10)
    number = schema.Int(title="Number", required=False, min=1, max=5)
    yes = schema.Bool(title="Yes", required=False)
    day = schema.Date(title="Day", required=False)
    one = schema.Choice(
        title="One", required=False, vocabulary=SimpleVocabulary.fromValues(["a", "b"])
    )
    some = schema.Tuple(
        title="Some",
        required=False,
        default=(),
        value_type=schema.Choice(vocabulary=SimpleVocabulary.fromValues(["a", "b"])),
    )
    files = files_field()
    contact = Contact(
        title="Contact",
        required=False,
        key_type=schema.TextLine(),
        value_type=schema.TextLine(),
    )


def upload(data: bytes = PNG, name: str = "a.png") -> dict:
    """A file as REST sends it."""
    return {
        "filename": name,
        "content-type": "text/plain",
        "data": b64encode(data).decode(),
    }


@pytest.mark.parametrize(
    "field, raw, value",
    [
        ("text", "  a\r\nb\rc ", "a\nb\nc"),
        ("text", None, None),
        ("text", "", None),
        ("line", "x" * 10, "x" * 10),
        ("number", 5, 5),
        ("number", "5", 5),
        ("yes", True, True),
        ("yes", "on", True),
        ("yes", "No", False),
        ("yes", 0, False),
        ("day", "2026-11-22", date(2026, 11, 22)),
        ("one", "a", "a"),
        ("some", ["b", "a", "b"], ("b", "a")),
        ("some", "a, b", ("a", "b")),
        ("some", [], ()),
        ("some", None, ()),
        ("files", [upload()], cleaned((Upload("a.png", PNG),))),
        ("files", [Upload("a.png", PNG)], cleaned((Upload("a.png", PNG),))),
        ("files", [], ()),
        ("contact", {"name": " 王 ", "phone": ""}, {"name": "王"}),
        ("contact", {"email": None}, {}),
    ],
)
def test_read(field, raw, value):
    data, errors = convert(None, IOne, {field: raw})
    assert errors == []
    assert data[field] == value
    assert set(data) == set(IOne)


@pytest.mark.parametrize(
    "field, raw, message, mapping",
    [
        ("text", 5, "error_text", None),
        ("text", ["a"], "error_text", None),
        ("text", "x" * 10_001, "error_long", {"max": 10_000, "length": 10_001}),
        ("line", "a\nb", "error_constraint", {"field": "Line"}),
        ("line", "x" * 11, "error_long", {"max": 10, "length": 11}),
        ("number", 6, "error_range", {"min": 1, "max": 5}),
        ("number", 0, "error_range", {"min": 1, "max": 5}),
        ("number", "five", "error_number", None),
        ("number", 2.0, "error_number", None),
        ("number", True, "error_number", None),
        ("yes", "maybe", "error_bool", None),
        ("day", "tomorrow", "error_date", None),
        ("day", 20261122, "error_date", None),
        ("one", "c", "error_choice", {"value": "c", "allowed": "a, b"}),
        ("one", ["a"], "error_choice", {"value": "['a']", "allowed": "a, b"}),
        ("some", ["c"], "error_choice", {"value": "c", "allowed": "a, b"}),
        ("some", [None], "error_required", None),
        ("some", {"a": 1}, "error_list", None),
        ("files", "a.png", "error_list", None),
        ("files", ["a.png"], "error_upload", None),
        ("files", [{"filename": "a.png"}], "error_upload", None),
        ("files", [{"filename": "a", "data": "%%"}], "error_upload", None),
        ("files", [{"filename": "a", "data": 5}], "error_upload", None),
        ("files", [upload(b"MZ")], "error_file_type", {"name": "a.png"}),
        ("files", [upload(b"")], "error_file_type", {"name": "a.png"}),
        ("files", [upload()] * (MOST + 1), "error_files_many", {"most": MOST}),
        ("contact", "13800000000", "error_contact", {"keys": "name, phone, email"}),
        ("contact", {"fax": "1"}, "error_contact", {"keys": "name, phone, email"}),
        ("contact", {"phone": 13800000000}, "error_text", None),
        ("contact", {"name": "x" * 101}, "error_contact_long", {"max": 100}),
        ("colour", "red", "error_unknown_field", None),
    ],
)
def test_refused(field, raw, message, mapping):
    _data, errors = convert(None, IOne, {field: raw})
    (error,) = errors
    assert (error.field, str(error.message)) == (field, message)
    assert error.message.default
    if mapping is not None:
        told = {
            name: said(one, english) if isinstance(one, Message) else one
            for name, one in error.message.mapping.items()
        }
        assert told == mapping


def test_too_large():
    large = Upload("a.png", PNG + b"\0" * LARGEST)
    _data, (error,) = convert(None, IOne, {"files": [large]})
    assert str(error.message) == "error_file_large"
    assert error.message.mapping == {"name": "a.png", "most": 10}


@pytest.mark.parametrize("text", ["", "  ", "\0", "\x01 \x02", "\ud800", "\n"])
def test_nothing_in_it(text):
    _data, errors = convert(None, IAnswer, {"text": text, "outcome": "solved"})
    assert [(e.field, str(e.message)) for e in errors] == [("text", "error_required")]


def test_every_wrong_field_is_named():
    _data, errors = convert(None, IAnswer, {"text": 5, "colour": "red"})
    assert {error.field for error in errors} == {"text", "outcome", "colour"}


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_what_is_stored_can_be_shown(text):
    """Whatever comes in, a page that holds it can be sent and parsed."""
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not any(ord(char) < 32 and char not in "\n\t" for char in cleaned)
    assert clean(cleaned) == cleaned


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=5,
)
FIELDS = st.sampled_from(sorted(IOne))


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(FIELDS | st.text(max_size=3), JSON, max_size=4))
def test_any_json(raw):
    """Whatever JSON is sent is valid or refused with words, never an exception."""
    data, errors = convert(None, IOne, raw)
    assert {error.field for error in errors} <= set(raw)
    assert set(data) | {error.field for error in errors} >= set(IOne)


def test_a_vocabulary_of_the_desk_needs_one(desk):
    """The reasons for a low score are the desk's."""
    raw = {"score": 1, "solved": True, "reasons": ["slow"]}
    data, errors = convert(desk, IRate, raw)
    assert (data["reasons"], errors) == (("slow",), [])
