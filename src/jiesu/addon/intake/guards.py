"""Guards against scripts: how often one may try, a honeypot, a proof of work.

They stand before the one way in and know nothing of complaints. Counts are kept in the
memory of each server process; several processes together let through more.

`RATE_LIMIT=off` in the environment takes all of them away, for load tests.
"""

from altcha import ChallengeOptionsV1
from altcha import create_challenge_v1
from altcha import PayloadV1
from altcha import verify_solution_v1
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from functools import cache
from itertools import takewhile
from jiesu.addon import _
from limits import parse_many
from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility

import math
import os
import time


SWITCH = "RATE_LIMIT"

# How often at most, by what is counted. A campus may share one address: what guards an
# address is roomy, what guards a person is not. A form without a proof of work was
# sent by a script, or without JavaScript.
RULES = {
    "submit-person": "5/minute;30/hour",
    "submit-address": "60/minute;600/hour",
    "submit-unproven": "3/hour",
    "track-address": "10/minute;60/hour",
    "track-unproven": "6/hour",
    "track-number": "10/hour",
    "rate-address": "60/minute;600/hour",
    "vote-address": "20/minute",
    # One asks a few times for each sentence.
    "suggest-person": "90/minute",
    "suggest-address": "1200/minute",
    "visit-address": "600/minute",
    "follow-person": "30/minute;200/hour",
}

# The field that people do not see and scripts fill in.
TRAP = "website"
# The field that carries the proof of work.
PROOF = "proof"
# Attempts that the proof takes at most: about a second on a phone.
HARDNESS = 50_000
# How long a form may stay open before its proof is worth nothing.
PROOF_LASTS = timedelta(hours=4)

TRAPPED = _(
    "error_trapped",
    default="This looks like a script's work. Please leave the hidden field empty.",
)


class TooMany(Exception):
    """Somebody tried more often than is let through.

    retry_after: seconds until the next try may succeed
    """

    def __init__(self, retry_after: int):
        """Keep it."""
        super().__init__()
        self.retry_after = retry_after

    @property
    def message(self):
        """What they are told."""
        return _(
            "error_too_many",
            default="That was very often in a short time. Please try again in "
            "${minutes} minutes; nothing you typed is lost.",
            mapping={"minutes": math.ceil(self.retry_after / 60)},
        )


class Suspicious(Exception):
    """What was sent looks like a script's work; `message` says so."""

    def __init__(self, message):
        """Keep the message."""
        super().__init__()
        self.message = message


_limiter = MovingWindowRateLimiter(MemoryStorage())
# Proofs that were used: until when they are remembered, and what for.
_used: dict[str, tuple[float, str]] = {}


def on() -> bool:
    """Whether the guards are on."""
    return os.environ.get(SWITCH, "on").lower() != "off"


def forget() -> None:
    """Begin to count anew."""
    _limiter.storage.reset()
    _used.clear()


@cache
def _rules(name: str) -> tuple[RateLimitItem, ...]:
    return tuple(parse_many(RULES[name]))


def count(*tries: tuple[str, str]) -> None:
    """Count a try.

    :param tries: pairs of a rule's name and of who or what tries
    :raises TooMany: it is one too many; then none of them is counted
    """
    if not on():
        return
    items = [(item, rule, who) for rule, who in tries for item in _rules(rule)]
    waits = [_wait(item, rule, who) for item, rule, who in items]
    if any(waits):
        raise TooMany(max(waits))
    for item, rule, who in items:
        _limiter.hit(item, rule, who)


def _wait(item: RateLimitItem, rule: str, who: str) -> int:
    """Seconds until a try is let through; 0 for now."""
    if _limiter.test(item, rule, who):
        return 0
    window = _limiter.get_window_stats(item, rule, who)
    return max(1, math.ceil(window.reset_time - time.time()))


def _key() -> str:
    """The site's own, which all of its processes share."""
    return getUtility(IKeyManager).secret("_anon")


def challenge() -> dict:
    """What a browser has to solve, see static/jiesu.js."""
    # The library compares with the machine's clock.
    expires = datetime.now(UTC) + PROOF_LASTS
    options = ChallengeOptionsV1(hmac_key=_key(), max_number=HARDNESS, expires=expires)
    return create_challenge_v1(options).to_dict()


def check_trap(sent: dict) -> None:
    """Check that the field which people do not see is empty.

    :raises Suspicious: it is not
    """
    if on() and str(sent.get(TRAP) or "").strip():
        raise Suspicious(TRAPPED)


def use_proof(proof, purpose: str = "") -> bool:
    """Whether a proof of work is right and was not used before; it is used now.

    :param proof: the base64 of altcha's payload
    :param purpose: for the same one, if it has a name, a proof may be used again:
        whoever got no answer sends the same once more
    """
    try:
        payload = PayloadV1.from_base64(str(proof or ""))
        right, _error = verify_solution_v1(payload, _key(), check_expires=True)
    except (ValueError, KeyError, TypeError):
        return False
    if not right:
        return False
    _drop_expired()
    if payload.signature in _used:
        return bool(purpose) and _used[payload.signature][1] == purpose
    until = time.monotonic() + PROOF_LASTS.total_seconds()
    _used[payload.signature] = until, purpose
    return True


def _drop_expired() -> None:
    """Forget what nobody can use again; the oldest come first."""
    at = time.monotonic()
    known = list(_used.items())
    for signature, (_until, _purpose) in takewhile(lambda one: one[1][0] < at, known):
        _used.pop(signature, None)
