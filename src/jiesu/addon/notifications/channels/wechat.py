"""WeChat (微信): a template message of the university's official account."""

from jiesu.addon import _
from jiesu.addon.notifications.channels.tencent import Account
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.errors import Temporary
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.reasons import reason
from jiesu.addon.notifications.rendered import Rendered
from jiesu.addon.notifications.settings import setting
from zope.interface import implementer


# No such follower; or one who does not follow any more, or wants no messages.
UNKNOWN = (40003, 43004, 43101)
# WeChat's limit for a field of the kind "thing", in characters.
LONGEST_FIELD = 20


@implementer(IChannel)
class WeChatChannel:
    """Sends one template message for each message."""

    title = _("channel_wechat", default="WeChat")
    transactional = False

    def available(self, desk) -> bool:
        """Whether an official account and its template are set up."""
        return _account().complete and bool(setting("wechat_template_id"))

    def send(self, desk, record_ids: tuple[str, ...], rendered: Rendered) -> None:
        """Send a template message.

        :raises Permanent: the receiver does not follow the account
        :raises Temporary: WeChat is away, or has had enough
        """
        user = rendered.address_for("openid")
        if not user:
            raise Permanent(reason("no_address"))
        if not self.available(desk):
            raise Temporary(reason("not_set_up"), pause=True)
        body = _message(user, record_ids[0], rendered)
        code = _account().post("/cgi-bin/message/template/send", body).get("errcode", 0)
        if code in UNKNOWN:
            raise Permanent(reason("unknown", code))
        if code:
            raise Temporary(reason("later", code))


def _account() -> Account:
    return Account(
        "WeChat",
        setting("wechat_url"),
        "/cgi-bin/token",
        (
            ("grant_type", "client_credential"),
            ("appid", setting("wechat_app_id")),
            ("secret", setting("wechat_secret")),
        ),
    )


def _message(user: str, record_id: str, rendered: Rendered) -> dict:
    said = {
        setting("wechat_title_field"): rendered.title,
        setting("wechat_text_field"): rendered.text,
    }
    return {
        "touser": user,
        "template_id": setting("wechat_template_id"),
        "url": rendered.url,
        # WeChat drops a second one with the same id within ten minutes.
        "client_msg_id": record_id,
        "data": {name: {"value": _field(text)} for name, text in said.items() if name},
    }


def _field(text: str) -> str:
    """A text as a field takes it: one short line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_FIELD else line[: LONGEST_FIELD - 1] + "…"
