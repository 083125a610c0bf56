"""From an answer to an FAQ page: who may make one, of what, and what stands in its way.

The page is a piece of its own. Where it came from is known to staff alone, and stands
nowhere in the page's own content.
"""

from BTrees.OOBTree import OOBTree
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import capacities
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import FAQ
from jiesu.addon.content.personal import Finding
from jiesu.addon.handling.withoutpersons import findings_in
from jiesu.addon.handling.withoutpersons import fingerprint
from jiesu.addon.handling.withoutpersons import known_names
from jiesu.addon.handling.withoutpersons import last_answer
from jiesu.addon.handling.withoutpersons import without_persons
from plone import api
from plone.dexterity.utils import createContentInContainer
from Products.CMFCore.WorkflowCore import WorkflowException
from zope import schema
from zope.interface import Interface


FAQ_TYPE = "JiesuFaq"
ADD_FAQ = "jiesu.addon: Add FAQ page"
PUBLISH = "publish"
# On the desk's common folder: complaint id → UID of the page that came of it.
PAGES = "_pages_of_complaints"

# Whose work an answer is; they make a page of it.
MAKERS = frozenset({roles.HANDLER, roles.HEAD, roles.OFFICE_ROLE})

NOT_CHECKED = _(
    "error_faq_not_checked",
    default="The text may point to persons. Please look at what is marked, and confirm "
    "that it can be published.",
)


class IFaqDraft(Interface):
    """The public version."""

    title = schema.TextLine(
        title=_("field_faq_question", default="Question"), max_length=200
    )
    answer = schema.Text(
        title=_("field_faq_answer", default="Answer"), max_length=10_000
    )
    category = schema.Choice(
        title=_("field_category", default="Category"),
        vocabulary="jiesu.addon.categories",
        required=False,
    )


def can_make(complaint) -> bool:
    """Whether the present user may make an FAQ page of a complaint's answer."""
    if complaint.kind == REPORT or state_of(complaint) not in (ANSWERED, CLOSED):
        return False
    if last_answer(complaint) is None or not capacities(complaint) & MAKERS:
        return False
    return place_for(complaint) is not None


def place_for(complaint):
    """Where the user's page goes: to the department's, the Office's to all; or None.

    The Office works for everybody, so its pages stand with the common ones.
    """
    desk = desk_of(complaint)
    own = department_of(desk, complaint.department)
    places = [own, desk[FAQ]]
    if roles.OFFICE_ROLE in capacities(complaint):
        places.reverse()
    for place in places:
        if place is not None and api.user.has_permission(ADD_FAQ, obj=place):
            return place
    return None


def proposal(complaint) -> dict:
    """The public version to begin with: what was said, without persons."""
    names = known_names(complaint)
    return {
        "title": without_persons(heading(complaint), names),
        "answer": without_persons(last_answer(complaint).text, names),
        "category": complaint.category,
    }


def make_page(complaint, data: dict):
    """Make the draft.

    :param data: valid data of `IFaqDraft`
    :returns: the page; where one was made of the complaint already, that one
    """
    known = page_of(complaint)
    if known is not None:
        return known
    page = createContentInContainer(
        place_for(complaint), FAQ_TYPE, checkConstraints=False, **data
    )
    page.source = complaint.getId()
    _pages(desk_of(complaint), make=True)[complaint.getId()] = page.UID()
    return page


def page_of(complaint):
    """The page that was made of a complaint's answer, if it is there still, or None."""
    uid = _pages(desk_of(complaint)).get(complaint.getId())
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uid) if uid else ()
    return found[0]._unrestrictedGetObject() if found else None


def source_of(page):
    """The complaint that a page came of, or None. The caller asks who may know."""
    complaint_id = getattr(page, "source", None)
    return complaints_of(desk_of(page)).get(complaint_id) if complaint_id else None


def _pages(desk, make: bool = False):
    folder = desk[FAQ]
    pages = getattr(folder, PAGES, None)
    if pages is None:
        pages = OOBTree()
        if make:
            setattr(folder, PAGES, pages)
    return pages


# Before it is published


def findings_of(page) -> dict[str, list[Finding]]:
    """What in a page's question and answer may point to persons, by field."""
    texts = {"title": page.title, "answer": page.answer}
    return findings_in(texts, source_of(page))


def is_checked(page) -> bool:
    """Whether somebody confirmed just this text, or nothing in it points to persons."""
    if getattr(page, "checked_text", None) == _fingerprint(page):
        return True
    return not any(findings_of(page).values())


def confirm(page) -> None:
    """Note that somebody looked at what is marked in this text."""
    page.checked_text = _fingerprint(page)


def _fingerprint(page) -> str:
    return fingerprint(page.title, page.answer)


def before_transition(page, event) -> None:
    """Refuse to publish what nobody looked at, whichever way it is asked for.

    :raises WorkflowException: says so
    """
    transition = event.transition
    if transition is None or transition.id != PUBLISH or is_checked(page):
        return
    raise WorkflowException(api.portal.translate(NOT_CHECKED))
