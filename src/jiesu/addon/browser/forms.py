"""Forms of our own from schemas: one way for the submission and for every action.

`Form` says what a template needs to draw the fields (macros.pt, "fields"); `read` turns
what was sent into raw data for handling/data.py. What is valid is decided there alone.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date
from jiesu.addon import _
from jiesu.addon.content.fields import day_line
from jiesu.addon.content.fields import day_row
from jiesu.addon.content.fields import IDayLines
from jiesu.addon.content.fields import IReasonLines
from jiesu.addon.content.fields import ITermLines
from jiesu.addon.content.fields import reason_row
from jiesu.addon.content.fields import term_row
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import IContact
from jiesu.addon.handling.fields import IFiles
from jiesu.addon.journal.files import LARGEST
from jiesu.addon.journal.files import Upload
from zope.interface import Interface
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IField
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine

import uuid


# More to choose from than this becomes a drop-down.
MOST_PILLS = 6
# A whole number with no more values than this is chosen, not typed.
MOST_FACES = 5

YES = _("yes", default="Yes")
NO = _("no", default="No")

# Words of a person in place of yes and no, by field.
ANSWERS = {
    "solved": (
        _("solved_yes", default="Solved"),
        _("solved_no", default="Not solved"),
    )
}

# What each face of a score says.
FACES = {
    "score": (
        _("score_1", default="Very bad"),
        _("score_2", default="Bad"),
        _("score_3", default="Fair"),
        _("score_4", default="Good"),
        _("score_5", default="Very good"),
    )
}


@dataclass(frozen=True)
class Option:
    """Something to choose: its value, its words, whether it is chosen."""

    value: str
    title: object
    on: bool


@dataclass
class Widget:
    """A field as it is drawn.

    look: line, text, choice, select, checks, switch, faces, number, decimal, date,
        files, lines, reasons, days, terms
    rows: of a list that is edited row by row
    value: what was typed; options: what can be chosen
    errors: messages beside it
    """

    name: str
    look: str
    title: object
    hint: object
    required: bool
    value: str = ""
    options: list[Option] = attribute(default_factory=list)
    errors: list = attribute(default_factory=list)
    longest: int | None = None
    rows: list[tuple] = attribute(default_factory=list)

    @property
    def id(self) -> str:
        """The id of its element; the summary of errors leads there."""
        return f"ji-f-{self.name}"

    @property
    def grouped(self) -> bool:
        """Whether it consists of several inputs and needs a legend."""
        return self.look in ("choice", "checks", "faces", "reasons", "days", "terms")

    @property
    def described_by(self) -> str | None:
        """The ids of what explains it."""
        ids = [f"{self.id}-hint"] if self.hint and not self.rows else []
        ids += [f"{self.id}-wrong"] if self.errors else []
        return " ".join(ids) or None


class Form:
    """The fields of a schema, with what was typed and what is wrong with it."""

    def __init__(
        self,
        context,
        schema: type[Interface],
        values: Mapping | None = None,
        errors: Iterable[FieldError] = (),
        first: tuple[str, ...] = (),
    ):
        """Make the widgets.

        :param context: for vocabularies that depend on where it happens
        :param values: raw or valid values by field name; None for an empty form
        :param errors: what is wrong, from `handling.errors.Invalid`
        :param first: the fields that come first, whatever their order in the schema
        """
        self.errors = tuple(errors)
        self.fields = [
            self._widget(field.bind(context), name, values or {})
            for name, field in getFieldsInOrder(schema)
        ]
        self.fields.sort(key=lambda widget: widget.name not in first)
        self._by_name = {widget.name: widget for widget in self.fields}

    def __getitem__(self, name: str) -> Widget:
        """The widget of a field."""
        return self._by_name[name]

    @property
    def general_errors(self) -> list[FieldError]:
        """What is wrong with the whole, or with no field that is drawn."""
        return [error for error in self.errors if error.field not in self._by_name]

    def _widget(self, field: IField, name: str, values: Mapping) -> Widget:
        look = look_of(field)
        value = values.get(name, field.default)
        widget = Widget(
            name=name,
            look=look,
            title=field.title,
            hint=field.description,
            required=field.required,
            errors=[error.message for error in self.errors if error.field == name],
            longest=getattr(field, "max_length", None),
        )
        if look in ("choice", "select", "checks", "faces"):
            widget.options = options_of(field, name, chosen(value))
        elif look == "switch":
            widget.options = [Option("true", field.title, is_true(value))]
        elif look == "contact":
            widget.value = value if isinstance(value, Mapping) else {}
        elif look in ROWS:
            read_row, empty = ROWS[look]
            widget.rows = [read_row(line) for line in value or ()] + [empty] * SPARE
        elif look == "lines":
            widget.value = "\n".join(value or ())
        elif look != "files":
            widget.value = text_of(value)
        return widget


def look_of(field: IField) -> str:
    """How a field is drawn."""
    return next(look(field) for kind, look in LOOKS if kind.providedBy(field))


def _look_of_bool(field: IBool) -> str:
    # Where it must be answered, yes is no more likely than no.
    return "choice" if field.required else "switch"


def _look_of_choice(field: IChoice) -> str:
    few = len(list(field.vocabulary)) <= MOST_PILLS
    return "choice" if few and field.required else "select"


def _look_of_int(field: IInt) -> str:
    small = field.max is not None and field.max - (field.min or 0) < MOST_FACES
    return "faces" if small else "number"


def _look_of_collection(field: ICollection) -> str:
    return "lines" if ITextLine.providedBy(field.value_type) else "checks"


def _always(look: str) -> Callable[[IField], str]:
    return lambda field: look


# The first that fits counts.
LOOKS = (
    (IContact, _always("contact")),
    (IFiles, _always("files")),
    (IBool, _look_of_bool),
    (IChoice, _look_of_choice),
    (IReasonLines, _always("reasons")),
    (IDayLines, _always("days")),
    (ITermLines, _always("terms")),
    (ICollection, _look_of_collection),
    (IFloat, _always("decimal")),
    (IDate, _always("date")),
    (IInt, _look_of_int),
    (ITextLine, _always("line")),
    (IText, _always("text")),
    (IField, _always("line")),
)


def options_of(field: IField, name: str, on: set[str]) -> list[Option]:
    """What can be chosen in a bound field."""
    if IBool.providedBy(field):
        yes, no = ANSWERS.get(name, (YES, NO))
        return [Option("true", yes, "true" in on), Option("false", no, "false" in on)]
    if IInt.providedBy(field):
        words = FACES.get(name, ())
        return [
            Option(str(n), words[i] if i < len(words) else "", str(n) in on)
            for i, n in enumerate(range(field.min or 0, field.max + 1))
        ]
    if ICollection.providedBy(field):
        field = field.value_type.bind(field.context)
    return [
        Option(term.token, term.title or term.token, term.token in on)
        for term in field.vocabulary
    ]


def chosen(value) -> set[str]:
    """The tokens of what is chosen, raw or valid."""
    if value is None:
        return set()
    if isinstance(value, str | int | bool):
        return {text_of(value)}
    return {text_of(part) for part in value}


def text_of(value) -> str:
    """A value as it stands in an input."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def is_true(value) -> bool:
    """Whether a switch is on, raw or valid."""
    return text_of(value) == "true"


