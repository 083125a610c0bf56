"""The public answer (公开答复): a clean version of a complaint and its answer.

A piece of its own, with nothing in it that leads to the complaint: which one it came of
is known to staff alone (`source_of`) and stands in no field, column or address.
"""

from BTrees.OOBTree import OOTreeSet
from jiesu.addon import _
from jiesu.addon.content.beginning import beginning
from jiesu.addon.content.interfaces import IPublicAnswer
from jiesu.addon.content.interfaces import IPublicAnswers
from jiesu.addon.content.lookup import answers_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import desk_of
from plone import api
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.indexer import indexer
from plone.supermodel import model
from Products.CMFCore.indexing import processQueue
from zope import schema
from zope.interface import implementer


PORTAL_TYPE = "JiesuPublicAnswer"
WORKFLOW = "jiesu_public_answer_workflow"

DRAFT = "draft"
ASKING = "asking"
PENDING = "pending"
PUBLISHED = "published"
TAKEN_BACK = "taken_back"

STATES = {
    DRAFT: _("public_answer_draft", default="Draft"),
    ASKING: _("public_answer_asking", default="The submitter is asked"),
    PENDING: _("public_answer_pending", default="To be released"),
    PUBLISHED: _("public_answer_published", default="Published"),
    TAKEN_BACK: _("public_answer_taken_back", default="Taken back"),
}
# While one of these is there, no second one is made of the same complaint.
LIVING = (DRAFT, ASKING, PENDING, PUBLISHED)
UNFINISHED = (DRAFT, ASKING, PENDING)

LONGEST_TITLE = 200
LONGEST_TEXT = 10_000
LONGEST_PLACE = 100


class IPublicAnswerSchema(model.Schema):
    """What everybody reads."""

    title = schema.TextLine(title=_("field_public_title", default="Title"))
    question = schema.Text(title=_("field_public_question", default="Question"))
    answer = schema.Text(title=_("field_public_answer", default="Answer"))
    category = schema.Choice(
        title=_("field_category", default="Category"),
        vocabulary="jiesu.addon.categories",
        required=False,
    )
    department = schema.Choice(
        title=_("field_public_department", default="Answered by"),
        vocabulary="jiesu.addon.departments",
        required=False,
    )
    place = schema.TextLine(
        title=_("field_public_place", default="Building"), required=False
    )


@implementer(IPublicAnswer)
class PublicAnswer(Item):
    """A question and its answer for everybody. The complaint's actions alone change it.

    Only what is published is in `portal_catalog`, so that no search, whoever asks,
    finds what is not.

    of_entry: the journal entry of the answer that it was made of
    drafted_by, edited_by: who wrote it, and who changed it last
    agreed_text: which text the submitter agreed to
    asked: whether the submitter was asked, however it went on
    was_public: whether it was ever published
    """

    workflow_id = WORKFLOW

    question = ""
    answer = ""
    category = ""
    department = ""
    place = ""

    of_entry = 0
    drafted_by = ""
    edited_by = ""
    agreed_text = ""
    asked = False
    was_public = False
    # The id of the complaint. With an underscore, no address or template reaches it.
    _complaint = ""

    def addCreator(self, creator=None) -> None:
        """Nobody: whoever works on it is known by the journal, and to staff alone."""

    def Description(self) -> str:
        """What search engines, messengers and lists say of it: how it answers."""
        return beginning(self.answer)

    def notifyModified(self) -> None:
        """Nothing: the actions say when it was changed."""

    def indexObject(self) -> None:
        """Index what is published."""
        self.reindexObject()

    def reindexObject(self, idxs=None, update_metadata=1) -> None:
        """Index what is published, forget what is not."""
        if state_of_public_answer(self) == PUBLISHED:
            super().indexObject()
        elif is_found(self):
            self.unindexObject()

    def reindexObjectSecurity(self, skip_self=False) -> None:
        """See `reindexObject`."""
        self.reindexObject()


@implementer(IPublicAnswers)
class PublicAnswers(Container):
    """All public answers of a desk, published or not.

    unfinished: the ids of those that somebody has to do something about
    """

    def __init__(self, *args, **kwargs):
        """Begin with an empty list."""
        super().__init__(*args, **kwargs)
        self.unfinished = OOTreeSet()


@indexer(IPublicAnswer)
def searchable_text(answer) -> str:
    """What Plone's search finds it by: all that everybody reads."""
    return " ".join((answer.title, answer.question, answer.answer, answer.place or ""))


def state_of_public_answer(answer) -> str:
    """The state."""
    return api.content.get_state(answer, default=DRAFT)


def is_found(answer) -> bool:
    """Whether `portal_catalog` has it."""
    processQueue()
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.getrid("/".join(answer.getPhysicalPath())) is not None


def source_of(answer):
    """The complaint that it came of, or None. The caller asks who may know."""
    return complaints_of(desk_of(answer)).get(answer._complaint)


def public_answer_of(complaint):
    """What was made of a complaint last, living or taken back; or None."""
    answers = answers_of(desk_of(complaint))
    known = getattr(complaint, "publication", "")
    return answers.get(known) if known and answers is not None else None


def living_answer_of(complaint):
    """The public answer of a complaint that is not taken back, or None."""
    answer = public_answer_of(complaint)
    if answer is None or state_of_public_answer(answer) not in LIVING:
        return None
    return answer


def unfinished(answers) -> list[PublicAnswer]:
    """Those that somebody has to do something about, whoever asks."""
    return [answers[id_] for id_ in answers.unfinished if id_ in answers]


def list_anew(answer) -> None:
    """Set its place in the container's list by its state."""
    listed = answers_of(desk_of(answer)).unfinished
    if state_of_public_answer(answer) in UNFINISHED:
        listed.insert(answer.getId())
    elif answer.getId() in listed:
        listed.remove(answer.getId())
