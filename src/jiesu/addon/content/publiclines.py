"""What the Office writes as lines for visitors: words that mean the same, and contacts.

Pure, and forgiving: whatever is typed is shown, and what is understood of it is more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import re


SEPARATORS = re.compile(r"[,，、;；|]")
LABEL = re.compile(r"^\s*([^:：]{1,20})[:：]\s*(?!//)(.*)$")
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)
# Not so much as two numbers after one another, and no hours: 8:30-17:30.
PHONE = re.compile(r"(?<![\d:：])\+?\d[\d ()-]{5,18}\d(?![\d:：])")
PLACE_KIND, PHONE_KIND, MAIL_KIND = "place", "phone", "mail"


def synonym_words(line: str) -> tuple[str, ...]:
    """The words of a line such as ``热水, 洗澡水, 开水``, each once."""
    words = (word.strip() for word in SEPARATORS.split(line))
    return tuple(dict.fromkeys(word for word in words if word))


@dataclass(frozen=True)
class Contact:
    """A way to reach somebody.

    kind: phone, mail or place
    label: what stands before the colon, "" for nothing
    before, value, after: the rest, cut at the number or address that can be tapped
    url: where the value leads, "" for a place
    """

    kind: str
    label: str
    before: str
    value: str
    after: str
    url: str = ""


def contact_of(line: str) -> Contact:
    """A line such as ``值班电话：0000-8860 1001（工作日 8:30–17:30）``."""
    found = LABEL.match(line)
    label, rest = (found[1].strip(), found[2]) if found else ("", line)
    rest = rest.strip()
    mail = MAIL.search(rest)
    if mail:
        return _cut(MAIL_KIND, label, rest, mail, f"mailto:{mail.group()}")
    phone = PHONE.search(rest)
    if phone:
        return _cut(PHONE_KIND, label, rest, phone, phone_url(phone.group()))
    return Contact(PLACE_KIND, label, "", rest, "")


def _cut(kind: str, label: str, rest: str, found: re.Match, url: str) -> Contact:
    start, end = found.span()
    return Contact(
        kind, label, rest[:start].strip(), found.group(), rest[end:].strip(), url
    )


def phone_url(number: str) -> str:
    """What a telephone dials."""
    return "tel:" + re.sub(r"[^\d+]", "", number)


def contacts_of(lines: Iterable[str] | None) -> list[Contact]:
    """All contacts, without the empty lines."""
    return [contact_of(line) for line in lines or () if line.strip()]
