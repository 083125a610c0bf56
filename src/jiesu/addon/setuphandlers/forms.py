"""Forms that a site had before: they come under the workflow of forms.

What a form asks and does is for Managers alone (docs/how-to/forms.md), so the forms of
other people must not stay as open to editors as they were.
"""

from AccessControl.PermissionRole import rolesForPermissionOn
from DateTime import DateTime
from plone import api


FORM = "EasyForm"
WORKFLOW = "jiesu_form_workflow"


def take_over_forms() -> int:
    """Give each form of the site a state of our workflow, and the rights of the state.

    What everybody could see stays published. A second run changes nothing.

    :returns: how many forms were changed
    """
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type=FORM)
    return sum(_taken_over(brain._unrestrictedGetObject()) for brain in found)


def _taken_over(form) -> bool:
    tool = api.portal.get_tool("portal_workflow")
    new = tool.getStatusOf(WORKFLOW, form) is None
    if new:
        tool.setStatusOf(WORKFLOW, form, _status(_seen_by_all(form)))
    changed = tool[WORKFLOW].updateRoleMappingsFor(form)
    if new or changed:
        form.reindexObject(idxs=["review_state", "allowedRolesAndUsers"])
    return bool(new or changed)


def _seen_by_all(form) -> bool:
    return "Anonymous" in rolesForPermissionOn("View", form)


def _status(published: bool) -> dict:
    return {
        "review_state": "published" if published else "private",
        "action": None,
        "actor": "",
        "comments": "",
        "time": DateTime(),
    }
