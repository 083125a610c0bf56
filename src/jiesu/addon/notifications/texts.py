"""The words of messages: as they come with the package, or as the Office wrote them.

A text is a subject and a body, for each message and language, with placeholders such as
${number}. A line of the body of which a placeholder stands for nothing is left out.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from jiesu.addon.notifications.kept import keeping
from jiesu.addon.notifications.kept import kept
from jiesu.addon.notifications.rules import ABOUT_REPORT
from jiesu.addon.notifications.rules import ABOUT_SUPERVISION
from jiesu.addon.notifications.rules import FOLLOWER
from jiesu.addon.notifications.rules import MESSAGES
from jiesu.addon.notifications.rules import STAFF
from jiesu.addon.notifications.rules import SUBMITTER

import json
import pathlib
import re


FILE = pathlib.Path(__file__).parent / "texts.json"

CHINESE = "zh_CN"
ENGLISH = "en"
LANGUAGES = (CHINESE, ENGLISH)

# What is told together.
DIGEST = "digest"

_BOTH = ("number", "title", "content", "text", "reason", "outcome", "department")
_BOTH += ("due", "name", "desk", "url")
_OF_SUPERVISION = ("number", "title", "content", "text", "department")
_OF_SUPERVISION += ("due", "name", "desk", "url")
_OF_REPORT = ("number", "title", "name", "desk", "url")
# What may stand in a body, by whom the text speaks to, or what it is of.
IN_TEXT = {
    SUBMITTER: _BOTH,
    STAFF: (*_BOTH, "submitter"),
    FOLLOWER: ("matter", "answer", "name", "desk", "url"),
    ABOUT_SUPERVISION: _OF_SUPERVISION,
    ABOUT_REPORT: _OF_REPORT,
    DIGEST: ("count", "name", "desk", "url"),
}
# A subject is read by whoever looks at a screen: nothing of persons or by them.
IN_SUBJECT = {
    SUBMITTER: ("number", "department", "due", "desk"),
    STAFF: ("number", "department", "due", "desk"),
    # A heading that staff made public.
    FOLLOWER: ("matter", "desk"),
    ABOUT_SUPERVISION: ("number", "department", "due", "desk"),
    ABOUT_REPORT: ("number", "desk"),
    DIGEST: ("count", "desk"),
}

_PLACEHOLDER = re.compile(r"\$\{(\w*)\}")
_TOO_EMPTY = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Text:
    """The words of one message in one language."""

    subject: str
    text: str


@cache
def originals() -> dict[str, dict[str, Text]]:
    """The texts of the package, by message and language."""
    read = json.loads(FILE.read_text("utf-8"))
    return {
        message: {language: Text(**words) for language, words in languages.items()}
        for message, languages in read.items()
    }


def names() -> tuple[str, ...]:
    """The messages that have a text, in the order in which they are shown."""
    return (*MESSAGES, DIGEST)


def side_of(message: str) -> str:
    """Which placeholders a message takes: a key of `IN_TEXT`."""
    if message == DIGEST:
        return DIGEST
    known = MESSAGES[message]
    return known.about if known.about in IN_TEXT else known.side


def language_key(language: str) -> str:
    """The language of a text for somebody who reads this one."""
    return CHINESE if language.lower().startswith("zh") else ENGLISH


def original(message: str, language: str) -> Text:
    """The text of the package."""
    return originals()[message][language]


def text_of(desk, message: str, language: str) -> Text:
    """The text that holds on a desk."""
    changed = kept(desk).texts.get((message, language))
    return Text(*changed) if changed else original(message, language)


def is_changed(desk, message: str, language: str) -> bool:
    """Whether the Office wrote a text of its own."""
    return (message, language) in kept(desk).texts


def change(desk, message: str, language: str, text: Text) -> None:
    """Keep what the Office wrote; the original again is not kept."""
    if text == original(message, language):
        back_to_original(desk, message, language)
    else:
        keeping(desk).texts[message, language] = (text.subject, text.text)


def back_to_original(desk, message: str, language: str) -> None:
    """Forget what the Office wrote."""
    if is_changed(desk, message, language):
        del keeping(desk).texts[message, language]


def unknown(text: str, allowed: Iterable[str]) -> list[str]:
    """The placeholders of a text that stand for nothing here, each once."""
    found = dict.fromkeys(_PLACEHOLDER.findall(text))
    return [name for name in found if name not in allowed]


def filled_subject(subject: str, facts: Mapping[str, str]) -> str:
    """A subject with its facts, in one line."""
    return " ".join(_filled(subject, facts).split())


def filled_text(text: str, facts: Mapping[str, str]) -> str:
    """A body with its facts, without the lines that say nothing."""
    lines = [line for line in text.splitlines() if _says(line, facts)]
    return _TOO_EMPTY.sub("\n\n", _filled("\n".join(lines), facts)).strip()


def retold(desk, message: str, subject: str, language: str) -> str:
    """A subject that was told once, in the words of another language.

    What the Office wrote itself stays as it was told, whatever language that was.
    """
    wanted = language_key(language)
    for other in LANGUAGES:
        facts = _facts_in(message, other, subject)
        if facts is not None:
            return subject if other == wanted else _told(desk, message, wanted, facts)
    return subject


def _facts_in(message: str, language: str, subject: str) -> dict[str, str] | None:
    """What the placeholders of the package's own subject stand for; None if it is none.

    No subject of these says a moment, whose words would be of a language, too.
    """
    if message not in originals():
        return None
    parts = _PLACEHOLDER.split(original(message, language).subject)
    names = parts[1::2]
    parts = [f"(?P<{p}>.+)" if n % 2 else re.escape(p) for n, p in enumerate(parts)]
    found = re.fullmatch("".join(parts), subject)
    return dict(zip(names, found.groups(), strict=True)) if found else None


def _told(desk, message: str, language: str, facts: Mapping[str, str]) -> str:
    text = text_of(desk, message, language).subject
    if not facts.keys() >= set(_PLACEHOLDER.findall(text)):
        text = original(message, language).subject
    return filled_subject(text, facts)


def _says(line: str, facts: Mapping[str, str]) -> bool:
    return all(facts.get(name) for name in _PLACEHOLDER.findall(line))


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), text)


def placeholders(text: Text) -> list[str]:
    """The placeholders that a text uses, each once."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(f"{text.subject}\n{text.text}")))
