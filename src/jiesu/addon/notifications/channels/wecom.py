"""WeCom (企业微信): a text card with a link, from an application of the university."""

from html import escape
from jiesu.addon import _
from jiesu.addon.notifications.channels.tencent import Account
from jiesu.addon.notifications.channels.tencent import cut
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.errors import Temporary
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.reasons import reason
from jiesu.addon.notifications.rendered import Rendered
from jiesu.addon.notifications.settings import setting
from zope.interface import implementer


# WeCom's limits, in bytes.
LONGEST_TITLE = 128
LONGEST_TEXT = 512
# Nobody, or nobody of those whom the application may write to, has this id.
UNKNOWN = (81013, 60111)
# Seconds in which WeCom itself drops the same card to the same person.
DUPLICATES = 600


@implementer(IChannel)
class WeComChannel:
    """Sends one card for each message."""

    title = _("channel_wecom", default="WeCom")
    transactional = False

    def available(self, desk) -> bool:
        """Whether an application is set up."""
        return _account().complete and bool(setting("wecom_agent_id"))

    def send(self, desk, record_ids: tuple[str, ...], rendered: Rendered) -> None:
        """Send a card.

        :raises Permanent: the receiver is not known there
        :raises Temporary: WeCom is away, or has had enough
        """
        user = rendered.address_for("wecom")
        if not user:
            raise Permanent(reason("no_address"))
        if not self.available(desk):
            raise Temporary(reason("not_set_up"), pause=True)
        answer = _account().post("/cgi-bin/message/send", _card(user, rendered))
        code = answer.get("errcode", 0)
        if code in UNKNOWN or answer.get("invaliduser"):
            raise Permanent(reason("unknown", code))
        if code:
            raise Temporary(reason("later", code))


def _account() -> Account:
    return Account(
        "WeCom",
        setting("wecom_url"),
        "/cgi-bin/gettoken",
        (
            ("corpid", setting("wecom_corp_id")),
            ("corpsecret", setting("wecom_secret")),
        ),
    )


def _card(user: str, rendered: Rendered) -> dict:
    agent = setting("wecom_agent_id")
    return {
        "touser": user,
        "msgtype": "textcard",
        "agentid": int(agent) if agent.isdecimal() else agent,
        "textcard": {
            "title": cut(rendered.title, LONGEST_TITLE),
            # Some tags would be taken as such.
            "description": cut(escape(rendered.text, quote=False), LONGEST_TEXT),
            "url": rendered.url,
        },
        "enable_duplicate_check": 1,
        "duplicate_check_interval": DUPLICATES,
    }
