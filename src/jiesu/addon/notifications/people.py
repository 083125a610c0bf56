"""How to reach a receiver, and in which language."""

from collections.abc import Mapping
from functools import partial
from jiesu.addon import wording
from jiesu.addon.access.roles import GUEST
from jiesu.addon.access.roles import guest_principal
from jiesu.addon.notifications.rules import SUBMITTER
from plone import api


CHINESE = "zh-cn"

# What a channel needs; one that is not here finds its way by the user id.
NEEDS = {"mail": "email", "wecom": "wecom", "wechat": "openid"}

# Where the directory or an administrator keeps them, as properties of members.
WECOM_PROPERTY = "wecom_userid"
OPENID_PROPERTY = "wechat_openid"


def address_of(matter, receiver: str, side: str) -> dict[str, str]:
    """The addresses of a receiver, "" where one is not known.

    :param receiver: a user id, or a guest's
    :param side: submitters gave an address with the complaint, and mean that one
    """
    given = contact_of(matter, receiver) if side == SUBMITTER else {}
    user = None if receiver.startswith(GUEST) else api.user.get(userid=receiver)
    if user is None:
        return {
            "email": given.get("email", "") if receiver.startswith(GUEST) else "",
            "userid": "",
            "wecom": "",
            "openid": "",
        }
    return {
        "email": given.get("email") or user.getProperty("email", "") or "",
        "userid": receiver,
        # Universities give both accounts the same name.
        "wecom": user.getProperty(WECOM_PROPERTY, "") or receiver,
        "openid": user.getProperty(OPENID_PROPERTY, "") or "",
    }


def contact_of(complaint, receiver: str) -> Mapping[str, str]:
    """What somebody who submitted a complaint gave with it."""
    submitters = (complaint.submitter, guest_principal(complaint.getId()))
    return (complaint.contact or {}) if receiver in submitters else {}


def reaches(address: dict[str, str], channel: str) -> bool:
    """Whether somebody with this address can be told by a channel."""
    return bool(address[NEEDS.get(channel, "userid")])


def language_of(receiver: str) -> str:
    """The language that a receiver prefers, else the site's, such as zh-cn."""
    user = None if receiver.startswith(GUEST) else api.user.get(userid=receiver)
    preferred = user.getProperty("language", "") if user is not None else ""
    language = (preferred or api.portal.get_default_language() or "").lower()
    # There is one Chinese.
    return CHINESE if language.startswith("zh") else language


def said(message, language: str) -> str:
    """A message in a language, whoever is at work."""
    words = partial(api.portal.translate, lang=language)
    return wording.said(message, words) if message else ""
