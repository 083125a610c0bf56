"""Publishing an answered complaint: a clean version, a second person, leave, and back.

docs/concepts/rules.md, publishing an answer. An editor writes the version for
everybody; where the desk wants it the submitter is asked; somebody who did not write
it releases it; and it can be taken back at any time. Each is an action of the
complaint, so that it stands in its journal, and none is taken by the bare workflow.
"""

from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.capacities import FOR_SUBMITTER
from jiesu.addon.access.permissions import ACT_AS_SUBMITTER
from jiesu.addon.access.permissions import DRAFT_PUBLIC_ANSWER
from jiesu.addon.access.permissions import RELEASE_PUBLIC_ANSWER
from jiesu.addon.access.permissions import TAKE_BACK_PUBLIC_ANSWER
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.rows import heading
from jiesu.addon.content import publicanswer
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.complaint import STATES
from jiesu.addon.content.desk import ALWAYS
from jiesu.addon.content.desk import IF_HIDDEN
from jiesu.addon.content.lookup import answers_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.personal import building_of
from jiesu.addon.content.personal import Finding
from jiesu.addon.content.publicanswer import ASKING
from jiesu.addon.content.publicanswer import DRAFT
from jiesu.addon.content.publicanswer import list_anew
from jiesu.addon.content.publicanswer import LIVING
from jiesu.addon.content.publicanswer import living_answer_of
from jiesu.addon.content.publicanswer import PENDING
from jiesu.addon.content.publicanswer import PORTAL_TYPE
from jiesu.addon.content.publicanswer import PublicAnswer
from jiesu.addon.content.publicanswer import PUBLISHED
from jiesu.addon.content.publicanswer import source_of
from jiesu.addon.content.publicanswer import state_of_public_answer
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.fields import IText
from jiesu.addon.handling.fields import text_field
from jiesu.addon.handling.perform import take_transition
from jiesu.addon.handling.placing import placed
from jiesu.addon.handling.withoutpersons import findings_in
from jiesu.addon.handling.withoutpersons import fingerprint
from jiesu.addon.handling.withoutpersons import known_names
from jiesu.addon.handling.withoutpersons import last_answer
from jiesu.addon.handling.withoutpersons import without_persons
from jiesu.addon.wording import listed
from plone import api
from plone.uuid.interfaces import ATTRIBUTE_NAME
from zope import schema
from zope.interface import Interface

import re
import uuid


# Whose work an answer is: they write the version for everybody.
EDITORS = frozenset({roles.HANDLER, roles.HEAD, roles.OFFICE_ROLE})
TEXTS = ("title", "question", "answer")


class IDraftPublication(Interface):
    """The version for everybody."""

    title = schema.TextLine(
        title=_("field_public_title", default="Title"),
        max_length=publicanswer.LONGEST_TITLE,
    )
    question = schema.Text(
        title=_("field_public_question", default="Question"),
        max_length=publicanswer.LONGEST_TEXT,
    )
    answer = schema.Text(
        title=_("field_public_answer", default="Answer"),
        max_length=publicanswer.LONGEST_TEXT,
    )
    category = schema.Choice(
        title=_("field_category", default="Category"),
        vocabulary="jiesu.addon.categories",
        required=False,
    )
    place = schema.TextLine(
        title=_("field_public_place", default="Building"),
        description=_("help_public_place", default="Without floor and room, or empty."),
        required=False,
        max_length=publicanswer.LONGEST_PLACE,
    )


class IChecked(Interface):
    """That somebody looked at what may point to persons."""

    checked = schema.Bool(
        title=_("field_checked", default="I looked at each of these"),
        required=False,
        default=False,
    )


class IAgreePublication(Interface):
    """What the submitter says to it."""

    agreed = schema.Bool(title=_("field_leave", default="May it be published?"))


class ITakeBack(Interface):
    """Why, if somebody wants to say."""

    text = text_field(
        required=False, title=_("field_take_back_why", default="Why? (if you like)")
    )


