"""The complaint (诉求): plain facts that listings, rights and the clock read.

What happened to it is told by its journal alone; the attributes here are the sum of
that, stored when it changes so that nothing has to be computed while listing.
"""

from jiesu.addon import _
from jiesu.addon.content.interfaces import IComplaint
from jiesu.addon.content.interfaces import IComplaintIndexer
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.component import queryUtility
from zope.interface import implementer
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


WORKFLOW = "jiesu_complaint_workflow"

TRIAGE = "triage"
PENDING = "pending"
PROCESSING = "processing"
ANSWERED = "answered"
SUSPENDED = "suspended"
CLOSED = "closed"
REJECTED = "rejected"
WITHDRAWN = "withdrawn"

STATES = {
    TRIAGE: _("state_triage", default="Waiting for dispatch"),
    PENDING: _("state_pending", default="Waiting for acceptance"),
    PROCESSING: _("state_processing", default="In process"),
    ANSWERED: _("state_answered", default="Answered"),
    SUSPENDED: _("state_suspended", default="Suspended"),
    CLOSED: _("state_closed", default="Closed"),
    REJECTED: _("state_rejected", default="Rejected"),
    WITHDRAWN: _("state_withdrawn", default="Withdrawn"),
}

# Where somebody has something to do, and where one that follows another waits.
UNANSWERED = (TRIAGE, PENDING, PROCESSING, SUSPENDED)
OPEN_STATES = (TRIAGE, PENDING, PROCESSING, ANSWERED, SUSPENDED)

COMPLAINT = "complaint"
REPORT = "report"
CONSULTATION = "consultation"

KINDS = {
    COMPLAINT: _("kind_complaint", default="Complaint"),
    "suggestion": _("kind_suggestion", default="Suggestion"),
    "help": _("kind_help", default="Call for help"),
    CONSULTATION: _("kind_consultation", default="Consultation"),
    "praise": _("kind_praise", default="Praise"),
    REPORT: _("kind_report", default="Confidential report"),
}

CHANNELS = {
    "web": _("channel_web", default="Web page"),
    "wechat": _("channel_wechat", default="WeChat"),
    "wecom": _("channel_wecom", default="WeCom"),
    "oa": _("channel_oa", default="OA"),
    "rest": _("channel_rest", default="REST"),
    "form": _("channel_form", default="Form"),
    "embed": _("channel_embed", default="Another page"),
    "qr": _("channel_qr", default="Code on the spot"),
    "phone": _("channel_phone", default="Telephone"),
    "import": _("channel_import", default="Import"),
}


def vocabulary(titles: dict) -> SimpleVocabulary:
    """A vocabulary whose values and tokens are the keys, in their order."""
    return SimpleVocabulary(
        [SimpleTerm(key, key, title) for key, title in titles.items()]
    )


class IComplaintSchema(model.Schema):
    """What a submitter says. Read only: no form of Plone's edits a complaint."""

    title = schema.TextLine(
        title=_("field_complaint_title", default="In short"),
        required=False,
        max_length=200,
    )
    text = schema.Text(
        title=_("field_complaint_text", default="What is wrong?"),
        required=False,
        max_length=10_000,
    )
    kind = schema.Choice(
        title=_("field_kind", default="Kind"),
        vocabulary=vocabulary(KINDS),
        default="complaint",
    )
    location = schema.TextLine(
        title=_("field_location", default="Where?"), required=False, max_length=200
    )


@implementer(IComplaint)
class Complaint(Item):
    """One matter. Never edited, moved or deleted; actions alone change it."""

    workflow_id = WORKFLOW

    number = ""
    text = ""
    kind = "complaint"
    category = ""
    location = ""
    channel = "web"
    key = None
    # Digests of what was sent with the key, by part (intake/birth.py).
    sent = None
    urgent = False
    about_department = False
    hide_identity = False
    submitter = ""
    contact = None
    # Of a guest's query code, see intake/codes.py.
    code_hash = None
    received = None

    department = ""
    supporting = ()
    # The department that must never have it: 回避, report, a handler who is named.
    avoid = ""
    dispatched = False
    handler = ""
    asked = False
    returns = 0
    reworks = 0
    unsolved_again = False
    outcome = None
    answered_at = None
    closed_at = None
    score = None
    solved = None
    clock = None
    # Ids of the running supervisions that join it.
    supervisions = ()

    # An extension that waits to be decided; and whether one was granted.
    extension = None
    extended = False
    suspended_until = None
    nudged_at = None
    # An instruction that has to be carried out before the answer: its entry's number.
    instruction = 0
    # What of its agenda was told already, see deadlines/agenda.py.
    told = ()
    # The complaint that it follows, and those that follow it, by id; and how it stood
    # before, until an answer came by that way (handling/following.py).
    merged_into = ""
    merged = ()
    before_merge = None
    # Departments that are asked for their view; colleagues of the handler, by user id.
    consulted = ()
    helpers = ()
    # The public answer that was made of it last, by id; since when the submitter is
    # asked whether it may be published (handling/publishing.py).
    publication = ""
    publication_asked = None
    # A drafted answer that waits for the head: the number of its entry.
    draft = 0
    # What others may read of it while it is open, see handling/headline.py.
    headline = ""

    def indexObject(self) -> None:
        """Index in the desk's own catalog; `portal_catalog` never learns of it."""
        indexer = queryUtility(IComplaintIndexer)
        if indexer is not None:
            indexer.index(self)

    def reindexObject(self, idxs=None) -> None:
        """See `indexObject`."""
        self.indexObject()

    def reindexObjectSecurity(self, skip_self=False) -> None:
        """See `indexObject`: rights are indexed with the rest."""
        self.indexObject()

    def unindexObject(self) -> None:
        """Forget it in the desk's own catalog."""
        indexer = queryUtility(IComplaintIndexer)
        if indexer is not None:
            indexer.unindex(self)
