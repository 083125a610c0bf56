"""The desk (接诉即办平台): the settings that the Office edits, and its folders."""

from BTrees.OOBTree import OOTreeSet
from jiesu.addon import _
from jiesu.addon.content.fields import DayLines
from jiesu.addon.content.fields import ReasonLines
from jiesu.addon.content.fields import TermLines
from jiesu.addon.content.fields import valid_days
from jiesu.addon.content.fields import valid_hours
from jiesu.addon.content.fields import valid_night
from jiesu.addon.content.fields import valid_reasons
from jiesu.addon.content.fields import valid_synonyms
from jiesu.addon.content.fields import valid_terms
from jiesu.addon.content.interfaces import ICategories
from jiesu.addon.content.interfaces import IComplaints
from jiesu.addon.content.interfaces import IDepartments
from jiesu.addon.content.interfaces import IDesk
from jiesu.addon.content.interfaces import IFaqs
from jiesu.addon.content.interfaces import IReports
from jiesu.addon.content.interfaces import ISupervisions
from jiesu.addon.content.origins import valid_origins
from jiesu.addon.content.places import valid_places
from plone.dexterity.content import Container
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def days_field(name: str, title, default: int, unit) -> schema.Int:
    """A time limit as a whole number of its unit (DOMAIN: time limits)."""
    return schema.Int(
        __name__=name, title=title, description=unit, default=default, min=1, max=1000
    )


def weight_field(name: str, title, default: float) -> schema.Float:
    """What a rate weighs in the score (docs/concepts/rules.md, figures)."""
    return schema.Float(
        __name__=name,
        title=title,
        description=_(
            "help_weight", default="In a department's score; together they make 1."
        ),
        default=default,
        min=0.0,
        max=1.0,
    )


UNIT_WORKING_HOURS = _("unit_working_hours", default="working hours")
UNIT_WORKING_DAYS = _("unit_working_days", default="working days")
UNIT_HOURS = _("unit_hours", default="hours round the clock")
UNIT_DAYS = _("unit_days", default="days")

LINES_OF_REASONS = _(
    "help_reasons", default="One a line: id | words. The id is what figures count."
)


def reasons_field(name: str, title, default: list[str]) -> ReasonLines:
    """A reason list that the Office edits."""
    return ReasonLines(
        __name__=name,
        title=title,
        description=LINES_OF_REASONS,
        value_type=schema.TextLine(),
        default=default,
        constraint=valid_reasons,
        required=True,
    )


# Before a complaint and its answer are published, the submitter is asked:
NEVER = "never"
IF_HIDDEN = "hidden"
ALWAYS = "always"
ASKS = {
    ALWAYS: _("ask_always", default="Always"),
    IF_HIDDEN: _("ask_hidden", default="Where the name was hidden"),
    NEVER: _("ask_never", default="Never"),
}


