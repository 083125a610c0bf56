"""What is done to a supervision (督办): by heads, by the Office, by supervisors."""

from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.groups import belongs
from jiesu.addon.access.permissions import NAME_HANDLER
from jiesu.addon.access.permissions import REPORT_RESULT
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.access.permissions import SUPERVISE
from jiesu.addon.access.permissions import TAKE_PART
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.supervision import OPEN
from jiesu.addon.content.supervision import STATES
from jiesu.addon.handling.action import MatterAction
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import IText
from jiesu.addon.handling.fields import ITextAndFiles
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.perform import author_of
from jiesu.addon.handling.supervising import complaints_by_numbers
from jiesu.addon.handling.supervising import flag
from jiesu.addon.handling.supervising import numbers_field
from jiesu.addon.handling.supervising import record
from jiesu.addon.handling.supervising import release
from jiesu.addon.handling.supervising import SUPERVISE as SUPERVISED
from jiesu.addon.handling.supervising import wrong_day
from jiesu.addon.handling.supervising import wrong_departments
from zope import schema
from zope.component import adapter
from zope.interface import Interface


@adapter(ISupervision)
class SupervisionAction(MatterAction):
    """One thing that can be done to a running supervision. All of it is for staff."""

    states: tuple[str, ...] = (OPEN,)
    state_titles = STATES
    visibility = FOR_STAFF

    @property
    def supervision(self):
        """The supervision."""
        return self.matter

    def complaints(self) -> list:
        """The complaints that it joins, whoever asks."""
        container = complaints_of(self.desk)
        return [container[one] for one in self.supervision.complaints]


class OfficeSupervisionAction(SupervisionAction):
    """Done by the Office."""

    permission = RUN_DESK
    roles = (roles.OFFICE_ROLE,)


class Progress(SupervisionAction):
    """How it goes on."""

    name = "progress"
    title = _("action_progress", default="Progress")
    done = _("done_progress", default="told how it goes on")
    schema = ITextAndFiles
    permission = TAKE_PART
    roles = (roles.HEAD, roles.SUPPORTER, roles.HANDLER, roles.OFFICE_ROLE)
    weight = 20

    def acting_department(self, role):
        """The handler's is that of the head who named them."""
        if role == "handler":
            named = {who: where for where, who in self.supervision.handlers}
            return named.get(self.actor, "")
        return super().acting_department(role)


class ReportResult(SupervisionAction):
    """The lead's head says that it is done, and what came of it."""

    name = "report_result"
    title = _("action_report_result", default="Report the result")
    done = _("done_report_result", default="reported the result")
    schema = ITextAndFiles
    permission = REPORT_RESULT
    roles = (roles.HEAD,)
    weight = 30

    def condition(self):
        """Once, until it is sent back."""
        if self.supervision.reported_at is not None:
            return _(
                "refused_reported", default="The result is with the Office already."
            )
        return None

    def apply(self, data):
        """The Office has the ball."""
        self.supervision.reported_at = now()
        return {}


class INameHandler(Interface):
    """Who looks after it in a department."""

    handler = schema.Choice(
        title=_("field_handler", default="Handler"),
        description=_("help_supervision_handler", default="Empty: the head alone."),
        vocabulary="jiesu.addon.supervision_handlers",
        required=False,
    )


class NameHandler(SupervisionAction):
    """A head lets a member of the department see it and tell how it goes on."""

    name = "assign"
    title = _("action_name_handler", default="Name a handler")
    done = _("done_name_handler", default="named the handler")
    schema = INameHandler
    permission = NAME_HANDLER
    roles = (roles.HEAD, roles.SUPPORTER)
    weight = 45

    def apply(self, data):
        """One for each department."""
        desk_id = self.desk.getId()
        department = self.acting_department(self.acting_role())
        named = data["handler"] or ""
        # The head of two departments may name members of both.
        if named and not belongs(named, desk_id, department):
            own = (self.supervision.department, *self.supervision.supporting)
            department = next(one for one in own if belongs(named, desk_id, one))
        others = [pair for pair in self.supervision.handlers if pair[0] != department]
        new = [(department, named)] if named else []
        former = dict(self.supervision.handlers).get(department, "")
        self.supervision.handlers = tuple(others + new)
        return {"handler": (former, named)}


class Instruct(SupervisionAction):
    """What the supervisors or the Office want (批示)."""

    name = "instruct"
    title = _("action_instruct", default="Instruct")
    done = _("done_instruct", default="gave an instruction")
    schema = IText
    permission = SUPERVISE
    roles = (roles.READER, roles.OFFICE_ROLE)
    weight = 40


class ILink(Interface):
    """Which complaints."""

    complaints = numbers_field(required=True)
    text = text_field(required=False)


class Link(SupervisionAction):
    """Join complaints to it."""

    name = "link"
    title = _("action_link", default="Link complaints")
    done = _("done_link", default="linked complaints")
    schema = ILink
    permission = SUPERVISE
    roles = (roles.OFFICE_ROLE, roles.READER)
    weight = 50

    def check(self, data):
        """Complaints that one sees and that it does not join yet."""
        found, errors = complaints_by_numbers(self.desk, data["complaints"])
        known = [one for one in found if one.getId() in self.supervision.complaints]
        errors += [FieldError("complaints", _joined(one.number)) for one in known]
        supervision = self.supervision
        wrong = wrong_departments(supervision.department, supervision.supporting, found)
        errors += [FieldError("complaints", error.message) for error in wrong]
        return errors

    def apply(self, data):
        """Both sides know of it."""
        found, _errors = complaints_by_numbers(self.desk, data["complaints"])
        ids = tuple(one.getId() for one in found)
        self.supervision.complaints += ids
        for complaint in found:
            flag(complaint, self.supervision)
            changes = {"supervision": self.supervision.getId()}
            record(complaint, author_of(self), action=SUPERVISED, changes=changes)
        return {"linked": ids}