class PublicationAction(Action):
    """Done about the public answer of a complaint; a subclass says what.

    of: in which states of the public answer
    """

    permission = DRAFT_PUBLIC_ANSWER
    roles = (roles.HANDLER, roles.HEAD, roles.OFFICE_ROLE)
    states = (ANSWERED, CLOSED)
    visibility = FOR_STAFF
    of: tuple[str, ...] = LIVING

    def condition(self):
        """What forbids it for good, then what of the public answer does."""
        return never(self.complaint) or self.not_of(self.of)

    def not_of(self, states: tuple[str, ...]):
        """Why not, where the public answer is in none of these states."""
        answer = self.public
        if answer is None:
            return _(
                "refused_publication_none",
                default="There is no version for everybody of it yet.",
            )
        state = state_of_public_answer(answer)
        if state in states:
            return None
        return _(
            "refused_publication_state",
            default='The version for everybody is in the state "${state}".',
            mapping={"state": publicanswer.STATES[state]},
        )

    @property
    def public(self):
        """The public answer, unless it was taken back."""
        return living_answer_of(self.complaint)

    def move(self, transition: str) -> None:
        """Let the public answer take a transition, and be found accordingly."""
        answer = self.public
        take_transition(answer, transition)
        list_anew(answer)
        answer.reindexObject()
        self.complaint.publication_asked = None


class DraftPublication(PublicationAction):
    """Write the version for everybody, or change it."""

    name = "draft_publication"
    title = _("action_draft_publication", default="Version for everybody")
    done = _("done_draft_publication", default="wrote the version for everybody")
    schema = IDraftPublication
    weight = 65

    def condition(self):
        """Once of each complaint, and not while it is with somebody else."""
        reason = never(self.complaint)
        if reason is not None or self.public is None:
            return reason
        return self.not_of((DRAFT,))

    def check(self, data):
        """No room stands beside the building."""
        place = data["place"] or ""
        if building_of(place) == place:
            return []
        why = _(
            "error_public_place",
            default="Please name the building alone: ${building}",
            mapping={"building": building_of(place) or "—"},
        )
        return [FieldError("place", why)]

    def apply(self, data):
        """Keep the texts; what was written stays in the journal."""
        answer = self.public or self._begun()
        for name, value in data.items():
            setattr(answer, name, value or "")
        source = last_answer(self.complaint)
        answer.of_entry = source.number
        answer.department = source.department
        answer.drafted_by = answer.drafted_by or self.actor
        answer.edited_by = self.actor
        answer.setModificationDate(DateTime(now()))
        return {"publication": answer.getId(), "clean": dict(data)}

    def _begun(self):
        """A new one, whose id says nothing."""
        answer = PublicAnswer(uuid.uuid4().hex)
        answer.portal_type = PORTAL_TYPE
        setattr(answer, ATTRIBUTE_NAME, uuid.uuid4().hex)
        answer._complaint = self.complaint.getId()
        answer = placed(answers_of(self.desk), answer, DRAFT)
        workflow = api.portal.get_tool("portal_workflow")[answer.workflow_id]
        workflow.updateRoleMappingsFor(answer)
        list_anew(answer)
        self.complaint.publication = answer.getId()
        return answer


class CheckedAction(PublicationAction):
    """Done after somebody looked at what may point to persons."""

    schema = IChecked

    def condition(self):
        """Not where it was answered anew since it was written."""
        reason = super().condition()
        if reason is not None:
            return reason
        if self.public.of_entry == last_answer(self.complaint).number:
            return None
        return _(
            "refused_publication_old",
            default="It was answered anew since: please look through the version for "
            "everybody again.",
        )

    def check(self, data):
        """What is still found has to be confirmed, by each of those who look."""
        found = findings_of(self.public)
        if not found or data["checked"]:
            return []
        parts = listed(list(dict.fromkeys(one.text for one in found)))
        return [FieldError("checked", _with_parts(parts))]

    def apply(self, data):
        """What was confirmed, by its kinds, stands in the journal."""
        kinds = tuple(dict.fromkeys(one.kind for one in findings_of(self.public)))
        return {"publication": self.public.getId()} | (
            {"confirmed": kinds} if kinds else {}
        )


