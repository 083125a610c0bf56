"""The pass of a guest who showed number and code: it says which complaint.

It is signed and short-lived, holds no code, and opens the guest's pages alone. Browsers
keep it as a cookie; in the frame of another site, where they keep none, it stands in
the forms themselves (browser/embed).
"""

from datetime import timedelta
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import complaints_of
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility

import hashlib
import hmac


COOKIE = "jiesu_guest"
LASTS = timedelta(hours=2)


def give_pass(desk, complaint_id: str, request) -> None:
    """Let the browser follow a complaint for some time."""
    request.response.setCookie(
        COOKIE,
        make_pass(desk, complaint_id),
        path=path_of(desk),
        http_only=True,
        same_site="Lax",
        secure=request.get("SERVER_URL", "").startswith("https:"),
    )


def take_pass(desk, request) -> None:
    """Let the browser forget it."""
    request.response.expireCookie(COOKIE, path=path_of(desk))


def complaint_of_pass(desk, request):
    """The complaint that the browser may follow, or None."""
    return read_pass(desk, request.cookies.get(COOKIE, ""))


def make_pass(desk, complaint_id: str) -> str:
    """What lets its holder follow a complaint for some time."""
    said = f"{complaint_id}.{int((now() + LASTS).timestamp())}"
    return f"{said}.{_signature(desk, said)}"


def read_pass(desk, written: object):
    """The complaint that a pass is for, or None."""
    said, _dot, signature = str(written or "").rpartition(".")
    complaint_id, _dot, until = said.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(desk, said).encode()):
        return None
    if not until.isdigit() or int(until) < now().timestamp():
        return None
    return complaints_of(desk).get(complaint_id)


def _signature(desk, said: str) -> str:
    key = getUtility(IKeyManager).secret("_anon").encode()
    whole = f"{'/'.join(desk.getPhysicalPath())}\n{said}"
    return hmac.new(key, whole.encode(), hashlib.sha256).hexdigest()


def path_of(desk) -> str:
    """The path of a desk as the browser has it, for its cookies."""
    return f"/{desk.absolute_url(relative=1).lstrip('/')}"
