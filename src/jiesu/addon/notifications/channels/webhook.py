"""The webhook: events as signed JSON, for other systems of the university.

docs/reference/webhook.md tells receivers how to read and verify them.
"""

from jiesu.addon import _
from jiesu.addon.calendar.moment import now
from jiesu.addon.notifications.channels.http import Answer
from jiesu.addon.notifications.channels.http import ask
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.errors import Temporary
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.reasons import reason
from jiesu.addon.notifications.rendered import Rendered
from jiesu.addon.notifications.settings import setting
from zope.interface import implementer

import hashlib
import hmac
import json


EVENT = "X-Jiesu-Event"
TIMESTAMP = "X-Jiesu-Timestamp"
SIGNATURE = "X-Jiesu-Signature"

SHORTEST_SECRET = 16
# An event is some hundred bytes; one that is not is a mistake.
MOST_BYTES = 64 * 1024
# A receiver that says when to come back is believed up to so many seconds.
LONGEST_WAIT = 6 * 3600

GONE = 410
# It has too much to do, or is being repaired: nothing of this event.
BUSY = (429, 502, 503, 504)


@implementer(IChannel)
class WebhookChannel:
    """Posts one event for each message."""

    title = _("channel_webhook", default="Webhook")
    transactional = False

    def available(self, desk) -> bool:
        """Whether address and secret are set."""
        url, secret = setting("webhook_url"), setting("webhook_secret")
        known = url.startswith(("https://", "http://"))
        return known and len(secret) >= SHORTEST_SECRET

    def send(self, desk, record_ids: tuple[str, ...], rendered: Rendered) -> None:
        """Post the event.

        :raises Permanent: the receiver does not want it, or leads elsewhere
        :raises Temporary: the receiver is away, slow, or answers with an error
        """
        if not self.available(desk):
            raise Temporary(reason("not_set_up"), pause=True)
        body = body_of(record_ids[0], rendered.event)
        if len(body) > MOST_BYTES:
            raise Permanent(reason("too_large"))
        headers = headers_of(record_ids[0], body, setting("webhook_secret"))
        _understand(ask("POST", setting("webhook_url"), data=body, headers=headers))


def body_of(record_id: str, event: dict) -> bytes:
    """What is posted."""
    return json.dumps({"id": record_id, **event}, ensure_ascii=False).encode()


def headers_of(record_id: str, body: bytes, secret: str) -> dict[str, str]:
    """The headers that say which event it is, and that it is ours."""
    timestamp = str(int(now().timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "jiesu.addon",
        EVENT: record_id,
        TIMESTAMP: timestamp,
        SIGNATURE: f"sha256={sign(secret, timestamp, body)}",
    }


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over the timestamp, a dot and the body; hexadecimal."""
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _understand(answer: Answer) -> None:
    status = answer.status
    if 200 <= status < 300:
        return
    if status == GONE:
        raise Permanent(reason("unwanted"))
    if 300 <= status < 400:
        raise Permanent(reason("elsewhere", status))
    wait = _retry_after(answer)
    raise Temporary(reason("later", status), wait, pause=status in BUSY)


def _retry_after(answer: Answer) -> float | None:
    said = answer.headers.get("Retry-After", "")
    return min(float(said), LONGEST_WAIT) if said.isdecimal() else None