class IDeskSchema(model.Schema):
    """What the Office sets for its desk."""

    title = schema.TextLine(title=_("field_title", default="Title"))

    description = schema.Text(
        title=_("field_description", default="Summary"), required=False
    )

    notice = schema.Text(
        title=_("field_notice", default="Notice"),
        description=_(
            "help_notice",
            default="What a submitter reads and agrees to before sending.",
        ),
        required=False,
    )

    guests = schema.Bool(
        title=_("field_guests", default="Admit guests"),
        description=_(
            "help_guests",
            default="People without an account may submit. They follow a complaint "
            "with its number and a secret query code.",
        ),
        default=False,
        required=False,
    )

    show_open = schema.Bool(
        title=_("field_show_open", default="Show open matters while people write"),
        description=_(
            "help_show_open",
            default="Whoever writes about something that others have reported sees its "
            "category or public headline, and can follow it instead. Nothing of what "
            "others wrote is shown.",
        ),
        default=True,
        required=False,
    )

    model.fieldset(
        "limits",
        label=_("fieldset_limits", default="Time limits"),
        fields=[
            "accept_limit",
            "return_limit",
            "answer_limit",
            "consultation_limit",
            "urgent_accept_limit",
            "urgent_answer_limit",
            "rework_limit",
            "support_limit",
            "extension_limit",
            "decision_limit",
            "escalation_limit",
            "proposal_limit",
            "rating_period",
            "reopening_period",
            "supervision_limit",
        ],
    )
    accept_limit = days_field(
        "accept_limit",
        _("field_accept_limit", default="Accept within"),
        4,
        UNIT_WORKING_HOURS,
    )
    return_limit = days_field(
        "return_limit",
        _("field_return_limit", default="Return within"),
        1,
        UNIT_WORKING_DAYS,
    )
    answer_limit = days_field(
        "answer_limit",
        _("field_answer_limit", default="Answer within"),
        5,
        UNIT_WORKING_DAYS,
    )
    consultation_limit = days_field(
        "consultation_limit",
        _("field_consultation_limit", default="Answer a consultation within"),
        3,
        UNIT_WORKING_DAYS,
    )
    urgent_accept_limit = days_field(
        "urgent_accept_limit",
        _("field_urgent_accept_limit", default="Accept urgent matters within"),
        2,
        UNIT_HOURS,
    )
    urgent_answer_limit = days_field(
        "urgent_answer_limit",
        _("field_urgent_answer_limit", default="Answer urgent matters within"),
        24,
        UNIT_HOURS,
    )
    rework_limit = days_field(
        "rework_limit",
        _("field_rework_limit", default="Answer again within"),
        3,
        UNIT_WORKING_DAYS,
    )
    support_limit = days_field(
        "support_limit",
        _("field_support_limit", default="Supporting departments contribute within"),
        2,
        UNIT_WORKING_DAYS,
    )
    extension_limit = days_field(
        "extension_limit",
        _("field_extension_limit", default="An extension is at most"),
        10,
        UNIT_WORKING_DAYS,
    )
    decision_limit = days_field(
        "decision_limit",
        _("field_decision_limit", default="Decide on an extension within"),
        1,
        UNIT_WORKING_DAYS,
    )
    escalation_limit = days_field(
        "escalation_limit",
        _("field_escalation_limit", default="When overdue, tell the Office after"),
        2,
        UNIT_WORKING_DAYS,
    )
    proposal_limit = days_field(
        "proposal_limit",
        _("field_proposal_limit", default="When overdue, propose a supervision after"),
        5,
        UNIT_WORKING_DAYS,
    )
    rating_period = days_field(
        "rating_period",
        _("field_rating_period", default="Rating period"),
        7,
        UNIT_DAYS,
    )
    reopening_period = days_field(
        "reopening_period",
        _("field_reopening_period", default="Reopening period"),
        14,
        UNIT_DAYS,
    )
    supervision_limit = days_field(
        "supervision_limit",
        _("field_supervision_limit", default="Report on a supervision within"),
        5,
        UNIT_WORKING_DAYS,
    )

    model.fieldset(
        "calendar",
        label=_("fieldset_calendar", default="Calendar"),
        fields=["working_hours", "quiet_hours", "calendar_days"],
    )
    working_hours = schema.TextLine(
        title=_("field_working_hours", default="Working hours"),
        description=_(
            "help_working_hours",
            default="Of a working day, such as 08:30-12:00, 14:00-17:30.",
        ),
        default="08:30-12:00, 14:00-17:30",
        constraint=valid_hours,
    )
    quiet_hours = schema.TextLine(
        title=_("field_quiet_hours", default="Night"),
        description=_(
            "help_quiet_hours",
            default="Nobody is reminded of anything in these hours, unless it is "
            "urgent. Such as 22:00-07:00; empty for none.",
        ),
        default="22:00-07:00",
        required=False,
        constraint=valid_night,
    )
    calendar_days = DayLines(
        title=_("field_calendar_days", default="Closures and extra working days"),
        description=_(
            "help_calendar_days",
            default="One a line: a day or first..last day, then rest or work, then a "
            "note, such as 2027-01-18..2027-02-21 rest Winter vacation. Statutory "
            "holidays and their make-up days are known already.",
        ),
        value_type=schema.TextLine(),
        default=[],
        required=False,
        constraint=valid_days,
    )

    model.fieldset(
        "reasons",
        label=_("fieldset_reasons", default="Reason lists"),
        fields=[
            "return_reasons",
            "reject_reasons",
            "suspend_reasons",
            "low_score_reasons",
        ],
    )
    return_reasons = reasons_field(
        "return_reasons",
        _("field_return_reasons", default="Reasons for returning"),
        [
            "not_ours | 不属于本部门职责",
            "wrong_category | 分类有误",
            "needs_others | 需其他部门主办",
            "other | 其他",
        ],
    )
    reject_reasons = reasons_field(
        "reject_reasons",
        _("field_reject_reasons", default="Reasons for rejecting"),
        [
            "not_campus | 不属于学校事务",
            "duplicate | 重复诉求",
            "no_facts | 缺少事实",
            "private_dispute | 个人纠纷",
            "other | 其他",
        ],
    )
    suspend_reasons = reasons_field(
        "suspend_reasons",
        _("field_suspend_reasons", default="Reasons for suspending"),
        [
            "budget | 待经费落实",
            "construction | 待工程实施",
            "season | 待假期或季节条件",
            "higher_level | 待上级或校外单位批复",
            "other | 其他",
        ],
    )
    low_score_reasons = reasons_field(
        "low_score_reasons",
        _("field_low_score_reasons", default="Reasons for a low score"),
        [
            "slow | 办理太慢",
            "not_solved | 问题没有解决",
            "attitude | 态度不好",
            "unclear | 答复不清楚",
            "other | 其他",
        ],
    )

    model.fieldset(
        "figures",
        label=_("fieldset_figures", default="Figures"),
        fields=[
            "terms",
            "publish_figures",
            "weight_response",
            "weight_resolution",
            "weight_satisfaction",
        ],
    )
    terms = TermLines(
        title=_("field_terms", default="Academic terms"),
        description=_(
            "help_terms",
            default="One a line: first day, last day, what it is called, such as "
            "2026-09-01 2027-01-17 Autumn 2026. Figures can be shown term by term.",
        ),
        value_type=schema.TextLine(),
        default=[],
        required=False,
        constraint=valid_terms,
    )
    publish_figures = schema.Bool(
        title=_("field_publish_figures", default="Publish the figures"),
        description=_(
            "help_publish_figures",
            default="Everybody may then see those of months that are over, and by "
            "quarter those of departments, categories and kinds. Small numbers are "
            "never shown.",
        ),
        default=False,
        required=False,
    )
    weight_response = weight_field(
        "weight_response",
        _("field_weight_response", default="Weight of the response rate"),
        0.1,
    )
    weight_resolution = weight_field(
        "weight_resolution",
        _("field_weight_resolution", default="Weight of the resolution rate"),
        0.5,
    )
    weight_satisfaction = weight_field(
        "weight_satisfaction",
        _("field_weight_satisfaction", default="Weight of the satisfaction rate"),
        0.4,
    )

    installable = schema.Bool(
        title=_("field_installable", default="Can be installed as an app"),
        description=_(
            "help_installable",
            default="Phones offer to put the desk on their home screen. Switched off, "
            "what browsers kept for it is removed at the next visit.",
        ),
        default=True,
        required=False,
    )

    model.fieldset(
        "places",
        label=_("fieldset_places", default="Places"),
        fields=["places"],
    )
    places = schema.List(
        title=_("field_places", default="Buildings and rooms"),
        description=_(
            "help_places",
            default="One building a line, then its rooms: Teaching Building 1 | 101, "
            "102. A zone of the campus may stand first: East Campus | Library | Hall. "
            "Two or three columns copied from a spreadsheet will do. A renamed one "
            "keeps its printed codes as: new name = former name.",
        ),
        value_type=schema.TextLine(),
        default=[],
        required=False,
        constraint=valid_places,
    )

    model.fieldset(
        "publishing",
        label=_("fieldset_publishing", default="Publishing"),
        fields=["ask_before_publishing", "leave_period"],
    )
    ask_before_publishing = schema.Choice(
        title=_("field_ask_before_publishing", default="Ask the submitter first"),
        description=_(
            "help_ask_before_publishing",
            default="Before a complaint and its answer are published without persons.",
        ),
        vocabulary=SimpleVocabulary(
            [SimpleTerm(name, name, title) for name, title in ASKS.items()]
        ),
        default=ALWAYS,
    )
    leave_period = days_field(
        "leave_period",
        _("field_leave_period", default="Wait for what the submitter says"),
        7,
        UNIT_DAYS,
    )

    model.fieldset(
        "embedding",
        label=_("fieldset_embedding", default="Other sites"),
        fields=["origins"],
    )
    origins = schema.List(
        title=_("field_origins", default="Sites that may show parts of this desk"),
        description=_(
            "help_origins",
            default="One a line: scheme and host, such as https://lib.example.edu.cn; "
            "https://*.example.edu.cn stands for all hosts below. Empty: this site "
            "alone.",
        ),
        value_type=schema.TextLine(),
        default=[],
        required=False,
        constraint=valid_origins,
    )

    model.fieldset(
        "visitors",
        label=_("fieldset_visitors", default="For visitors"),
        fields=["contacts", "synonyms"],
    )
    contacts = schema.List(
        title=_("field_contacts", default="Contacts"),
        description=_(
            "help_contacts",
            default="One a line, such as “Telephone: 0000-8860 1001 (working days)”. "
            "Telephone numbers and e-mail addresses can be tapped.",
        ),
        value_type=schema.TextLine(),
        default=[],
        required=False,
    )
    synonyms = schema.List(
        title=_("field_synonyms", default="Words that mean the same"),
        description=_(
            "help_synonyms",
            default="One group a line, with commas between the words, such as “热水, "
            "洗澡水”. Whoever searches for one also finds the others.",
        ),
        value_type=schema.TextLine(),
        default=[],
        required=False,
        constraint=valid_synonyms,
    )

    model.fieldset(
        "reports",
        label=_("fieldset_reports", default="Reports"),
        fields=["report_kinds", "report_issuer", "reports_for_departments"],
    )
    report_kinds = schema.Tuple(
        title=_("field_report_kinds", default="Reports that the desk drafts itself"),
        description=_(
            "help_report_kinds",
            default="When a period is over, in the first working hour after it. The "
            "Office edits and releases them.",
        ),
        value_type=schema.Choice(vocabulary="jiesu.addon.report_kinds"),
        default=(),
        required=False,
    )
    report_issuer = schema.TextLine(
        title=_("field_report_issuer", default="Who issues them"),
        description=_(
            "help_report_issuer",
            default="Stands in the head of each report, such as the university's "
            "Office. Empty: what the desk is called.",
        ),
        default="",
        required=False,
        max_length=80,
    )
    reports_for_departments = schema.Bool(
        title=_(
            "field_reports_for_departments", default="Departments read released reports"
        ),
        description=_(
            "help_reports_for_departments",
            default="Handlers and heads of all departments, without what single "
            "complaints of others are called. Holds for those released from now on.",
        ),
        default=False,
        required=False,
    )


