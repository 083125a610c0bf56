"""Where the button of a message leads, and what stands on it."""

from jiesu.addon import _
from jiesu.addon.access.roles import GUEST
from jiesu.addon.content.lookup import COMPLAINTS
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.handling.ratinglinks import rating_url
from jiesu.addon.notifications.addresses import address_of
from jiesu.addon.notifications.matters import names_report
from jiesu.addon.notifications.matters import names_supervision
from jiesu.addon.notifications.rules import FOLLOWED


TRACK = "@@track"
FOLLOW_PAGE = "@@follow"
INBOX_PAGE = "@@inbox"
CHOICES_PAGE = "@@notifications"

OPEN = _("told_open", default="Open the complaint")
OPEN_SUPERVISION = _("told_open_supervision", default="Open the supervision")
OPEN_REPORT = _("told_open_report", default="Read the report")
OPEN_INBOX = _("told_open_inbox", default="Open the inbox")
RATE = "rate"
BUTTONS = {
    RATE: _("told_rate", default="Rate the answer"),
    "agree_publication": _("told_agree_publication", default="Look at it and answer"),
    "supplement": _("told_supplement", default="Add something"),
    FOLLOWED: _("told_followed", default="See how it stands"),
}


def url_of(desk, about: str, receiver: str, act: str = "") -> str:
    """The address of the thing itself, for a receiver.

    Whoever is not logged in comes to the login page first, and then to it. A guest
    comes to the form that asks for number and query code: neither is in an address.

    :param about: the complaint's id, or the path of something else below the desk
    :param act: what the receiver is asked to do
    """
    if act == FOLLOWED:
        return address_of(desk, f"{FOLLOW_PAGE}?matter={about}")
    signed = rating_link(desk, about) if act == RATE else ""
    if signed:
        return signed
    if receiver.startswith(GUEST):
        return address_of(desk, TRACK)
    return address_of(desk, about if "/" in about else f"{COMPLAINTS}/{about}")


def rating_link(desk, about: str) -> str:
    """The signed address by which a complaint's answer is rated without a login.

    :returns: "" where no answer waits to be rated
    """
    complaint = complaints_of(desk).get(about)
    signed = rating_url(complaint) if complaint is not None else ""
    if not signed:
        return ""
    # As people reach it, which nobody knows who answers no request.
    return address_of(desk, signed.removeprefix(desk.absolute_url()).lstrip("/"))


def button_of(about: str, act: str = ""):
    """What stands on the button; see `url_of`."""
    thing = OPEN_SUPERVISION if names_supervision(about) else OPEN
    if names_report(about):
        thing = OPEN_REPORT
    return BUTTONS.get(act, thing)
