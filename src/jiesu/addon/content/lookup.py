"""How to find one thing of a desk from another, without a search."""

from Acquisition import aq_chain
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.interfaces import IDepartment
from jiesu.addon.content.interfaces import IDesk
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from zope.component.hooks import setSite


DESK_TYPE = "JiesuDesk"
DEPARTMENTS = "departments"
CATEGORIES = "categories"
COMPLAINTS = "complaints"
FAQ = "faq"
SUPERVISION = "supervision"
ANSWERS = "answers"
REPORTS = "reports"


def desk_of(context):
    """The desk that `context` is in (or is).

    :raises LookupError: when it is in none
    """
    for parent in aq_chain(aq_inner(context)):
        if IDesk.providedBy(parent):
            return parent
    raise LookupError("not inside a desk")


def nearest_desk(context):
    """The desk that `context` is in, else the site's only one, else None."""
    try:
        return desk_of(context)
    except LookupError:
        pass
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type=DESK_TYPE)
    return found[0]._unrestrictedGetObject() if len(found) == 1 else None


def desks_in(application) -> Iterator:
    """All desks of all sites; while one is given, its site is set.

    :param application: Zope's root; Plone sites in it are looked at, not in its folders
    """
    for site in application.objectValues():
        if not IPloneSiteRoot.providedBy(site):
            continue
        setSite(site)
        try:
            search = site.portal_catalog.unrestrictedSearchResults
            # All at once: whoever works through them may end transactions.
            yield from [
                brain._unrestrictedGetObject()
                for brain in search(portal_type=DESK_TYPE)
            ]
        finally:
            setSite(None)


def complaints_of(desk):
    """The container of the desk's complaints."""
    return desk[COMPLAINTS]


def supervisions_of(desk):
    """The container of the desk's supervisions."""
    return desk[SUPERVISION]


def answers_of(desk):
    """The folder of the desk's public answers; None where it is not made yet."""
    return desk.get(ANSWERS)


def reports_of(desk):
    """The container of the desk's reports."""
    return desk[REPORTS]


def department_of(desk, department_id: str | None):
    """The department with this id, or None."""
    found = desk[DEPARTMENTS].get(department_id) if department_id else None
    return found if IDepartment.providedBy(found) else None


def departments_of(desk) -> list:
    """All departments in the order that the Office gave them."""
    return [d for d in desk[DEPARTMENTS].objectValues() if IDepartment.providedBy(d)]


def categories_of(desk) -> Iterator:
    """All categories, each of the first level followed by those below it."""
    for top in desk[CATEGORIES].objectValues():
        if ICategory.providedBy(top):
            yield top
            yield from (c for c in top.objectValues() if ICategory.providedBy(c))


def category_of(desk, category_id: str | None):
    """The category with this id on either level, or None."""
    if not category_id:
        return None
    return next((c for c in categories_of(desk) if c.getId() == category_id), None)


def responsible_department(category) -> str:
    """The id of the department that a category routes to, or "" for the Office.

    The category's own, else that of the category above it.
    """
    parent = aq_parent(aq_inner(category))
    own = category.department or ""
    return own or (parent.department or "" if ICategory.providedBy(parent) else "")
