"""Query codes of guests: made, kept as a hash, compared; and found by number and code.

A code such as `K7F3-9CQM-2XWD` has 59 random bits. Only a keyed hash of it is stored: a
copy of the database without its secret tells nothing, and with it guessing one code
takes some 10^17 tries.
"""

from Acquisition import aq_base
from jiesu.addon.catalog.queries import by_number
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.intake.numbers import ALPHABET
from jiesu.addon.intake.numbers import normal_number

import hashlib
import hmac
import secrets


LENGTH = 12
# Characters between two hyphens, for people who read it out or type it.
GROUP = 4

SECRET = "_query_codes_secret"  # noqa: S105 - the name of an attribute
SECRET_BYTES = 32


class UnknownCode(Exception):
    """Number and code do not belong to a complaint together; not said why."""


def secret_of(desk) -> bytes:
    """The desk's secret; made when it is needed for the first time.

    A caller who may be the first has to be in a transaction that is committed.
    """
    container = complaints_of(desk)
    secret = getattr(aq_base(container), SECRET, None)
    if secret is None:
        secret = secrets.token_bytes(SECRET_BYTES)
        setattr(container, SECRET, secret)
    return secret


def give_code(desk, complaint, seed: str | None = None) -> str:
    """Give a guest's complaint its query code.

    :param seed: whoever sends the same again gets the same code; None for a random one
    :returns: the code as it is shown, this once
    """
    secret_of(desk)
    plain = _random() if seed is None else code_of_seed(desk, seed)
    complaint.code_hash = _hashed(desk, plain)
    return shown(plain)


def code_of_seed(desk, seed: str) -> str:
    """The code, without hyphens, that follows from a seed and the desk's secret."""
    digest = hmac.digest(secret_of(desk), f"code\n{seed}".encode(), hashlib.sha256)
    number = int.from_bytes(digest)
    characters = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[rest])
    return "".join(characters)


def shown(plain: str) -> str:
    """A code with its hyphens."""
    parts = (plain[at : at + GROUP] for at in range(0, len(plain), GROUP))
    return "-".join(parts)


def normal_code(typed: str) -> str:
    """A typed code without what people put between its characters, in capitals."""
    return "".join(char for char in typed.upper() if char.isalnum())


def find_complaint(desk, number: str, code: str):
    """The complaint of a guest.

    :param number: as typed
    :param code: as typed
    :raises UnknownCode: there is none with this number and this code
    """
    complaint = _with_number(desk, number)
    kept = getattr(complaint, "code_hash", None) or ""
    # Compared in any case: a wrong number takes no less time than a wrong code.
    given = _hashed(desk, normal_code(str(code)))
    if not hmac.compare_digest(given, kept):
        raise UnknownCode
    return complaint


def _with_number(desk, typed: str):
    number = normal_number(str(typed))
    known = by_number(desk, number) if number else None
    return complaints_of(desk)[known] if known else None


def _random() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def _hashed(desk, plain: str) -> str:
    # Somebody may ask before there is a secret: nothing is there to be found then.
    secret = getattr(aq_base(complaints_of(desk)), SECRET, None) or b""
    return hmac.new(secret, f"hash\n{plain}".encode(), hashlib.sha256).hexdigest()[:32]
