"""Create the demo site /Plone, in Chinese, with the platform and its demo content.

Run by serve.py in a process of its own, once for a data folder.
"""

from AccessControl.SecurityManagement import newSecurityManager
from instance import checks
from instance import settings
from jiesu.addon.notifications.settings import PREFIX as SETTINGS_OF_CHANNELS
from plone.distribution.api import site as site_api
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.tool import UNKNOWN
from zope.component import getUtility
from zope.component.hooks import setSite

import secrets
import transaction


SITE = "Plone"
DESK = "jiesu"
ADMIN = "admin"
PROFILES = ("jiesu.addon:default", "jiesu.addon:demo")
ANSWERS = {
    "site_id": SITE,
    "title": "接诉即办",
    "description": "",
    "default_language": "zh-cn",
    "portal_timezone": "Asia/Shanghai",
    "setup_content": False,
}
# As people reach the site, for the links in messages.
ADDRESS = f"{SETTINGS_OF_CHANNELS}.site_url"
REGISTRY = {
    "plone.available_languages": ["zh-cn", "en"],
    "plone.use_combined_language_codes": True,
    # Who asks for English, in the browser or by the switch on the page, gets it.
    "plone.use_request_negotiation": True,
    "plone.use_cookie_negotiation": True,
    "plone.email_from_name": "接诉即办",
    "plone.email_from_address": "jiesu@example.edu.cn",
    # Search engines are led to the desk's public pages.
    "plone.robots_txt": "Sitemap: {portal_url}/jiesu/@@sitemap.xml\n"
    "User-agent: *\nDisallow: /*@@search\n",
    # Plone shows 127.0.0.1 without its theme unless told otherwise.
    "plone.app.theming.interfaces.IThemeSettings.hostnameBlacklist": [],
}


class UnknownSite(checks.CannotStart):
    """There is a site /Plone, and it is none of ours."""


def create(app) -> None:
    """Create the site, whole or not at all, and leave the mark that it is there.

    :param app: Zope's root, see console.py
    :raises UnknownSite: the database has a site of that name that is not complete
    """
    chosen = settings.read()
    if SITE in app.objectIds():
        _refuse_unless_complete(app, chosen)
    else:
        _log_in_as_admin(app, chosen)
        try:
            _create_site(app, chosen)
        except BaseException:
            _remove_site(app)
            raise
    chosen.demo_mark.touch()


def queue_mail(site, chosen: settings.Settings) -> None:
    """Have the site's mail wait in the data folder, wherever that now is.

    Writes nothing where that is so already; does not commit.
    """
    host = site.MailHost
    wanted = {
        "smtp_host": host.smtp_host or "localhost",
        "smtp_queue": True,
        "smtp_queue_directory": str(chosen.mail_queue),
    }
    if any(getattr(host, name) != value for name, value in wanted.items()):
        host.__dict__.update(wanted)
        host._p_changed = True


def link_to_here(site, chosen: settings.Settings) -> None:
    """Have links in messages lead to where this start serves.

    An address that somebody set, of another machine, stays. Does not commit.
    """
    records = site.portal_registry
    wanted = f"{chosen.address}/{SITE}"
    known = records.get(ADDRESS, None)
    ours = not known or known.startswith(("http://localhost:", "http://127.0.0.1:"))
    if ADDRESS in records.records and ours and known != wanted:
        records[ADDRESS] = wanted


def _refuse_unless_complete(app, chosen: settings.Settings) -> None:
    setup = app[SITE].portal_setup
    missing = [
        name for name in PROFILES if setup.getLastVersionForProfile(name) == UNKNOWN
    ]
    if missing:
        raise UnknownSite(
            f"The database in {chosen.data} has a site /{SITE} without "
            f"{' and '.join(missing)}: choose another folder by DATA=..., or remove "
            "this one if it is the rest of a start that was broken off."
        )


def _log_in_as_admin(app, chosen: settings.Settings) -> None:
    _ensure_admin(app, chosen)
    users = app.acl_users
    newSecurityManager(None, users.getUser(ADMIN).__of__(users))


def _ensure_admin(app, chosen: settings.Settings) -> None:
    users = app.acl_users
    if users.getUser(ADMIN) is None:
        password = secrets.token_urlsafe(15)
        chosen.admin_password.touch(mode=0o600)
        chosen.admin_password.write_text(password + "\n", encoding="ascii")
        users.userFolderAddUser(ADMIN, password, ["Manager"], [])


def _create_site(app, chosen: settings.Settings) -> None:
    site = site_api.create(app, "classic", ANSWERS)
    # The root's user folder is another one now, and empty.
    _ensure_admin(app, chosen)
    setSite(site)
    registry = getUtility(IRegistry)
    for name, value in REGISTRY.items():
        registry[name] = value
    queue_mail(site, chosen)
    for profile in PROFILES:
        site.portal_setup.runAllImportStepsFromProfile(f"profile-{profile}")
    # Whoever comes to the site has come for the desk.
    site.setDefaultPage(DESK)
    link_to_here(site, chosen)
    transaction.commit()


def _remove_site(app) -> None:
    transaction.abort()
    setSite(None)
    if SITE in app.objectIds():
        app._delObject(SITE, suppress_events=True)
        transaction.commit()
