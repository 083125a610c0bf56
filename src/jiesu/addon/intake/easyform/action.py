"""The EasyForm action "File a complaint": translates a form to the one way in."""

from AccessControl import getSecurityManager
from collective.easyform.actions import Action
from collective.easyform.actions import ActionFactory
from collective.easyform.api import get_actions
from collective.easyform.api import get_context
from collective.easyform.api import get_schema
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IAction
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.content.complaint import CHANNELS
from jiesu.addon.content.interfaces import IDesk
from jiesu.addon.content.lookup import nearest_desk
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.birth import Birth
from jiesu.addon.intake.easyform.mapping import BadLine
from jiesu.addon.intake.easyform.mapping import field_of
from jiesu.addon.intake.easyform.mapping import PARTS
from jiesu.addon.intake.easyform.mapping import read_mapping
from jiesu.addon.intake.easyform.mapping import Said
from jiesu.addon.intake.easyform.mapping import submission
from jiesu.addon.intake.guards import Suspicious
from jiesu.addon.intake.guards import TooMany
from jiesu.addon.intake.submission import read_submission
from jiesu.addon.intake.tries import check_page_submission
from jiesu.addon.journal.files import Upload
from jiesu.addon.wording import listed
from jiesu.addon.wording import said
from plone import api
from plone.namedfile.interfaces import INamed
from plone.supermodel.exportimport import BaseHandler
from zope import schema
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer
from zope.interface import Invalid as InvalidValue
from zope.schema import getFieldsInOrder

import transaction


# Where a request keeps what it filed, for the page of thanks.
FILED = "jiesu.addon.filed"
# The hidden field with the key against filing twice.
KEY = "jiesu_key"
CHANNEL = "form"

WHY = {
    "pair": _(
        "error_mapping_pair",
        default='"${line}": a form field, a bar and a part of a complaint are wanted.',
    ),
    "part": _(
        "error_mapping_part",
        default='"${line}": the part behind the bar can be ${parts}.',
    ),
    "twice": _(
        "error_mapping_twice",
        default='"${line}": only one form field can become this part.',
    ),
}


def valid_mapping(lines) -> bool:
    """Whether a mapping can be read.

    :raises Invalid: names the line and what is allowed
    """
    try:
        read_mapping(lines or ())
    except BadLine as bad:
        raise InvalidValue(_bad_line(bad)) from None
    return True


def _bad_line(bad: BadLine):
    why = WHY[bad.why]
    # The form's own framework puts no list into words.
    parts = said(listed(PARTS), api.portal.translate)
    mapping = {"line": bad.line.strip(), "parts": parts}
    return _(str(why), default=why.default, mapping=mapping)


class IFileComplaint(IAction):
    """What a Manager sets for a form that files complaints."""

    desk = schema.TextLine(
        title=_("field_form_desk", default="Desk"),
        description=_(
            "help_form_desk",
            default="Its path in the site, such as jiesu. Empty: the desk that the "
            "form is in, else the site's only one.",
        ),
        required=False,
        default="",
    )
    mapping = schema.List(
        title=_("field_form_mapping", default="What becomes of the form's fields"),
        description=_(
            "help_form_mapping",
            default="One a line: form field | part of the complaint. Parts are text, "
            "location and files (several fields each), title, kind, category, "
            "department, name, phone, email, hide_identity, about_department, agreed.",
        ),
        value_type=schema.TextLine(),
        required=False,
        constraint=valid_mapping,
    )
    kind = schema.TextLine(
        title=_("field_form_kind", default="Kind, where it is fixed"),
        required=False,
        default="",
    )
    category = schema.TextLine(
        title=_("field_form_category", default="Category, where it is fixed"),
        description=_("help_form_id", default="Its short name."),
        required=False,
        default="",
    )
    department = schema.TextLine(
        title=_("field_form_department", default="Department, where it is fixed"),
        description=_("help_form_id", default="Its short name."),
        required=False,
        default="",
    )
    channel = schema.TextLine(
        title=_("field_form_channel", default="Channel"),
        required=False,
        default=CHANNEL,
    )


@dataclass(frozen=True)
class Filed:
    """What the page of thanks tells."""

    desk: object
    complaint: object
    code: str | None


class Refused(Exception):
    """Nothing is filed; `errors` are messages by form field, or for the whole form."""

    def __init__(self, errors: dict):
        """Keep them."""
        super().__init__()
        self.errors = errors