def read(request, schema: type[Interface]) -> dict:
    """The raw data of a form that was sent, for handling/data.py.

    :returns: strings, lists of strings, and `Upload`s; only names of the schema
    """
    return {
        name: _read(request.form, name, field)
        for name, field in getFieldsInOrder(schema)
    }


def _read(form: Mapping, name: str, field: IField):
    if IContact.providedBy(field):
        parts = {key: _string(form.get(f"{name}-{key}")) for key in field.keys}
        return {key: part for key, part in parts.items() if part} or None
    if IFiles.providedBy(field):
        return uploads(form.get(name))
    look = look_of(field) if ICollection.providedBy(field) else ""
    if look in READ_ROWS:
        return READ_ROWS[look](form, name)
    if look == "lines":
        lines = _string(form.get(name)).splitlines()
        return [line.strip() for line in lines if line.strip()]
    if ICollection.providedBy(field):
        return [part for part in _list(form.get(name)) if isinstance(part, str) if part]
    value = _string(form.get(name))
    if IBool.providedBy(field) and not field.required:
        return value or "false"
    return value


def _read_reasons(form: Mapping, name: str) -> list[str]:
    """Lines of the rows with words; a new one gets an id that says nothing."""
    rows = zip(_texts(form, f"{name}-id"), _texts(form, f"{name}-title"), strict=False)
    return [
        f"{id_ or 'r' + uuid.uuid4().hex[:8]} | {title}" for id_, title in rows if title
    ]


def _read_days(form: Mapping, name: str) -> list[str]:
    """Lines of the rows in which anything stands."""
    columns = [
        _texts(form, f"{name}-{part}") for part in ("start", "end", "do", "note")
    ]
    return [
        day_line(start, end, what == "work", note)
        for start, end, what, note in zip(*columns, strict=False)
        if start or end or note
    ]


def _read_terms(form: Mapping, name: str) -> list[str]:
    """Lines of the rows in which anything stands."""
    columns = [_texts(form, f"{name}-{part}") for part in ("start", "end", "title")]
    return [" ".join(row).strip() for row in zip(*columns, strict=False) if any(row)]


def _texts(form: Mapping, name: str) -> list[str]:
    """The inputs of one name, each in one line."""
    return [" ".join(_string(part).split()) for part in _list(form.get(name))]


# Rows that wait to be filled in, below those that are.
SPARE = 2
ROWS = {
    "reasons": (reason_row, ("", "")),
    "days": (day_row, ("", "", False, "")),
    "terms": (term_row, ("", "", "")),
}
READ_ROWS = {"reasons": _read_reasons, "days": _read_days, "terms": _read_terms}


def uploads(value) -> list[Upload]:
    """The files of an input, without the empty one that browsers send for none."""
    found = []
    for part in _list(value):
        name = getattr(part, "filename", "")
        if name:
            # One byte more than allowed shows that it is too large.
            found.append(Upload(str(name), part.read(LARGEST + 1)))
    return found


def _list(value) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _string(value) -> str:
    # Twice the same name, as in a form sent with two buttons: the first one counts.
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""
