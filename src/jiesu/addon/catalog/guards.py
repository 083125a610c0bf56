"""A department that complaints name cannot be deleted."""

from Acquisition import aq_base
from jiesu.addon import _
from jiesu.addon.catalog.queries import names_department
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import desk_of
from plone import api
from zExceptions import BadRequest


def keep_used_department(department, event) -> None:
    """Refuse to delete the Office, or a department that leads or supports a complaint.

    With its whole desk it may go.

    :raises BadRequest: says why
    """
    if aq_base(event.object) is not aq_base(department):
        return
    department_id = department.getId()
    if department_id == OFFICE or names_department(desk_of(department), department_id):
        raise BadRequest(
            api.portal.translate(
                _(
                    "error_department_used",
                    default="${title} cannot be deleted: complaints are in its hands, "
                    "or it is the Office.",
                    mapping={"title": department.Title()},
                )
            )
        )
