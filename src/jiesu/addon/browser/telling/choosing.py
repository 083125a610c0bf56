"""What one is told, by which channels and when: one's own choice, and the defaults."""

from collections.abc import Mapping
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.groups import supervisors_group
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.content.complaint import vocabulary
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.interfaces import IDepartment
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.notifications import quiet as hours
from jiesu.addon.notifications.choices import Choices
from jiesu.addon.notifications.choices import choices_of
from jiesu.addon.notifications.choices import choose
from jiesu.addon.notifications.choices import drop_defaults
from jiesu.addon.notifications.choices import follow_defaults
from jiesu.addon.notifications.choices import has_defaults
from jiesu.addon.notifications.choices import is_own
from jiesu.addon.notifications.choices import offered
from jiesu.addon.notifications.choices import set_defaults
from jiesu.addon.notifications.choices import SUBMITTERS
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.rules import GROUPS
from jiesu.addon.notifications.rules import GROUPS_OF
from jiesu.addon.notifications.rules import STAFF
from jiesu.addon.notifications.rules import SUBMITTER
from plone import api
from zope import schema
from zope.component import getUtility
from zope.interface import Interface
from zope.interface.interface import InterfaceClass


RESET = "reset"
HOURS = {f"{hour:02}:00": f"{hour:02}:00" for hour in range(24)}

HINTS = {
    "your_turn": _(
        "told_hint_your_turn",
        default="A question, an answer to rate, the end of the rating period.",
    ),
    "progress": _(
        "told_hint_progress",
        default="Who has it, when an answer is expected, how it ended.",
    ),
    "work": _(
        "told_hint_work",
        default="Dispatched, assigned, returned, sent back, to be reviewed or decided.",
    ),
    "replies": _(
        "told_hint_replies",
        default="What submitters add, what others contribute, what was decided.",
    ),
    "reminders": _(
        "told_hint_reminders",
        default="Soon due, overdue, nudged by the submitter.",
    ),
    "supervision": _(
        "told_hint_supervision", default="Instructions, supervised matters."
    ),
    "reports": _(
        "told_hint_reports", default="Reports that wait to be released, or were."
    ),
}


def schema_of(desk, groups: tuple[str, ...], digest: bool) -> type[Interface]:
    """The fields: for each group its channels, quiet hours, whether digests.

    :param digest: whether there is a choice between a digest and single messages
    """
    fields: dict = {}
    channels = {name: getUtility(IChannel, name=name).title for name in offered(desk)}
    for group in groups if channels else ():
        fields[group] = schema.Tuple(
            title=GROUPS[group],
            description=HINTS[group],
            value_type=schema.Choice(vocabulary=vocabulary(channels)),
            required=False,
            default=(),
        )
    if digest:
        fields["digest"] = schema.Bool(
            title=_("field_digest", default="One message a day"),
            description=_(
                "help_digest",
                default="What you are told as head of a department or as the Office "
                "comes together at 08:00 of working days. What is urgent, or waits for "
                "you, comes at once.",
            ),
            required=False,
            default=True,
        )
    fields["quiet"] = schema.Bool(
        title=_("field_quiet", default="Quiet hours"),
        description=_(
            "help_quiet",
            default="Only urgent matters reach you then; the rest comes afterwards. "
            "The inbox has everything at once.",
        ),
        required=False,
        default=True,
    )
    fields["quiet_from"] = _hour(_("field_quiet_from", default="Quiet from"))
    fields["quiet_to"] = _hour(_("field_quiet_to", default="Quiet until"))
    for place, (name, field) in enumerate(fields.items()):
        field.__name__ = name
        field.order = place
    return InterfaceClass("IChoosing", (Interface,), fields)


def _hour(title) -> schema.Choice:
    return schema.Choice(title=title, vocabulary=vocabulary(HOURS), required=True)


def values_of(found: Choices, channels: tuple[str, ...]) -> dict:
    """What stands in the form for choices that hold."""
    quiet = found.quiet or hours.DEFAULT
    values = {
        group: tuple(name for name in names if name in channels)
        for group, names in found.channels.items()
    }
    return {
        **values,
        "digest": found.digest,
        "quiet": found.quiet is not None,
        "quiet_from": f"{quiet.start:%H:00}",
        "quiet_to": f"{quiet.end:%H:00}",
    }


def chosen(data: Mapping, groups: tuple[str, ...]) -> dict:
    """What is kept of valid data of the form."""
    quiet = f"{data['quiet_from']}-{data['quiet_to']}" if data["quiet"] else ""
    kept: dict = {"quiet": quiet}
    channels = {group: data[group] for group in groups if group in data}
    if channels:
        kept["channels"] = channels
    if "digest" in data:
        kept["digest"] = data["digest"]
    return kept


