"""What a submission holds, and what makes one valid. Channels only translate to it."""

from collections.abc import Mapping
from jiesu.addon import _
from jiesu.addon.content.complaint import CHANNELS
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.complaint import vocabulary
from jiesu.addon.content.places import listed_title
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.fields import Contact
from jiesu.addon.handling.fields import files_field
from jiesu.addon.handling.perform import SOME_FIELDS
from zope import schema
from zope.interface import Interface


class ISubmission(Interface):
    """What a submitter can say."""

    title = schema.TextLine(
        title=_("field_complaint_title", default="In short"),
        required=False,
        default="",
        max_length=200,
    )
    text = schema.Text(
        title=_("field_complaint_text", default="What is wrong?"),
        required=False,
        default="",
        max_length=10_000,
    )
    kind = schema.Choice(
        title=_("field_kind", default="Kind"),
        vocabulary=vocabulary(KINDS),
        required=False,
        default="complaint",
    )
    category = schema.Choice(
        title=_("field_category", default="Category"),
        vocabulary="jiesu.addon.categories",
        required=False,
    )
    department = schema.Choice(
        title=_("field_department", default="Department"),
        vocabulary="jiesu.addon.departments",
        required=False,
    )
    location = schema.TextLine(
        title=_("field_location", default="Where?"),
        required=False,
        default="",
        max_length=200,
    )
    about_department = schema.Bool(
        title=_(
            "field_about_department",
            default="It is about this department or one of its staff",
        ),
        description=_(
            "help_about_department",
            default="The Office takes it; the department does not see it.",
        ),
        required=False,
        default=False,
    )
    hide_identity = schema.Bool(
        title=_("field_hide_identity", default="Hide my name from departments"),
        description=_(
            "help_hide_identity",
            default="Only the Office can see it, and each look is recorded.",
        ),
        required=False,
        default=False,
    )
    contact = Contact(
        title=_("field_contact", default="How to reach you"),
        key_type=schema.TextLine(),
        value_type=schema.TextLine(),
        required=False,
    )
    channel = schema.Choice(
        title=_("field_channel", default="Channel"),
        vocabulary=vocabulary({c: t for c, t in CHANNELS.items() if c != "import"}),
        required=False,
        default="rest",
    )
    agreed = schema.Bool(
        title=_("field_agreed", default="I have read the notice and agree"),
        required=False,
        default=False,
    )
    files = files_field()
    key = schema.TextLine(
        title=_("field_key", default="Key against sending twice"),
        required=False,
        max_length=100,
    )


def read_submission(desk, raw: Mapping) -> dict:
    """Valid data of a submission.

    :param raw: as it came in, see handling/data.py
    :returns: every field of `ISubmission` by name
    :raises Invalid: names the fields that are wrong
    """
    data, errors = convert(desk, ISubmission, raw)
    wrong = {error.field for error in errors}
    errors += [error for error in missing(data) if error.field not in wrong]
    if errors:
        raise Invalid(SOME_FIELDS, tuple(errors))
    # However it was written: figures count one place once.
    data["location"] = listed_title(desk, data["location"])
    return data


def missing(data: dict) -> list[FieldError]:
    """What a submission needs and these data lack (docs/concepts/rules.md, submit)."""
    errors = []
    if not (data.get("title") or data.get("text")):
        say = _("error_say_what", default="Please say what it is about.")
        errors.append(FieldError("text", say))
    if not (data.get("category") or data.get("department")):
        choose = _(
            "error_choose_category",
            default="Please choose a category, or a department.",
        )
        errors.append(FieldError("category", choose))
    if not data.get("agreed"):
        agree = _("error_agree", default="Please read the notice and agree to it.")
        errors.append(FieldError("agreed", agree))
    return errors
