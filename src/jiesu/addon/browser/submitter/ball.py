"""Who has the ball, and what happens next by itself: two sentences for staff."""

from jiesu.addon import _
from jiesu.addon.browser import words
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.deadlines.desk import agenda_of
from jiesu.addon.handling.reading import Reading
from jiesu.addon.handling.review import draft_of


# What the desk does, or whom it tells, when something becomes due.
COMING = {
    "accept_yellow": _("coming_accept_yellow", default="a reminder to accept it"),
    "accept_red": _("coming_accept_red", default="accepting it is overdue"),
    "yellow": _("coming_yellow", default="a reminder to answer"),
    "red": _("coming_red", default="overdue: handler and head are told"),
    "escalated": _("coming_escalated", default="the Office is told that it is late"),
    "supervision_proposed": _(
        "coming_supervision", default="a supervision is proposed"
    ),
    "extension_undecided": _(
        "coming_extension", default="the Office is reminded to decide on the extension"
    ),
    "suspension_ends": _("coming_suspension", default="it is taken up again"),
    "rating_ends": _("coming_rating", default="closed unrated"),
    "support_yellow": _(
        "coming_support_yellow", default="a reminder to ${department} to contribute"
    ),
    "support_red": _(
        "coming_support_red", default="the contribution of ${department} is overdue"
    ),
}


def ball(reading: Reading):
    """Who has to do what now; None where it is over."""
    complaint, state = reading.complaint, reading.state
    if state not in OPEN_STATES:
        return None
    mapping = {"department": reading.department_title(complaint.department)}
    if reading.together:
        return _("ball_together", default="It is answered with the one it follows.")
    if state == TRIAGE:
        return _("ball_triage", default="The Office dispatches it.")
    if state == PENDING:
        return _(
            "ball_pending", default="${department} has to accept it.", mapping=mapping
        )
    if state == SUSPENDED:
        return _("ball_suspended", default="It is on the plan; no time runs.")
    if state == ANSWERED:
        return _("ball_answered", default="The submitter rates the answer.")
    return _in_process(complaint, mapping)


def _in_process(complaint, mapping):
    if complaint.asked:
        return _(
            "ball_asked",
            default="The submitter has to say more; no time runs meanwhile.",
        )
    if complaint.instruction:
        return _(
            "ball_instructed",
            default="${department} has to carry out the instruction, then answer.",
            mapping=mapping,
        )
    if draft_of(complaint) is not None:
        return _(
            "ball_draft",
            default="The head of ${department} has to look at the drafted answer.",
            mapping=mapping,
        )
    if complaint.extension is not None:
        return _(
            "ball_extension",
            default="${department} has to answer; the Office decides on more time.",
            mapping=mapping,
        )
    return _("ball_processing", default="${department} has to answer.", mapping=mapping)


def coming(reading: Reading, now, zone: str):
    """What comes next by itself, and when; None where nothing does."""
    due = [one for one in agenda_of(reading.complaint, reading.state) if one.at > now]
    told = [one for one in due if one.name in COMING]
    if not told:
        return None
    first = told[0]
    words_of = COMING[first.name]
    mapping = {"department": reading.department_title(first.department)}
    return _(
        "coming",
        default="${when}: ${what}.",
        mapping={
            "when": words.when(first.at, now, zone),
            "what": _(words_of, default=words_of.default, mapping=mapping),
        },
    )
