"""A new desk gets its folders; a category is not put below the second level."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from jiesu.addon import _
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.lookup import ANSWERS
from jiesu.addon.content.lookup import CATEGORIES
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import COMPLAINTS
from jiesu.addon.content.lookup import DEPARTMENTS
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import FAQ
from jiesu.addon.content.lookup import REPORTS
from jiesu.addon.content.lookup import SUPERVISION
from jiesu.addon.content.words import stored_words
from plone import api
from plone.dexterity.utils import createContentInContainer
from zExceptions import BadRequest


FOLDERS = (
    (DEPARTMENTS, "JiesuDepartments", _("folder_departments", default="Departments")),
    (CATEGORIES, "JiesuCategories", _("folder_categories", default="Categories")),
    (COMPLAINTS, "JiesuComplaints", _("folder_complaints", default="Complaints")),
    (
        SUPERVISION,
        "JiesuSupervisions",
        _("folder_supervision", default="Supervision"),
    ),
    (REPORTS, "JiesuReports", _("folder_reports", default="Reports")),
    (FAQ, "JiesuFaqs", _("folder_faq", default="Common questions")),
    (ANSWERS, "JiesuPublicAnswers", _("folder_answers", default="Public answers")),
)


def desk_added(desk, event) -> None:
    """Make the folders of a new desk, and the Office as its first department.

    A desk that is copied or imported brings its own.
    """
    ensure_folders(desk)
    if OFFICE not in desk[DEPARTMENTS]:
        title = _("department_office", default="Office")
        _add(desk[DEPARTMENTS], "JiesuDepartment", OFFICE, title)


def ensure_folders(desk) -> None:
    """Make the folders that a desk lacks: a new one all, one of old those of later."""
    for folder_id, portal_type, title in FOLDERS:
        if folder_id not in desk:
            _add(desk, portal_type, folder_id, title)


def unordered_added(container, event) -> None:
    """Keep no order of a new container: its own lists do."""
    container.setOrdering("unordered")


def _add(container, portal_type: str, object_id: str, title) -> None:
    createContentInContainer(
        container,
        portal_type,
        checkConstraints=False,
        id=object_id,
        title=stored_words(title),
    )


def category_added(category, event) -> None:
    """Keep categories to two levels, each with an id of its own in the whole desk.

    The id is what a complaint keeps of its category (docs/concepts/rules.md, terms).

    :raises BadRequest: it would be on the third level, or another has its id
    """
    parent = aq_parent(aq_inner(category))
    if ICategory.providedBy(parent) and ICategory.providedBy(
        aq_parent(aq_inner(parent))
    ):
        raise BadRequest(
            api.portal.translate(
                _("error_third_level", default="Categories have two levels, not three.")
            )
        )
    same = [c for c in categories_of(desk_of(category)) if c.id == category.id]
    if len(same) > 1:
        raise BadRequest(
            api.portal.translate(
                _(
                    "error_category_id",
                    default="There is a category with the short name ${id} already; "
                    "please choose another short name.",
                    mapping={"id": category.id},
                )
            )
        )
