"""The department (承办单位): a folder that is the workplace of its members."""

from jiesu.addon import _
from jiesu.addon.content.interfaces import IDepartment
from plone.dexterity.content import Container
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


# The Office is a department of its own desk, so that it can lead a complaint.
OFFICE = "office"


class IDepartmentSchema(model.Schema):
    """What is known of a department."""

    title = schema.TextLine(title=_("field_department_title", default="Name"))

    description = schema.Text(
        title=_("field_department_description", default="What it is for"),
        required=False,
    )

    phone = schema.TextLine(
        title=_("field_department_phone", default="Telephone of its office"),
        required=False,
    )

    location = schema.TextLine(
        title=_("field_department_location", default="Where it is"), required=False
    )

    hours = schema.TextLine(
        title=_("field_department_hours", default="Office hours"),
        description=_(
            "help_department_hours",
            default="When people can call or come, such as: working days 8:30-17:30.",
        ),
        required=False,
    )

    review_answers = schema.Bool(
        title=_("field_review_answers", default="The head reviews answers"),
        description=_(
            "help_review_answers",
            default="Handlers draft an answer; a head of the department sends it or "
            "gives it back. Time runs until it is sent.",
        ),
        required=False,
        default=False,
    )


@implementer(IDepartment)
class Department(Container):
    """A second-level unit; its groups are made and removed with it."""

    # Of departments made before there was the field.
    review_answers = False

    # See content/templates.py; no field, so that no form and no service shows it.
    # Without its type: Zope would take the `__annotations__` of the class for those of
    # the object.
    answer_templates = ()
