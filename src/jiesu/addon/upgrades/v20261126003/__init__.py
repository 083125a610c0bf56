"""To 20261126003: desks stand in the site's navigation, inner types out of its search,
and answers are described by their beginning.

It may be run again.
"""

from jiesu.addon.setuphandlers.searching import leave_out_of_search
from plone import api


DESCRIBED = ("JiesuFaq", "JiesuPublicAnswer")


def hide_inner_types(setup) -> None:
    """Leave our inner types out of the site's search."""
    leave_out_of_search()


def describe_answers(setup) -> None:
    """Let the site's search show how answers begin."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type=DESCRIBED):
        brain._unrestrictedGetObject().reindexObject(idxs=["Description"])