@implementer(IFileComplaint)
class FileComplaint(Action):
    """Files a complaint of what was filled in, in the transaction of the form."""

    def __init__(self, **settings):
        """Keep the settings; what is left out has its default."""
        for name in SETTINGS:
            setattr(self, name, settings.pop(name, IFileComplaint[name].default))
        super().__init__(**settings)

    def onSuccess(self, fields, request):
        """File it; with an error nothing is stored, whatever other actions wrote.

        :param fields: what was filled in, by form field
        :returns: messages by form field where it was refused, else None
        """
        try:
            filed = self._file(get_context(self), fields, request)
        except Refused as refused:
            transaction.doom()
            return {
                field: said(message, api.portal.translate)
                for field, message in refused.errors.items()
            }
        IAnnotations(request)[FILED] = filed
        return None

    def _file(self, form, fields, request) -> Filed:
        desk = self._desk(form)
        pairs = self._pairs(form)
        user = getSecurityManager().getUser().getId() or ""
        if not getSecurityManager().checkPermission(SUBMIT, desk):
            raise _refused(LOG_IN)
        key = str(request.form.get(KEY) or "")[:100]
        try:
            check_page_submission(request, user, key)
            raw = submission(pairs, said_of(form, fields))
            data = read_submission(desk, raw | self._constants(key))
        except Invalid as invalid:
            raise Refused(_told(pairs, invalid.errors)) from None
        except (Suspicious, TooMany) as refused:
            raise _refused(refused.message) from None
        birth: Birth = bear(desk, data, user)
        return Filed(desk, birth.complaint, birth.code)

    def _constants(self, key: str) -> dict:
        """What the form's own settings say; nothing that is sent can change it."""
        fixed = {name: getattr(self, name) for name in FIXED}
        channel = self.channel if self.channel in CHANNELS else CHANNEL
        given = {name: value for name, value in fixed.items() if value}
        return given | {"channel": channel, "key": key}

    def _pairs(self, form) -> list[tuple[str, str]]:
        try:
            pairs = read_mapping(self.mapping or ())
        except BadLine as bad:
            raise _refused(_bad_line(bad)) from None
        known = set(get_schema(form))
        unknown = [field for field, _part in pairs if field not in known]
        if unknown or not pairs:
            raise _refused(
                _(
                    "error_mapping_fields",
                    default="This form is not set up rightly: it has no field "
                    '"${fields}". Please tell who looks after it.',
                    mapping={"fields": listed(unknown)},
                )
            )
        return pairs

    def _desk(self, form):
        desk = _desk_at(self.desk) if self.desk else nearest_desk(form)
        if desk is None:
            raise _refused(
                _(
                    "error_form_desk",
                    default="This form is not set up rightly: its desk is not there. "
                    "Please tell who looks after it.",
                )
            )
        return desk


FIXED = ("kind", "category", "department")
SETTINGS = ("desk", "mapping", *FIXED, "channel")
YES = _("yes", default="Yes")
NO = _("no", default="No")
LOG_IN = _("error_form_log_in", default="Please log in before you send this form.")

FileComplaintAction = ActionFactory(
    FileComplaint,
    _("action_file_complaint", default="File a complaint"),
    "cmf.ManagePortal",
)

FileComplaintHandler = BaseHandler(FileComplaint)


def files_complaints(form) -> bool:
    """Whether a form has the action, switched on."""
    actions = (action for _name, action in getFieldsInOrder(get_actions(form)))
    return any(IFileComplaint.providedBy(one) and one.required for one in actions)


def said_of(form, fields) -> dict[str, Said]:
    """What was filled in, in words and files, by form field; nothing that is empty."""
    schema_of_form = get_schema(form)
    found = {}
    for name, value in fields.items():
        if name in schema_of_form and value not in (None, "", (), [], set()):
            field = schema_of_form[name]
            words = _words(field.bind(form), value)
            found[name] = Said(_plain(value), words, field.title)
    return found


def _words(field, value) -> str:
    """A value in the words of the form: what was chosen as it was shown."""
    if isinstance(value, list | tuple | set | frozenset):
        inner = getattr(field, "value_type", field)
        words = [_words(inner.bind(field.context), one) for one in value]
        return said(listed(words), api.portal.translate)
    if isinstance(value, bool):
        return api.portal.translate(YES if value else NO)
    vocabulary = getattr(field, "vocabulary", None)
    if vocabulary is not None and value in vocabulary:
        term = vocabulary.getTerm(value)
        return api.portal.translate(term.title or term.token)
    return str(getattr(value, "output", None) or value)


def _plain(value):
    if INamed.providedBy(value):
        return Upload(value.filename or "", bytes(value.data))
    if isinstance(value, bool):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return str(value)


def _desk_at(path: str):
    found = api.portal.get().unrestrictedTraverse(path.strip("/ "), None)
    return found if IDesk.providedBy(found) else None


def _told(pairs, errors: tuple[FieldError, ...]) -> dict:
    """Errors of a submission at the fields that people see."""
    found: dict = {}
    for error in errors:
        field = field_of(pairs, error.field) or FORM_ERROR_MARKER
        found.setdefault(field, error.message)
    return found


def _refused(message) -> Refused:
    return Refused({FORM_ERROR_MARKER: message})
