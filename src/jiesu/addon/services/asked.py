"""What stands in an address or a form, read with care: anybody can write anything.

Zope keeps bytes that are no UTF-8 as they are, hidden in the text; whatever is done
with such a text fails. Before anything else they are understood: as GBK, which old
pages and programs of a campus send, or else as marks for what is not known.
"""

from collections.abc import Collection
from collections.abc import Mapping
from jiesu.addon.interfaces import IBrowserLayer
from ZPublisher.HTTPRequest import record


# All of GBK, and more.
CHINESE = "gb18030"


def text(form: Mapping, name: str) -> str:
    """One text, without space around it; "" for none and for anything else.

    :param name: of several with this name the last one counts
    """
    value = form.get(name)
    value = value[-1] if isinstance(value, list | tuple) and value else value
    return value.strip() if isinstance(value, str) else ""


def one_of(form: Mapping, name: str, known: Collection[str], default: str = "") -> str:
    """One of the texts that are known, else the default."""
    value = text(form, name)
    return value if value in known else default


def understood(typed: str) -> str:
    """A text that can be written anywhere, also where its bytes were no UTF-8."""
    if typed.isascii():
        return typed
    try:
        typed.encode()
    except UnicodeEncodeError:
        return _understood(typed)
    return typed


def _understood(typed: str) -> str:
    try:
        raw = typed.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return typed.encode("utf-8", "replace").decode()
    try:
        return raw.decode(CHINESE)
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def understand_all(event) -> None:
    """Before something is published: understand all that was sent along."""
    request = event.request
    if IBrowserLayer.providedBy(request):
        for name, value in list(request.form.items()):
            request.form[name] = _each(value)
            if isinstance(request.other.get(name), str):
                request.other[name] = understood(request.other[name])


def _each(value):
    """A value with all texts in it understood."""
    if isinstance(value, str):
        return understood(value)
    if isinstance(value, list):
        return [_each(one) for one in value]
    if isinstance(value, tuple):
        return tuple(_each(one) for one in value)
    if isinstance(value, record):
        for name, part in list(vars(value).items()):
            setattr(value, name, _each(part))
    return value
