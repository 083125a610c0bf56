"""The number of a complaint: a date, five random characters and a check character.

`20261122-7K3F9C` can be read out and typed. Random, so that processes give numbers out
at once without asking each other, and nobody can guess the next one.
"""

from datetime import date

import secrets


# Digits and capitals but 0, 1, I, L and O, which are read as one another. There are 31,
# a prime: only then does the check below find every mistake that it promises.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM = 5


def new_number(day: date) -> str:
    """A number for a complaint received on this day."""
    head = day.strftime("%Y%m%d")
    tail = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return f"{head}-{tail}{check_character(head, tail)}"


def check_character(head: str, tail: str) -> str:
    """The last character, which follows from the others.

    A weighted sum modulo the prime 31 with a weight of its own for each place: one
    character mistyped, or any two exchanged, always give another one.
    """
    values = [int(digit) for digit in head] + [ALPHABET.index(char) for char in tail]
    total = sum(weight * value for weight, value in enumerate(values, start=1))
    return ALPHABET[total % len(ALPHABET)]


def normal_number(typed: str) -> str | None:
    """The number as it is stored, for one that somebody typed.

    :param typed: in any case, with or without hyphen and spaces
    :returns: the number, or None when it cannot be one
    """
    plain = "".join(char for char in typed.upper() if char.isalnum())
    head, tail, check = plain[:8], plain[8:-1], plain[-1:]
    if len(tail) != RANDOM or not (head.isascii() and head.isdigit()):
        return None
    if any(char not in ALPHABET for char in tail + check):
        return None
    return f"{head}-{tail}{check}" if check_character(head, tail) == check else None
