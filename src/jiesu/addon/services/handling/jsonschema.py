"""The JSON schema of an action, made from its zope schema.

`enum` lists what can be chosen, `enumNames` the words for it in the asker's language,
in the same order.
"""

from collections.abc import Callable
from jiesu.addon.handling.fields import IContact
from jiesu.addon.handling.fields import IFiles
from jiesu.addon.journal.files import MOST
from jiesu.addon.services.values import words
from zope.interface import Interface
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IField
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText


def json_schema(context, schema: type[Interface], request) -> dict:
    """The JSON schema of what a zope schema takes.

    :param context: for vocabularies that depend on where it happens
    """
    fields = [(name, field.bind(context)) for name, field in getFieldsInOrder(schema)]
    return {
        "type": "object",
        "properties": {name: _property(field, request) for name, field in fields},
        "required": [name for name, field in fields if field.required],
        "additionalProperties": False,
    }


def _property(field: IField, request) -> dict:
    told = {"title": words(field.title, request), **_shape(field, request)}
    if field.description:
        told["description"] = words(field.description, request)
    if field.default is not None and not ICollection.providedBy(field):
        told["default"] = field.default
    return told


def _shape(field: IField, request) -> dict:
    for interface, shape in SHAPES:
        if interface.providedBy(field):
            return shape(field, request)
    raise TypeError(f"no JSON schema for {field!r}")


def _choice(field, request) -> dict:
    terms = list(field.vocabulary)
    return {
        "type": "string",
        "enum": [term.token for term in terms],
        "enumNames": [words(term.title or term.token, request) for term in terms],
    }


def _list(field, request) -> dict:
    inner = field.value_type.bind(field.context)
    return {"type": "array", "items": _shape(inner, request), "uniqueItems": True}


def _text(field, request) -> dict:
    longest = getattr(field, "max_length", None)
    return {"type": "string", **({"maxLength": longest} if longest else {})}


def _whole_number(field, request) -> dict:
    limits = {"minimum": field.min, "maximum": field.max}
    known = {name: limit for name, limit in limits.items() if limit is not None}
    return {"type": "integer", **known}


def _files(field, request) -> dict:
    names = ("filename", "content-type", "data")
    parts: dict[str, dict] = {name: {"type": "string"} for name in names}
    parts["data"]["contentEncoding"] = "base64"
    file = {
        "type": "object",
        "properties": parts,
        "required": ["filename", "data"],
    }
    return {"type": "array", "items": file, "maxItems": MOST}


def _contact(field, request) -> dict:
    part = {"type": "string", "maxLength": field.longest}
    return {"type": "object", "properties": dict.fromkeys(field.keys, part)}


SHAPES: tuple[tuple[type[Interface], Callable], ...] = (
    (IContact, _contact),
    (IFiles, _files),
    (IChoice, _choice),
    (IBool, lambda field, request: {"type": "boolean"}),
    (IInt, _whole_number),
    (IDate, lambda field, request: {"type": "string", "format": "date"}),
    (ICollection, _list),
    (IText, _text),
)
