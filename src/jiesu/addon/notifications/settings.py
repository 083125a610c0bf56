"""Settings of the site's channels, in the registry; for administrators only."""

from jiesu.addon import _
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface
from zope.schema import getFields


PREFIX = "jiesu.addon.notifications.settings.INotificationSettings"


def _line(title, description="", default=""):
    return schema.TextLine(
        title=title, description=description, default=default, required=False
    )


def _secret(title, description=""):
    return schema.Password(
        title=title, description=description, default="", required=False
    )


FIELD_HELP = _(
    "setting_wechat_field_help",
    default="Its name in the message template. It takes 20 characters.",
)


class INotificationSettings(Interface):
    """How messages leave the site."""

    site_url = _line(
        _("setting_site_url", default="Address of the site"),
        _(
            "setting_site_url_help",
            default="As people reach it, for the links in messages, such as "
            "https://jiesu.example.edu.cn. Needed behind a web server that rewrites "
            "addresses.",
        ),
    )
    wecom_url = _line(
        _("setting_wecom_url", default="WeCom: address of the API"),
        _(
            "setting_wecom_url_help",
            default="Another one for a private deployment.",
        ),
        "https://qyapi.weixin.qq.com",
    )
    wecom_corp_id = _line(_("setting_wecom_corp_id", default="WeCom: corp ID"))
    wecom_agent_id = _line(
        _("setting_wecom_agent_id", default="WeCom: agent ID of the application")
    )
    wecom_secret = _secret(
        _("setting_wecom_secret", default="WeCom: secret of the application")
    )
    wechat_url = _line(
        _("setting_wechat_url", default="WeChat: address of the API"),
        default="https://api.weixin.qq.com",
    )
    wechat_app_id = _line(
        _("setting_wechat_app_id", default="WeChat official account: app ID")
    )
    wechat_secret = _secret(
        _("setting_wechat_secret", default="WeChat official account: app secret")
    )
    wechat_template_id = _line(
        _("setting_wechat_template_id", default="WeChat: ID of the message template")
    )
    wechat_title_field = _line(
        _("setting_wechat_title_field", default="WeChat: field for the heading"),
        FIELD_HELP,
        "thing1",
    )
    wechat_text_field = _line(
        _("setting_wechat_text_field", default="WeChat: field for the text"),
        FIELD_HELP,
        "thing2",
    )
    webhook_url = _line(
        _("setting_webhook_url", default="Webhook: address"),
        _(
            "setting_webhook_url_help",
            default="Events are posted to it, such as to the to-do list of the "
            "university's OA.",
        ),
    )
    webhook_secret = _secret(
        _("setting_webhook_secret", default="Webhook: secret for signing"),
        _(
            "setting_webhook_secret_help",
            default="At least 16 characters. The receiver uses the same.",
        ),
    )
    timeout = schema.Float(
        title=_("setting_timeout", default="Seconds to wait for a server"),
        description=_(
            "setting_timeout_help",
            default="A server that does not answer in time is tried again later.",
        ),
        default=10.0,
        min=0.1,
        max=60.0,
    )


def setting(name: str):
    """The value of a setting; its default where the site has none."""
    registry = queryUtility(IRegistry)
    default = getFields(INotificationSettings)[name].default
    if registry is None:
        return default
    value = registry.get(f"{PREFIX}.{name}", None)
    return default if value is None else value
