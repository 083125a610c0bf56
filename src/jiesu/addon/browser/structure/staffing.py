"""Who staffs a department, told without waking its people."""

from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import HANDLERS
from jiesu.addon.access.groups import HEADS
from jiesu.addon.access.groups import office_group
from jiesu.addon.content.department import OFFICE
from plone import api


NO_HANDLER = _("staff_no_handler", default="no handler")
NO_HEAD = _("staff_no_head", default="no head")
NO_MEMBER = _("staff_no_member", default="no member")


@dataclass(frozen=True)
class Function:
    """What one can be in a department: its group, and what it is called.

    name: "handlers", "heads", or "office" in the Office, which has one group
    """

    name: str
    group: str
    title: object
    help: object
    lack: object


def functions_of(desk_id: str, department_id: str) -> tuple[Function, ...]:
    """The functions in a department (docs/concepts/rules.md, terms)."""
    if department_id == OFFICE:
        return (
            Function(
                "office",
                office_group(desk_id),
                _("members_office", default="Members of the Office"),
                _(
                    "members_office_help",
                    default="They see every complaint, dispatch, and set up the desk.",
                ),
                NO_MEMBER,
            ),
        )
    return (
        Function(
            HANDLERS,
            department_group(desk_id, department_id, HANDLERS),
            _("members_handlers", default="Handlers"),
            _("members_handlers_help", default="They accept, ask and answer."),
            NO_HANDLER,
        ),
        Function(
            HEADS,
            department_group(desk_id, department_id, HEADS),
            _("members_heads", default="Heads"),
            _(
                "members_heads_help",
                default="They do what handlers do, may reject, and say who belongs "
                "to the department.",
            ),
            NO_HEAD,
        ),
    )


def member_ids(group_id: str) -> list[str]:
    """The ids of who is in a group; empty where the group is gone."""
    group = api.group.get(groupname=group_id)
    return list(group.getGroupMemberIds()) if group is not None else []


def missing_staff(desk_id: str, department_id: str) -> list:
    """What a department lacks, as messages; empty where it can work."""
    return [
        function.lack
        for function in functions_of(desk_id, department_id)
        if not member_ids(function.group)
    ]