class ChoosingPage(BasePage):
    """The form; a subclass says whose choices they are."""

    for_everybody = True
    width = "form"
    lead: object = ""

    def __call__(self):
        """Show the form, keep what was sent, or go back to what holds for all."""
        self.require_login()
        self.errors: tuple[FieldError, ...] = ()
        self.values = values_of(self.choices, offered(self.desk))
        if not self.is_post:
            return super().__call__()
        self.check_sent()
        if self.request.form.get("do") == RESET:
            self.reset()
            return self._done(_("choices_reset", default="The defaults hold again."))
        return self._take()

    def _take(self) -> str:
        self.values = forms.read(self.request, self.schema)
        data, errors = convert(self.context, self.schema, self.values)
        self.errors = tuple(errors)
        if self.errors:
            return super().__call__()
        self.keep(chosen(data, self.groups))
        return self._done(_("choices_kept", default="Your choice is saved."))

    def _done(self, message) -> str:
        self.say(message)
        return self.go(self.here)

    @cached_property
    def schema(self):
        """The fields."""
        return schema_of(self.desk, self.groups, self.has_digest)

    @cached_property
    def form(self) -> forms.Form:
        """What is drawn."""
        return forms.Form(self.context, self.schema, self.values, self.errors)

    @property
    def has_channels(self) -> bool:
        """Whether there is anything but the inbox."""
        return bool(offered(self.desk))

    # What subclasses say

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of messages."""
        raise NotImplementedError

    @property
    def has_digest(self) -> bool:
        """Whether digests are a choice."""
        raise NotImplementedError

    @property
    def choices(self) -> Choices:
        """What holds now."""
        raise NotImplementedError

    @property
    def is_changed(self) -> bool:
        """Whether there is something to go back from."""
        raise NotImplementedError

    def keep(self, kept: dict) -> None:
        """Keep what was chosen."""
        raise NotImplementedError

    def reset(self) -> None:
        """Forget it."""
        raise NotImplementedError


class OwnChoices(ChoosingPage):
    """What the reader is told."""

    title = _("page_choices_title", default="What I am told")
    lead = _(
        "choices_lead",
        default="Everything is in your inbox. Here you choose what reaches you in "
        "other ways, too.",
    )

    @cached_property
    def principals(self) -> set[str]:
        """The reader's groups."""
        return set(getattr(api.user.get_current(), "getGroups", tuple)())

    @cached_property
    def departments(self) -> list[str]:
        """The departments that the reader works for; supervisors for the Office."""
        desk_id = self.desk.getId()
        found = [
            department.getId()
            for department in departments_of(self.desk)
            if self.principals
            & {group for group, _held in roles.lead_grants(department.id, desk_id)}
        ]
        if supervisors_group(desk_id) in self.principals and OFFICE not in found:
            found.append(OFFICE)
        return found

    @property
    def groups(self) -> tuple[str, ...]:
        """Everybody may submit something; staff has more."""
        staff = GROUPS_OF[STAFF] if self.departments else ()
        return (*staff, *GROUPS_OF[SUBMITTER])

    @cached_property
    def has_digest(self) -> bool:
        """For heads, the Office, and supervisors."""
        desk_id = self.desk.getId()
        if self.principals & {office_group(desk_id), supervisors_group(desk_id)}:
            return True
        return any(
            group in self.principals and roles.HEAD in held
            for department in self.departments
            for group, held in roles.lead_grants(department, desk_id)
        )

    @property
    def choices(self) -> Choices:
        """As submitter and, for what staff is told, in the first department."""
        mine = choices_of(self.desk, self.user_id, SUBMITTERS)
        if not self.departments:
            return mine
        work = choices_of(self.desk, self.user_id, self.departments[0])
        channels = {
            group: (mine if group in GROUPS_OF[SUBMITTER] else work).channels[group]
            for group in GROUPS
        }
        return Choices(channels, work.quiet, work.digest)

    @property
    def is_changed(self) -> bool:
        """Whether the reader chose anything."""
        return is_own(self.desk, self.user_id)

    def keep(self, kept: dict) -> None:
        """For the reader alone."""
        choose(self.desk, self.user_id, **kept)

    def reset(self) -> None:
        """Follow the defaults."""
        follow_defaults(self.desk, self.user_id)


class Defaults(ChoosingPage):
    """What holds for those who did not choose: of a department, or for submitters."""

    title = _("page_defaults_title", default="What people are told")

    @property
    def whose(self) -> str:
        """The department's id; "" for submitters."""
        is_department = IDepartment.providedBy(self.context)
        return self.context.getId() if is_department else SUBMITTERS

    @property
    def lead(self):
        """Whom it is for."""
        if self.whose:
            return _(
                "defaults_lead_department",
                default="It holds for all members who did not choose for themselves.",
            )
        return _(
            "defaults_lead_submitters",
            default="It holds for all submitters who did not choose for themselves.",
        )

    @property
    def groups(self) -> tuple[str, ...]:
        """Those of staff, or those of submitters."""
        return GROUPS_OF[STAFF if self.whose else SUBMITTER]

    @property
    def has_digest(self) -> bool:
        """Departments have heads."""
        return bool(self.whose)

    @property
    def choices(self) -> Choices:
        """The defaults."""
        return choices_of(self.desk, "", self.whose)

    @property
    def is_changed(self) -> bool:
        """Whether somebody set them."""
        return has_defaults(self.desk, self.whose)

    def keep(self, kept: dict) -> None:
        """For all who do not choose."""
        set_defaults(self.desk, self.whose, **kept)

    def reset(self) -> None:
        """Back to those of the package."""
        drop_defaults(self.desk, self.whose)
