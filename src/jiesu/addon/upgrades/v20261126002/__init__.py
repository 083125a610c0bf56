"""To 20261126002: reports, public answers, parts of the desk in other pages.

It may be run again. Settings and attributes that are new have defaults.
"""

from jiesu.addon.content.lookup import DESK_TYPE
from jiesu.addon.content.subscribers import ensure_folders
from plone import api


def prepare_desks(setup) -> None:
    """Give every desk the folders of reports and of public answers."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type=DESK_TYPE):
        ensure_folders(brain._unrestrictedGetObject())