def _with_parts(parts: str):
    return _(
        "error_publication_not_checked",
        default="It may point to persons: ${found}. Please look at each of these, and "
        "confirm that they can be published.",
        mapping={"found": parts},
    )


class AskPublication(CheckedAction):
    """Ask the submitter whether it may be published."""

    name = "ask_publication"
    title = _("action_ask_publication", default="Ask the submitter to publish it")
    done = _("done_ask_publication", default="asked whether it may be published")
    visibility = FOR_SUBMITTER
    weight = 66
    of = (DRAFT,)

    def condition(self):
        """Only where the desk wants it, once for each text."""
        reason = super().condition()
        if reason is not None or needs_leave(self.complaint):
            return reason
        return _(
            "refused_ask_publication",
            default="The submitter need not be asked: please hand it in for release.",
        )

    def apply(self, data):
        """The submitter has the ball, for some days."""
        changes = super().apply(data)
        self.move("ask")
        self.public.asked = True
        self.complaint.publication_asked = now()
        return changes


class SubmitPublication(CheckedAction):
    """Hand it in for release."""

    name = "submit_publication"
    title = _("action_submit_publication", default="Hand in for release")
    done = _("done_submit_publication", default="handed it in for release")
    weight = 66
    of = (DRAFT,)

    def condition(self):
        """Only where the submitter need not be asked, or agreed to this very text."""
        reason = super().condition()
        if reason is not None or not needs_leave(self.complaint):
            return reason
        return _(
            "refused_submit_publication",
            default="The submitter has to be asked first.",
        )

    def apply(self, data):
        """A second person has it."""
        changes = super().apply(data)
        self.move("submit")
        return changes


class AgreePublication(PublicationAction):
    """The submitter agrees or refuses."""

    name = "agree_publication"
    title = _("action_agree_publication", default="May it be published?")
    done = _("done_agree_publication", default="said whether it may be published")
    schema = IAgreePublication
    permission = ACT_AS_SUBMITTER
    roles = (roles.SUBMITTER,)
    states = tuple(STATES)
    visibility = FOR_SUBMITTER
    weight = 20
    of = (ASKING,)
    while_following = True

    def apply(self, data):
        """Agreed, it waits for its release; refused, it is over."""
        answer = self.public
        if data["agreed"]:
            answer.agreed_text = text_of(answer)
        self.move("agree" if data["agreed"] else "take_back")
        return {"leave": data["agreed"]}


class ReleasePublication(CheckedAction):
    """Publish it: somebody who has not written it."""

    name = "release_publication"
    title = _("action_release_publication", default="Release for everybody")
    done = _("done_release_publication", default="published the answer")
    permission = RELEASE_PUBLIC_ANSWER
    roles = (roles.HEAD, roles.OFFICE_ROLE)
    visibility = FOR_SUBMITTER
    weight = 64
    of = (PENDING,)

    def condition(self):
        """Two people: whoever wrote it, and another one."""
        reason = super().condition()
        if reason is not None:
            return reason
        if self.actor not in (self.public.drafted_by, self.public.edited_by):
            return None
        return _(
            "refused_release_own",
            default="You wrote it: somebody else has to release it.",
        )

    def apply(self, data):
        """From now on everybody reads it."""
        changes = super().apply(data)
        answer = self.public
        answer.was_public = True
        answer.effective_date = DateTime(now())
        self.move("release")
        return changes


class ReturnPublication(PublicationAction):
    """Send it back to whoever wrote it."""

    name = "return_publication"
    title = _("action_return_publication", default="Send back")
    done = _("done_return_publication", default="sent the version for everybody back")
    schema = IText
    permission = RELEASE_PUBLIC_ANSWER
    roles = (roles.HEAD, roles.OFFICE_ROLE)
    weight = 67
    of = (PENDING,)

    def apply(self, data):
        """It is a draft again."""
        self.move("send_back")
        return {"publication": self.public.getId()}


