"""Fields that the schemas of actions share."""

from jiesu.addon import _
from jiesu.addon.content.fields import OTHER
from jiesu.addon.handling.errors import FieldError
from zope import schema
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IDict
from zope.schema.interfaces import ITuple


class IFiles(ITuple):
    """A field of attached files."""


@implementer(IFiles)
class Files(schema.Tuple):
    """Attached files; its values are tuples of journal.files.Upload."""


class IContact(IDict):
    """A field of ways to reach a person."""


@implementer(IContact)
class Contact(schema.Dict):
    """How to reach somebody: name, phone, email, each a text."""

    keys = ("name", "phone", "email")
    longest = 100


def files_field() -> Files:
    """The field for attaching files."""
    return Files(
        title=_("field_files", default="Photos and documents"),
        description=_(
            "help_files",
            default="At most 9, each up to 10 MB: images, PDF, office documents.",
        ),
        required=False,
        default=(),
    )


def text_field(required: bool, title=None, description="") -> schema.Text:
    """The field for what is said."""
    return schema.Text(
        title=title or _("field_text", default="Text"),
        description=description,
        required=required,
        max_length=10_000,
    )


def reason_field(vocabulary: str) -> schema.Choice:
    """The choice of a reason from one of the desk's lists."""
    return schema.Choice(
        title=_("field_reason", default="Reason"), vocabulary=vocabulary
    )


def missing_words(data: dict) -> list[FieldError]:
    """What is wrong with a reason from a list: `other` has to be put in words."""
    if data["reason"] == OTHER and not data["text"]:
        why = _("error_other_why", default='Please say what "other" means.')
        return [FieldError("text", why)]
    return []


class IText(Interface):
    """A text, which is what it is all about."""

    text = text_field(required=True)


class ITextAndFiles(Interface):
    """A text with files."""

    text = text_field(required=True)
    files = files_field()
