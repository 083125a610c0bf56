"""Links by which a submitter rates an answer without logging in.

A link is for one answer of one complaint. Its token holds the complaint's id, which
says nothing, the number of the answer's journal entry, and a signature by the site's
keys. Nothing is stored: it is over as soon as that answer waits for no rating any more
(rated, taken up again, closed) or the rating period has passed.
"""

from jiesu.addon.calendar.moment import now
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.handling.reading import rating_until
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.storage import journal_of
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility

import hashlib
import hmac


PAGE = "@@rate"
RING = "_system"
# No token of ours is longer.
LONGEST = 200


class WrongLink(Exception):
    """There is nothing to rate by this token; not said why."""


def rating_url(complaint) -> str:
    """The link by which the present answer can be rated; "" where none waits for it."""
    answer = answer_to_rate(complaint)
    if answer is None:
        return ""
    desk = desk_of(complaint)
    said = _said(complaint.getId(), answer.number)
    token = f"{said}.{_signature(desk, said, _keys()[0])}"
    return f"{desk.absolute_url()}/{PAGE}?t={token}"


def complaint_of_link(desk, token: str):
    """The complaint whose present answer can be rated by a token.

    :param token: whatever was sent
    :raises WrongLink: none; wrong, used and expired ones are told alike
    """
    said, _dot, signature = str(token)[:LONGEST].rpartition(".")
    if not any(_signed(desk, said, signature, key) for key in _keys()):
        raise WrongLink
    complaint_id, _dot, number = said.partition(".")
    complaint = complaints_of(desk).get(complaint_id)
    answer = answer_to_rate(complaint) if complaint is not None else None
    if answer is None or str(answer.number) != number:
        raise WrongLink
    return complaint


def answer_to_rate(complaint) -> Entry | None:
    """The answer that waits for its rating now: the step that led to it; or None."""
    until = rating_until(complaint)
    if until is None or now() > until:
        return None
    answers = [e for e in journal_of(complaint) if _led_to_answered(e)]
    return answers[-1] if answers else None


def _led_to_answered(entry: Entry) -> bool:
    _before, after = entry.changes.get("state", ("", ""))
    return after == ANSWERED


def _said(complaint_id: str, number: int) -> str:
    return f"{complaint_id}.{number}"


def _signed(desk, said: str, signature: str, key: str) -> bool:
    right = _signature(desk, said, key)
    return hmac.compare_digest(signature.encode("utf-8", "replace"), right.encode())


def _signature(desk, said: str, key: str) -> str:
    whole = f"rate\n{'/'.join(desk.getPhysicalPath())}\n{said}"
    digest = hmac.new(key.encode(), whole.encode("utf-8", "replace"), hashlib.sha256)
    return digest.hexdigest()


def _keys() -> list[str]:
    """The site's keys, the present one first; older ones open what they signed."""
    return [key for key in getUtility(IKeyManager)[RING] if key]