class TakeBackPublication(PublicationAction):
    """Take it back, at any time; the desk itself where nobody said that it may be."""

    name = "take_back_publication"
    title = _("action_take_back_publication", default="Take the public answer back")
    done = _("done_take_back_publication", default="took the public answer back")
    schema = ITakeBack
    permission = TAKE_BACK_PUBLIC_ANSWER
    roles = (roles.HEAD, roles.OFFICE_ROLE, roles.SUBMITTER)
    states = tuple(STATES)
    visibility = FOR_SUBMITTER
    weight = 68
    while_following = True

    def condition(self):
        """Submitters take back what they were asked about."""
        reason = self.not_of(LIVING)
        if reason is not None:
            return reason
        if capacities(self.complaint) != {roles.SUBMITTER} or self.public.asked:
            return None
        return _(
            "refused_take_back",
            default="You were not asked whether it may be published; please tell the "
            "Office.",
        )

    def apply(self, data):
        """Nobody but staff reads it any more."""
        answer = self.public
        if not (answer.asked or answer.was_public):
            # Of what was never more than a draft the submitter learns nothing.
            self.visibility = FOR_STAFF
        self.move("take_back")
        return {"publication": answer.getId()}


# What others ask


def never(complaint):
    """Why a complaint can never be published, whoever asks; None where it can."""
    if complaint.kind == REPORT or complaint.avoid or complaint.about_department:
        return _(
            "refused_publication_never",
            default="Reports, and complaints about a department or its staff, are "
            "never published.",
        )
    if last_answer(complaint) is None:
        return _(
            "refused_publication_unanswered", default="It has no answer to publish."
        )
    return None


def works_on_it(complaint) -> bool:
    """Whether the present user writes versions for everybody of a complaint."""
    return bool(capacities(complaint) & EDITORS)


def needs_leave(complaint) -> bool:
    """Whether the submitter has to be asked before the present text is published."""
    wanted = desk_asks(complaint)
    answer = living_answer_of(complaint)
    return wanted and (answer is None or answer.agreed_text != text_of(answer))


def desk_asks(complaint) -> bool:
    """Whether the desk wants the submitter of a complaint to be asked."""
    setting = desk_of(complaint).ask_before_publishing
    return setting == ALWAYS or (setting == IF_HIDDEN and bool(complaint.hide_identity))


def leave_until(complaint) -> datetime:
    """Until when the submitter, who is asked, can say something."""
    period = timedelta(days=desk_of(complaint).leave_period)
    return complaint.publication_asked + period


def visible_answer_of(complaint):
    """The public answer of a complaint, as far as the present user may know of it.

    Those who work on it know of all that lives; the submitter of what they were asked
    about; whoever else sees the complaint of what is published.
    """
    answer = living_answer_of(complaint)
    if answer is None:
        return None
    held = capacities(complaint)
    if held & EDITORS or state_of_public_answer(answer) == PUBLISHED:
        return answer if held else None
    return answer if answer.asked and roles.SUBMITTER in held else None


# An answer to one person begins with a greeting.
GREETING = re.compile(r"^\s*[一-鿿]{0,10}(?:您好|你好|您们好|你们好)[，,：:！!。]*\s*")


def proposal(complaint) -> dict:
    """The version for everybody to begin with: the original without persons."""
    names = known_names(complaint)
    said = complaint.text or heading(complaint)
    return {
        "title": without_persons(heading(complaint), names),
        "question": without_persons(said, names),
        "answer": without_persons(GREETING.sub("", last_answer(complaint).text), names),
        "category": complaint.category,
        "place": building_of(complaint.location),
    }


def begun(complaint) -> dict:
    """What the form of the version for everybody begins with: what was written last."""
    answer = living_answer_of(complaint)
    if answer is not None:
        return {name: getattr(answer, name) for name in IDraftPublication}
    return {} if never(complaint) else proposal(complaint)


def texts_of(answer) -> dict[str, str]:
    """The texts of a public answer by their names."""
    return {name: getattr(answer, name) or "" for name in (*TEXTS, "place")}


def text_of(answer) -> str:
    """Stands for just these texts."""
    return fingerprint(*texts_of(answer).values())


def findings_of(answer) -> list[Finding]:
    """What in a public answer may point to persons."""
    found = findings_in(texts_of(answer), source_of(answer))
    return [one for part in found.values() for one in part]
