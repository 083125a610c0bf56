"""From what came in (JSON, a form) to valid data by a schema, with errors by field."""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import date
from jiesu.addon import _
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import IContact
from jiesu.addon.handling.fields import IFiles
from jiesu.addon.journal.files import check_uploads
from jiesu.addon.journal.files import cleaned
from jiesu.addon.journal.files import Upload
from jiesu.addon.wording import listed
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import ConstraintNotSatisfied
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IField
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText
from zope.schema.interfaces import TooBig
from zope.schema.interfaces import TooLong
from zope.schema.interfaces import TooSmall

import base64
import binascii
import math
import re


# Half characters and control characters: no page could be shown that holds one.
UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")

TRUE = {"true", "1", "yes", "on"}
FALSE = {"false", "0", "no", "off"}

DATE_WANTED = _("error_date", default="A date such as 2026-11-22 is wanted here.")


class Wrong(Exception):
    """A value that cannot be taken; carries the messages for its field."""

    def __init__(self, *messages):
        """Keep the messages."""
        super().__init__(*messages)
        self.messages = messages


def convert(
    context, schema: type[Interface], raw: Mapping
) -> tuple[dict, list[FieldError]]:
    """Make valid data of what came in.

    :param context: for vocabularies that depend on where it happens
    :param schema: what is wanted
    :param raw: values by field name; strings are read as the field wants them
    :returns: every field of the schema by name, and what is wrong (no error: all valid)
    """
    fields = dict(getFieldsInOrder(schema))
    data: dict = {}
    errors = [
        FieldError(name, _unknown(name, fields)) for name in raw if name not in fields
    ]
    for name, field in fields.items():
        try:
            data[name] = _value(field.bind(context), raw.get(name))
        except Wrong as wrong:
            errors += [FieldError(name, message) for message in wrong.messages]
    return data, errors


def with_clean_files(raw: Mapping) -> Mapping:
    """What came in, with its files as they will be kept.

    Called before the writer is asked: it must not wait while pictures are drawn. What
    is wrong with files is found out again, and told, where all data are read.
    """
    if not raw.get("files"):
        return raw
    try:
        return {**raw, "files": _read_files(None, raw["files"])}
    except Wrong:
        return raw


def clean(text: str) -> str:
    """A text without what cannot be shown, its lines ended as everywhere."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNPRINTABLE.sub("", lines)


def _unknown(name: str, fields: dict):
    return _(
        "error_unknown_field",
        default='There is no field "${name}" here; allowed: ${allowed}.',
        mapping={"name": name, "allowed": listed(list(fields)) or "—"},
    )


def _value(field: IField, raw):
    """The valid value of one field.

    :raises Wrong: says what is wrong
    """
    if isinstance(raw, str):
        raw = clean(raw).strip()
    if raw is None or raw == "" or (raw in ([], ()) and ICollection.providedBy(field)):
        if field.required:
            raise Wrong(
                _(
                    "error_required",
                    default="${field} is required.",
                    mapping={"field": field.title},
                )
            )
        return field.default
    value = _reader(field)(field, raw)
    _validate(field, value)
    return value


def _reader(field: IField) -> Callable:
    for interface, reader in READERS:
        if interface.providedBy(field):
            return reader
    raise TypeError(f"no reader for {field!r}")


def _validate(field: IField, value) -> None:
    try:
        field.validate(value)
    except (TooSmall, TooBig):
        raise Wrong(
            _(
                "error_range",
                default="From ${min} to ${max} is allowed.",
                mapping={"min": field.min, "max": field.max},
            )
        ) from None
    except TooLong:
        raise Wrong(
            _(
                "error_long",
                default="At most ${max} characters are allowed; these are ${length}.",
                mapping={"max": field.max_length, "length": len(value)},
            )
        ) from None
    except ConstraintNotSatisfied:
        raise Wrong(
            _(
                "error_constraint",
                default="${field}: this is not allowed.",
                mapping={"field": field.title},
            )
        ) from None
    except Invalid as error:
        raise Wrong(error.args[0] if error.args else error.doc()) from None


def _read_text(field, raw) -> str:
    if not isinstance(raw, str):
        raise Wrong(_("error_text", default="A text is wanted here."))
    return raw


def _read_int(field, raw) -> int:
    try:
        if isinstance(raw, bool | float):
            raise ValueError
        return int(raw)
    except (TypeError, ValueError):
        raise Wrong(
            _("error_number", default="A whole number is wanted here.")
        ) from None


def _read_float(field, raw) -> float:
    try:
        if isinstance(raw, bool):
            raise ValueError
        value = float(raw)
        if not math.isfinite(value):
            raise ValueError
        return value
    except (TypeError, ValueError):
        raise Wrong(
            _("error_decimal", default="A number such as 0.5 is wanted here.")
        ) from None


def _read_bool(field, raw) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise Wrong(_("error_bool", default="Yes (true) or no (false) is wanted here."))


def _read_date(field, raw) -> date:
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise Wrong(DATE_WANTED) from None


def _read_choice(field, raw):
    for term in field.vocabulary:
        if raw in (term.token, term.value):
            return term.value
    allowed = listed([term.token for term in field.vocabulary])
    raise Wrong(
        _(
            "error_choice",
            default='"${value}" is not among what can be chosen: ${allowed}.',
            mapping={"value": str(raw)[:80], "allowed": allowed or "—"},
        )
    )


def _read_collection(field, raw):
    if isinstance(raw, str):
        raw = [part.strip() for part in raw.split(",") if part.strip()]
    if not isinstance(raw, list | tuple):
        raise Wrong(_("error_list", default="A list is wanted here."))
    inner = field.value_type.bind(field.context)
    values = [_value(inner, part) for part in raw]
    return field._type(dict.fromkeys(values))


def _read_files(field, raw) -> tuple[Upload, ...]:
    if not isinstance(raw, list | tuple):
        raise Wrong(_("error_list", default="A list is wanted here."))
    uploads = tuple(part if isinstance(part, Upload) else _upload(part) for part in raw)
    try:
        check_uploads(uploads)
        return cleaned(uploads)
    except Invalid as error:
        raise Wrong(*error.args) from None


def _upload(raw) -> Upload:
    try:
        data = base64.b64decode(raw["data"], validate=True)
        return Upload(clean(str(raw["filename"])), data)
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise Wrong(
            _(
                "error_upload",
                default="A file needs filename, content-type and data (base64).",
            )
        ) from None


def _read_contact(field, raw) -> dict[str, str]:
    allowed = field.keys
    if not isinstance(raw, Mapping) or not set(raw) <= set(allowed):
        raise Wrong(
            _(
                "error_contact",
                default="An object with ${keys} is wanted here.",
                mapping={"keys": listed(allowed)},
            )
        )
    given = {key: value for key, value in raw.items() if value is not None}
    if not all(isinstance(value, str) for value in given.values()):
        raise Wrong(_("error_text", default="A text is wanted here."))
    parts = {key: clean(given[key]).strip() for key in allowed if key in given}
    if any(len(part) > field.longest for part in parts.values()):
        raise Wrong(
            _(
                "error_contact_long",
                default="At most ${max} characters are allowed.",
                mapping={"max": field.longest},
            )
        )
    return {key: part for key, part in parts.items() if part}


READERS = (
    (IContact, _read_contact),
    (IFiles, _read_files),
    (IChoice, _read_choice),
    (IBool, _read_bool),
    (IInt, _read_int),
    (IFloat, _read_float),
    (IDate, _read_date),
    (ICollection, _read_collection),
    (IText, _read_text),
)
