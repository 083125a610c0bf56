"""The category (诉求分类): picking it routes the complaint."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from jiesu.addon import _
from jiesu.addon.content.interfaces import ICategory
from plone.dexterity.content import Container
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class ICategorySchema(model.Schema):
    """What the Office sets for a category."""

    title = schema.TextLine(title=_("field_category_title", default="Name"))

    description = schema.Text(
        title=_("field_category_description", default="Hint for submitters"),
        required=False,
    )

    department = schema.Choice(
        title=_("field_category_department", default="Responsible department"),
        description=_(
            "help_category_department",
            default="Empty: that of the category above; where that is empty too, the "
            "Office dispatches by hand.",
        ),
        vocabulary="jiesu.addon.departments",
        required=False,
    )

    urgent = schema.Bool(
        title=_("field_category_urgent", default="Urgent"),
        description=_(
            "help_category_urgent",
            default="Water, power, safety: limits run round the clock.",
        ),
        default=False,
        required=False,
    )

    keywords = schema.List(
        title=_("field_category_keywords", default="Everyday words for it"),
        description=_("help_one_a_line", default="One a line."),
        value_type=schema.TextLine(),
        default=[],
        required=False,
    )


@implementer(ICategory)
class Category(Container):
    """A category of the first level, or of the second inside one of the first."""


def top_of(category) -> list:
    """The category with the one above it before it, where there is one."""
    above = aq_parent(aq_inner(category))
    return [above, category] if ICategory.providedBy(above) else [category]
