"""What editors place in their pages: a part of a desk, without HTML.

`JiesuBlock` is a page of its own that shows one; portlets take the same choices
(browser/embed/portlet.py).
"""

from jiesu.addon import _
from jiesu.addon.content.interfaces import IBlock
from jiesu.addon.content.interfaces import IDesk
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import department_of
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid
from zope.interface import invariant
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


BUTTON = "button"
FORM = "form"
FAQ = "faq"
FIGURES = "figures"
TRACK = "track"

PARTS = {
    FORM: _("part_form", default="The form to say what is wrong"),
    BUTTON: _("part_button", default="A button that leads to the form"),
    FAQ: _("part_faq", default="Common answers"),
    FIGURES: _("part_figures", default="Figures"),
    TRACK: _("part_track", default="Follow my complaint"),
}


class IPartChoices(model.Schema):
    """Which part of which desk."""

    desk = schema.Choice(
        title=_("field_part_desk", default="Desk"),
        vocabulary="jiesu.addon.desks",
    )
    what = schema.Choice(
        title=_("field_part_what", default="What to show"),
        vocabulary=SimpleVocabulary(
            [SimpleTerm(name, name, title) for name, title in PARTS.items()]
        ),
        default=FORM,
    )
    category = schema.Choice(
        title=_("field_category", default="Category"),
        description=_(
            "help_part_category",
            default="Of the form: chosen already. Of common answers: these alone.",
        ),
        vocabulary="jiesu.addon.desks_categories",
        required=False,
    )
    department = schema.Choice(
        title=_("field_department", default="Department"),
        description=_(
            "help_part_department",
            default="Of the form: it goes there. Of answers and figures: its own "
            "alone.",
        ),
        vocabulary="jiesu.addon.desks_departments",
        required=False,
    )
    count = schema.Int(
        title=_("field_part_count", default="How many questions"),
        default=5,
        min=1,
        max=30,
        required=False,
    )

    @invariant
    def of_the_desk(data):
        """A category and a department are of the desk that was chosen."""
        desk = desk_of_part(data)
        if desk is None:
            return
        if data.category and category_of(desk, data.category) is None:
            raise Invalid(
                _("error_part_category", default="This desk has no such category.")
            )
        if data.department and department_of(desk, data.department) is None:
            raise Invalid(
                _("error_part_department", default="This desk has no such department.")
            )


class IBlockSchema(IPartChoices):
    """A page that shows a part of a desk."""

    directives.order_before(description="*")
    directives.order_before(title="*")
    title = schema.TextLine(title=_("field_title", default="Title"))
    description = schema.Text(
        title=_("field_description", default="Summary"), required=False
    )


@implementer(IBlock)
class Block(Item):
    """Shows a part of a desk; editors add it to any folder."""

    desk = ""
    what = FORM
    category = None
    department = None
    count = 5


def desk_of_part(data):
    """The desk that was chosen, if the present user may see it; else None."""
    found = uuidToObject(data.desk, unrestricted=True) if data.desk else None
    seen = IDesk.providedBy(found) and api.user.has_permission("View", obj=found)
    return found if seen else None