def _joined(number: str):
    return _(
        "error_linked_already",
        default="${number} is linked already.",
        mapping={"number": number},
    )


class IUnlink(Interface):
    """Which complaints no longer belong to it."""

    complaints = schema.Tuple(
        title=_("field_linked_complaints", default="Linked complaints"),
        value_type=schema.Choice(vocabulary="jiesu.addon.linked_complaints"),
    )
    text = text_field(required=False)


class Unlink(OfficeSupervisionAction):
    """Let complaints go."""

    name = "unlink"
    title = _("action_unlink", default="Unlink complaints")
    done = _("done_unlink", default="unlinked complaints")
    schema = IUnlink
    weight = 70

    def condition(self):
        """Only where there are some."""
        if self.supervision.complaints:
            return None
        return _("refused_unlink", default="No complaint is linked.")

    def apply(self, data):
        """Both sides know of it."""
        gone = data["complaints"]
        self.supervision.complaints = tuple(
            one for one in self.supervision.complaints if one not in gone
        )
        release(self.supervision, gone, author_of(self))
        return {"unlinked": gone}


class IPostpone(Interface):
    """Until when, and why."""

    until = schema.Date(title=_("field_supervision_due", default="Report by"))
    text = text_field(required=True, title=_("field_reason", default="Reason"))


class Postpone(OfficeSupervisionAction):
    """Give another day to report by."""

    name = "postpone"
    title = _("action_postpone", default="Change the due day")
    done = _("done_postpone", default="changed the due day")
    schema = IPostpone
    weight = 55

    def check(self, data):
        """A working day that has not ended."""
        return wrong_day(self.desk, "until", data["until"])

    def apply(self, data):
        """The light and what is told of it begin anew."""
        former = self.supervision.due
        self.supervision.due = data["until"]
        self.supervision.since = now()
        self.supervision.told = ()
        return {"due": (former, data["until"])}


class IAssignDepartments(Interface):
    """Who leads, who supports."""

    department = schema.Choice(
        title=_("field_lead", default="Lead department"),
        vocabulary="jiesu.addon.departments",
    )
    supporting = schema.Tuple(
        title=_("field_supporting", default="Supporting departments"),
        value_type=schema.Choice(vocabulary="jiesu.addon.departments"),
        required=False,
        default=(),
    )
    text = text_field(required=False)


class AssignDepartments(OfficeSupervisionAction):
    """Give it to other departments."""

    name = "assign_departments"
    title = _("action_assign_departments", default="Change the departments")
    done = _("done_assign_departments", default="changed the departments")
    schema = IAssignDepartments
    weight = 60

    def check(self, data):
        """Each once, and none that must not have a complaint of it."""
        return wrong_departments(
            data["department"], data["supporting"], self.complaints()
        )

    def apply(self, data):
        """Whom the heads of others had named loses sight of it."""
        supervision = self.supervision
        concerned = (data["department"], *data["supporting"])
        changes = {
            "department": (supervision.department, data["department"]),
            "supporting": (tuple(supervision.supporting), tuple(data["supporting"])),
        }
        supervision.department = data["department"]
        supervision.supporting = tuple(data["supporting"])
        supervision.handlers = tuple(
            pair for pair in supervision.handlers if pair[0] in concerned
        )
        return {name: pair for name, pair in changes.items() if pair[0] != pair[1]}


class OfResult(OfficeSupervisionAction):
    """What the Office makes of the result."""

    def condition(self):
        """Only where there is one."""
        if self.supervision.reported_at is not None:
            return None
        return _("refused_no_result", default="No result was reported yet.")


class IFinish(Interface):
    """What the Office adds."""

    text = text_field(required=False)


class Finish(OfResult):
    """Accept the result: it is over."""

    name = "finish"
    title = _("action_finish", default="Accept the result")
    done = _("done_finish", default="accepted the result")
    schema = IFinish
    transition = "finish"
    weight = 10

    def apply(self, data):
        """Its complaints are not supervised any more."""
        return end(self)


class SendBack(OfResult):
    """Not accept the result."""

    name = "send_back"
    title = _("action_send_back", default="Send the result back")
    done = _("done_send_back", default="sent the result back")
    schema = IText
    weight = 15

    def apply(self, data):
        """The departments have the ball again, and the day to report by counts."""
        self.supervision.reported_at = None
        return {}


class Cancel(OfficeSupervisionAction):
    """Give it up."""

    name = "cancel"
    title = _("action_cancel", default="Cancel the supervision")
    done = _("done_cancel", default="cancelled the supervision")
    schema = IText
    transition = "cancel"
    weight = 90

    def apply(self, data):
        """Its complaints are not supervised any more."""
        return end(self)


def end(action: SupervisionAction) -> dict:
    """Nothing is due any more; who has it now and what it joined stays readable."""
    supervision = action.supervision
    supervision.ended_at = now()
    release(supervision, supervision.complaints, author_of(action))
    return {}


def concerns(supervision) -> bool:
    """Whether a supervision is the present user's own, as a head or handler."""
    concerned = {roles.HEAD, roles.SUPPORTER, roles.HANDLER}
    return bool(capacities(supervision) & concerned)
