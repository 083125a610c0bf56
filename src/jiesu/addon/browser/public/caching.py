"""Whether somebody has what they ask for already: of what programs fetch often."""

from datetime import datetime
from datetime import UTC
from email.utils import format_datetime

import hashlib


# How long it may be kept without asking again.
SECONDS = 300


def is_known(request, body: bytes, changed: datetime) -> bool:
    """Say what names this version; where the asker has it, answer 304.

    :param body: what would be sent
    :param changed: when the latest in it was changed
    """
    response = request.response
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    response.setHeader("ETag", tag)
    response.setHeader("Last-Modified", format_datetime(_whole(changed), usegmt=True))
    response.setHeader("Cache-Control", f"public, max-age={SECONDS}")
    response.setHeader("Vary", "Accept-Language")
    # By its version alone: what was taken back leaves nothing that is newer.
    known = request.getHeader("If-None-Match") or ""
    found = tag in [one.strip().removeprefix("W/") for one in known.split(",")]
    if found:
        response.setStatus(304, lock=1)
    return found


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
