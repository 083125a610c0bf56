"""Addresses in messages: how people reach the site, which a worker cannot see.

A worker answers no request, so it takes the address from the settings. Without one it
is the address by which the site is published, good enough for one process on one port.
"""

from jiesu.addon.notifications.settings import setting
from plone import api


def address_of(desk, path: str = "") -> str:
    """The address of a desk, or of what has this path below it.

    :param path: such as "complaints/7f3k"; without a slash at its beginning
    """
    portal = api.portal.get()
    base = setting("site_url").rstrip("/") or portal.absolute_url()
    below = desk.getPhysicalPath()[len(portal.getPhysicalPath()) :]
    return "/".join([base, *below, *([path] if path else [])])


def path_below(desk, url: str) -> str:
    """The path below the desk of an address of `address_of`; else the address."""
    base = address_of(desk)
    return url.removeprefix(base).lstrip("/") if url.startswith(base) else url
