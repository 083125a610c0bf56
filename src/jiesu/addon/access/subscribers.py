"""Groups come and go with their desk and departments."""

from jiesu.addon import _
from jiesu.addon.access.deputyplugin import unregister
from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import ensure_group
from jiesu.addon.access.groups import FUNCTIONS
from jiesu.addon.access.groups import groups_of_department
from jiesu.addon.access.groups import groups_of_desk
from jiesu.addon.access.groups import HEADS
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.groups import remove_group
from jiesu.addon.access.groups import supervisors_group
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.words import stored_words
from plone import api
from zExceptions import BadRequest


def desk_added(desk, event) -> None:
    """Make the Office's and the supervisors' groups.

    :raises BadRequest: another desk of the site has this id, and so these groups
    """
    if any(api.group.get(groupname=group) for group in groups_of_desk(desk.getId())):
        raise BadRequest(
            api.portal.translate(
                _(
                    "error_desk_id",
                    default="There are groups of a desk with the id ${id} already.",
                    mapping={"id": desk.getId()},
                )
            )
        )
    office = stored_words(_("group_office", default="Office"))
    supervisors = stored_words(_("group_supervisors", default="Supervisors"))
    ensure_group(office_group(desk.getId()), f"{desk.Title()} · {office}")
    ensure_group(supervisors_group(desk.getId()), f"{desk.Title()} · {supervisors}")


def desk_removed(desk, event) -> None:
    """Remove the desk's groups, and forget its deputies."""
    unregister(desk)
    for group in groups_of_desk(desk.getId()):
        remove_group(group)


def department_added(department, event) -> None:
    """Make the groups of the handlers and heads; the Office has its group already.

    :raises BadRequest: another desk has a department with groups of these names, as
        `a` has in `b-c` and `a-b` in `c`: its members would act here as well
    """
    if department.getId() == OFFICE:
        return
    groups = groups_of_department(desk_of(department).getId(), department.getId())
    if any(api.group.get(groupname=group) for group in groups):
        raise BadRequest(
            api.portal.translate(
                _(
                    "error_department_id",
                    default="There are groups of a department with the short name "
                    "${id} already; please choose another short name.",
                    mapping={"id": department.getId()},
                )
            )
        )
    words = {
        function: stored_words(
            _("group_heads", default="Heads")
            if function == HEADS
            else _("group_handlers", default="Handlers")
        )
        for function in FUNCTIONS
    }
    desk_id = desk_of(department).getId()
    for function, word in words.items():
        ensure_group(
            department_group(desk_id, department.getId(), function),
            f"{department.Title()} · {word}",
        )


def department_removed(department, event) -> None:
    """Remove the department's groups."""
    if department.getId() == OFFICE:
        return
    desk_id = desk_of(department).getId()
    for function in FUNCTIONS:
        remove_group(department_group(desk_id, department.getId(), function))
