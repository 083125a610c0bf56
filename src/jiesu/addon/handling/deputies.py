"""Naming deputies, and ending it: who may, and what is wrong with what was sent.

docs/concepts/rules.md, deputies.
"""

from AccessControl import getSecurityManager
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.access.deputies import Deputyship
from jiesu.addon.access.deputies import deputyships
from jiesu.addon.access.deputies import end_deputyship
from jiesu.addon.access.deputies import name_deputy
from jiesu.addon.access.deputyplugin import borrowed_groups
from jiesu.addon.access.deputyplugin import register
from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import HEADS
from jiesu.addon.access.permissions import MANAGE_MEMBERS
from jiesu.addon.access.permissions import NAME_DEPUTIES
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.zone import beginning_of
from jiesu.addon.content.zone import day_of
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.perform import forget_roles
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.perform import SOME_FIELDS
from zope import schema
from zope.interface import Interface


# So many days at most, both ends counted.
LONGEST = 366


class IAbsence(Interface):
    """Who is away from when to when, and who acts meanwhile."""

    absent = schema.Choice(
        title=_("field_absent", default="Who is away"),
        vocabulary="jiesu.addon.absentees",
    )
    deputy = schema.Choice(
        title=_("field_deputy", default="Deputy"),
        description=_(
            "help_deputy",
            default="Somebody of the department or of the Office.",
        ),
        vocabulary="jiesu.addon.deputies",
    )
    first = schema.Date(title=_("field_first_day", default="First day"))
    last = schema.Date(
        title=_("field_last_day", default="Last day"),
        description=_(
            "help_last_day",
            default="At its end it is over, without anybody doing anything.",
        ),
    )


def may_name(department) -> bool:
    """Whether the present user may name deputies in a department at all."""
    return _has(NAME_DEPUTIES, department)


def may_name_for(department, user_id: str) -> bool:
    """Whether the present user may say who acts for somebody of a department.

    Everybody for themself; heads for their people; the Office for all. A head's deputy
    does not: it would not end by itself where they could name themself again.
    """
    if not may_name(department):
        return False
    desk = desk_of(department)
    return (
        user_id == _user_id()
        or _has(MANAGE_MEMBERS, desk)
        or (_has(MANAGE_MEMBERS, department) and not _head_as_deputy(desk, department))
    )


def name(department, raw: dict) -> Deputyship:
    """Let somebody of a department be stood in for.

    :param raw: the fields of `IAbsence` as they came in
    :raises Forbidden: the user may not name a deputy here, or not for this person
    :raises Invalid: says what is wrong
    """
    if not may_name(department):
        raise Forbidden(RIGHT_MISSING)
    data, errors = convert(department, IAbsence, raw)
    errors = errors or _wrong(department, data)
    if errors:
        raise Invalid(SOME_FIELDS, tuple(errors))
    if not may_name_for(department, data["absent"]):
        raise Forbidden(RIGHT_MISSING)
    desk = desk_of(department)
    named = name_deputy(desk, department.getId(), **data, by=_user_id())
    register(desk)
    forget_roles()
    return named


def end(department, id_: str) -> Deputyship | None:
    """End a deputyship of a department.

    :returns: it, or None where there is none such
    :raises Forbidden: the user may not
    """
    desk = desk_of(department)
    known = deputyships(desk, department.getId())
    found = next((one for one in known if one.id == id_), None)
    if found is None:
        return None
    if not may_name_for(department, found.absent):
        raise Forbidden(RIGHT_MISSING)
    end_deputyship(desk, found)
    forget_roles()
    return found


def _wrong(department, data: dict) -> list[FieldError]:
    """What is wrong with dates and persons that are valid one by one."""
    first, last = data["first"], data["last"]
    if data["absent"] == data["deputy"]:
        why = _("error_own_deputy", default="Nobody can be their own deputy.")
        return [FieldError("deputy", why)]
    if first < day_of(now()):
        why = _("error_first_past", default="The first day is today or later.")
        return [FieldError("first", why)]
    if last < first:
        why = _("error_last_first", default="The last day is before the first one.")
        return [FieldError("last", why)]
    if last - first >= timedelta(days=LONGEST):
        why = _(
            "error_absence_long",
            default="At most ${days} days at once.",
            mapping={"days": LONGEST},
        )
        return [FieldError("last", why)]
    return _named_already(department, data)


def _named_already(department, data: dict) -> list[FieldError]:
    begins = beginning_of(data["first"])
    ends = beginning_of(data["last"] + timedelta(days=1))
    for one in deputyships(desk_of(department), department.getId()):
        same = (one.absent, one.deputy) == (data["absent"], data["deputy"])
        if same and one.begins < ends and begins < one.ends:
            why = _(
                "error_deputy_already",
                default="This deputy is named for some of these days already.",
            )
            return [FieldError("deputy", why)]
    return []


def _head_as_deputy(desk, department) -> bool:
    heads = department_group(desk.getId(), department.getId(), HEADS)
    return heads in borrowed_groups(desk, _user_id())


def _has(permission: str, place) -> bool:
    return bool(getSecurityManager().checkPermission(permission, place))


def _user_id() -> str:
    return getSecurityManager().getUser().getId() or ""
