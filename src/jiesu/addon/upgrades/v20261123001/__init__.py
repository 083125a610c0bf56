"""To 20261123001: forms, review of FAQ pages, guests, figures.

Every step may be run again. The last one reads the journal of every complaint.
"""

from jiesu.addon import logger
from jiesu.addon.access.guests import admit_guests
from jiesu.addon.catalog.indexing import rebuild_facts
from jiesu.addon.content.lookup import DESK_TYPE
from jiesu.addon.intake.codes import secret_of
from jiesu.addon.setuphandlers.forms import take_over_forms
from plone import api
from Products.GenericSetup.tool import UNKNOWN


EASYFORM = "collective.easyform:default"
FAQ = "JiesuFaq"
FAQ_WORKFLOW = "jiesu_faq_workflow"


def install_forms(setup) -> None:
    """Install collective.easyform, unless the site has it with settings of its own."""
    if setup.getLastVersionForProfile(EASYFORM) == UNKNOWN:
        setup.runAllImportStepsFromProfile(f"profile-{EASYFORM}")


def update_security(setup) -> None:
    """Let the forms and FAQ pages that are there have the rights of their states."""
    logger.info("upgrade: %s forms changed", take_over_forms())
    workflow = api.portal.get_tool("portal_workflow")[FAQ_WORKFLOW]
    for page in _all(FAQ):
        if workflow.updateRoleMappingsFor(page):
            page.reindexObjectSecurity()


def prepare_desks(setup) -> None:
    """Give every desk what a new one has: guests or not, a secret, facts to count."""
    for desk in _all(DESK_TYPE):
        admit_guests(desk)
        # Here, so that no two guests at once make it for the first time.
        secret_of(desk)
        count = rebuild_facts(desk)
        logger.info("upgrade: %s: facts of %s complaints", desk.getId(), count)


def _all(portal_type: str) -> list:
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type=portal_type)
    return [brain._unrestrictedGetObject() for brain in found]