@implementer(IDesk)
class Desk(Container):
    """One platform with its departments, categories and complaints."""

    # Of the whole desk; see content/templates.py.
    # Without its type: Zope would take the `__annotations__` of the class for those of
    # the object.
    answer_templates = ()


@implementer(IDepartments)
class Departments(Container):
    """Folder of the departments."""


@implementer(ICategories)
class Categories(Container):
    """Folder of the categories."""


@implementer(IFaqs)
class Faqs(Container):
    """Folder of the desk's common FAQ pages."""


class Unwalked(Container):
    """A container of matters, which `portal_catalog` never learns of."""

    def objectItems(self, spec=None) -> list:
        """Nothing, so that what walks over the whole site does not go in.

        Rebuilding `portal_catalog` would put every complaint into it otherwise. Use
        `objectValues`.
        """
        return []


@implementer(IComplaints)
class Complaints(Unwalked):
    """The container of all complaints.

    Unordered, and new complaints do not announce a change of it: with many people
    writing at once its modification date would be what they all conflict on.
    """


@implementer(ISupervisions)
class Supervisions(Unwalked):
    """The container of all supervisions, with the lists of them.

    There are hundreds, not millions: two sorted sets are all the index they need.
    """

    # Year and count of the latest.
    last_number = (0, 0)

    def __init__(self, *args, **kwargs):
        """Begin with empty lists."""
        super().__init__(*args, **kwargs)
        # Pairs of due day and id, so that the one due first comes first.
        self.running = OOTreeSet()
        # Pairs of the moment of the end and id.
        self.ended = OOTreeSet()


@implementer(IReports)
class Reports(Unwalked):
    """The container of all reports, with the list of them."""

    def __init__(self, *args, **kwargs):
        """Begin with an empty list."""
        super().__init__(*args, **kwargs)
        # Triples of last day, first day and id.
        self.in_order = OOTreeSet()
        # The periods that the desk has drafted itself: a draft that the Office has
        # discarded does not come again.
        self.drafted = OOTreeSet()
