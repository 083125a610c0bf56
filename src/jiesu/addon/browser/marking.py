"""Texts cut at what may point to persons, for pages that show it marked."""

from dataclasses import dataclass
from jiesu.addon.content.personal import find_personal
from jiesu.addon.content.personal import KINDS


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `kind` says what it may give away, or is None."""

    text: str
    kind: object | None


Lines = list[list[Piece]]


@dataclass(frozen=True)
class Part:
    """A part of the original: its title, and its lines in pieces."""

    title: object
    lines: Lines


def pieces(text: str, names=()) -> list[Piece]:
    """A text cut at what may point to persons."""
    found, at = [], 0
    for one in find_personal(text, names):
        found += [Piece(text[at : one.start], None), Piece(one.text, KINDS[one.kind])]
        at = one.end
    return [piece for piece in [*found, Piece(text[at:], None)] if piece.text]


def plain(text: str) -> list[Piece]:
    """A text in one piece, nothing marked."""
    return [Piece(text, None)]


def marked(text: str, names=()) -> Lines:
    """The lines of a text, each cut; empty ones are left out."""
    return [pieces(line, names) for line in (text or "").splitlines() if line.strip()]


@dataclass(frozen=True)
class PublicVersion:
    """A public answer as it is shown, before and after it is published."""

    title: list[Piece]
    question: Lines
    answer: Lines
    department: str
    category: str
    place: list[Piece]


def public_version(page, answer, names=None) -> PublicVersion:
    """A public answer for a page.

    :param page: the page, for the words of departments and categories
    :param names: with them, what may point to persons is marked; None to mark nothing
    """
    if names is None:
        line, lines = plain, _plain_lines
    else:
        line, lines = (lambda text: pieces(text, names)), (lambda t: marked(t, names))
    return PublicVersion(
        title=line(answer.title or ""),
        question=lines(answer.question),
        answer=lines(answer.answer),
        department=page.department_title(answer.department or ""),
        category=page.category_title(answer.category) if answer.category else "",
        place=line(answer.place) if answer.place else [],
    )


def _plain_lines(text: str) -> Lines:
    return [plain(line) for line in (text or "").splitlines() if line.strip()]
