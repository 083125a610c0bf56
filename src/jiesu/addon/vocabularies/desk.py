"""What can be chosen on a desk: departments, categories, handlers, reasons."""

from AccessControl import getSecurityManager
from Acquisition import aq_inner
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.groups import department_members
from jiesu.addon.access.groups import full_name
from jiesu.addon.access.groups import heads_group
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.fields import parse_reasons
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.interfaces import IComplaint
from jiesu.addon.content.interfaces import IDepartment
from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import DESK_TYPE
from jiesu.addon.content.lookup import nearest_desk
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.content.report import BULLETIN
from jiesu.addon.content.report import KINDS
from jiesu.addon.content.supervision import running
from plone import api
from zope.component.hooks import getSite
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def _desk(context):
    """The desk of where a form is shown, or the site's only one; else None."""
    return nearest_desk(context if hasattr(context, "aq_inner") else getSite())


def _vocabulary(pairs) -> SimpleVocabulary:
    return SimpleVocabulary([SimpleTerm(value, value, title) for value, title in pairs])


@provider(IVocabularyFactory)
def departments(context) -> SimpleVocabulary:
    """The departments of the desk, the Office among them."""
    desk = _desk(context)
    found = departments_of(desk) if desk is not None else []
    return _vocabulary((d.getId(), d.Title()) for d in found)


@provider(IVocabularyFactory)
def categories(context) -> SimpleVocabulary:
    """The categories of the desk, on both levels."""
    desk = _desk(context)
    found = categories_of(desk) if desk is not None else ()
    return _vocabulary((c.getId(), c.Title()) for c in found)


@provider(IVocabularyFactory)
def desks(context) -> SimpleVocabulary:
    """The desks of the site that the present user may see, by their UIDs."""
    return _vocabulary((desk.UID(), desk.Title()) for desk in _seen_desks())


@provider(IVocabularyFactory)
def desks_categories(context) -> SimpleVocabulary:
    """The categories of these desks, those below set in."""
    return _of_desks(
        lambda desk: ((c.getId(), _set_in(c)) for c in categories_of(desk))
    )


def _set_in(category) -> str:
    below = ICategory.providedBy(category.aq_parent)
    return f"— {category.Title()}" if below else category.Title()


@provider(IVocabularyFactory)
def desks_departments(context) -> SimpleVocabulary:
    """The departments of these desks."""
    return _of_desks(
        lambda desk: ((d.getId(), d.Title()) for d in departments_of(desk))
    )


def _of_desks(pairs_of) -> SimpleVocabulary:
    """What several desks have; an id that two of them have stands there once."""
    found = _seen_desks()
    pairs: dict[str, str] = {}
    for desk in found:
        for id_, title in pairs_of(desk):
            told = f"{desk.Title()}: {title}" if len(found) > 1 else title
            pairs.setdefault(id_, told)
    return _vocabulary(pairs.items())


def _seen_desks() -> list:
    catalog = api.portal.get_tool("portal_catalog")
    return [brain.getObject() for brain in catalog(portal_type=DESK_TYPE)]


@provider(IVocabularyFactory)
def handlers(context) -> SimpleVocabulary:
    """The members of the department that leads a complaint."""
    context = aq_inner(context)
    desk = _desk(context)
    if desk is None or not IComplaint.providedBy(context) or not context.department:
        return _vocabulary(())
    users = department_members(desk.getId(), context.department)
    return _vocabulary((user.getId(), full_name(user)) for user in users)


@provider(IVocabularyFactory)
def absentees(context) -> SimpleVocabulary:
    """The members of a department: who of it can be away."""
    return _vocabulary(_people_of(context, ()))


@provider(IVocabularyFactory)
def deputies(context) -> SimpleVocabulary:
    """Who can act for members of a department: they themselves, and the Office's."""
    return _vocabulary(_people_of(context, (OFFICE,)))


def _people_of(context, others: tuple[str, ...]) -> list[tuple[str, str]]:
    context = aq_inner(context)
    desk = _desk(context)
    if desk is None or not IDepartment.providedBy(context):
        return []
    departments = dict.fromkeys((context.getId(), *others))
    users = [u for d in departments for u in department_members(desk.getId(), d)]
    return list({user.getId(): full_name(user) for user in users}.items())


def _reasons(name: str):
    @provider(IVocabularyFactory)
    def reasons(context) -> SimpleVocabulary:
        desk = _desk(context)
        lines = getattr(desk, name, None)
        return _vocabulary((reason.id, reason.title) for reason in parse_reasons(lines))

    return reasons


return_reasons = _reasons("return_reasons")
reject_reasons = _reasons("reject_reasons")
suspend_reasons = _reasons("suspend_reasons")
low_score_reasons = _reasons("low_score_reasons")


@provider(IVocabularyFactory)
def supervisions(context) -> SimpleVocabulary:
    """The running supervisions that the user may see and that do not join it yet."""
    desk = _desk(context)
    if desk is None or not IComplaint.providedBy(context):
        return _vocabulary(())
    return _vocabulary(
        (one.getId(), f"{one.number} {one.title}")
        for one in running(supervisions_of(desk))
        if one.getId() not in context.supervisions and capacities(one)
    )


@provider(IVocabularyFactory)
def linked_complaints(context) -> SimpleVocabulary:
    """The complaints that a supervision joins, as far as the user may see them."""
    if not ISupervision.providedBy(context):
        return _vocabulary(())
    container = complaints_of(_desk(context))
    found = [container[one] for one in context.complaints]
    return _vocabulary(
        (one.getId(), f"{one.number} {heading(one)}")
        for one in found
        if capacities(one)
    )


@provider(IVocabularyFactory)
def supervision_handlers(context) -> SimpleVocabulary:
    """The members of those departments of a supervision whose head the user is."""
    if not ISupervision.providedBy(context):
        return _vocabulary(())
    desk_id = _desk(context).getId()
    groups = set(getSecurityManager().getUser().getGroups())
    users = {
        user.getId(): full_name(user)
        for department in (context.department, *context.supporting)
        if heads_group(desk_id, department) in groups
        for user in department_members(desk_id, department)
    }
    return _vocabulary(users.items())


@provider(IVocabularyFactory)
def report_kinds(context) -> SimpleVocabulary:
    """The reports that a desk can draft itself: all whose period the calendar knows."""
    return _vocabulary((one, KINDS[one]) for one in KINDS if one != BULLETIN)
