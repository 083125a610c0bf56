"""Who is told of what: tables, and nothing else (docs/reference/messages.md).

`MESSAGES` are the things that people are told, `RULES` who is told which of them when.
The words are in texts.json.
"""

from dataclasses import dataclass
from jiesu.addon import _


# To whom a text speaks.
SUBMITTER = "submitter"
STAFF = "staff"
# Who follows another person's matter, and has no right on it (handling/watching.py).
FOLLOWER = "follower"

# Where a message to those leads, in place of an action.
FOLLOWED = "followed"

# What it speaks of.
ABOUT_COMPLAINT = "complaint"
ABOUT_SUPERVISION = "supervision"
ABOUT_REPORT = "report"

# Who is told; receivers.py finds the people.
TO_SUBMITTER = "submitter"
TO_HANDLER = "handler"  # the assigned one; else all handlers of the lead department
TO_HEADS = "heads"  # of the lead department
TO_SUPPORTING = "supporting"  # handlers of all supporting departments
TO_NEW_SUPPORTING = "new supporting"  # of those that the step added
TO_DEPARTMENT = "department"  # handlers of the department that it is about
TO_DEPARTMENT_HEADS = "department heads"
TO_COLLEAGUES = "colleagues"  # whom the step brought in
TO_OFFICE = "office"
TO_SUPERVISORS = "supervisors"
TO_FOLLOWERS = "followers"
# Of a supervision:
TO_HEADS_CONCERNED = "heads concerned"  # of the lead and the supporting departments
TO_NAMED = "named"  # the handlers whom they have named
TO_NEWLY_NAMED = "newly named"  # the one whom the step named
# Of a report:
TO_CHOSEN = "chosen"  # whom the Office sends it to
# The lead's handler; the Office where no department has the complaint.
TO_WHOEVER_HAS_IT = "whoever has it"

# What people choose channels for.
YOUR_TURN = "your_turn"
PROGRESS = "progress"
WORK = "work"
REPLIES = "replies"
REMINDERS = "reminders"
SUPERVISION = "supervision"
REPORTS = "reports"

GROUPS = {
    YOUR_TURN: _("told_group_your_turn", default="Something waits for me"),
    PROGRESS: _("told_group_progress", default="How it goes on"),
    WORK: _("told_group_work", default="New work for me"),
    REPLIES: _("told_group_replies", default="What others say or decide"),
    REMINDERS: _("told_group_reminders", default="Time limits and nudges"),
    SUPERVISION: _("told_group_supervision", default="Supervision and instructions"),
    REPORTS: _("told_group_reports", default="Reports"),
}
GROUPS_OF = {
    SUBMITTER: (YOUR_TURN, PROGRESS),
    STAFF: (WORK, REPLIES, REMINDERS, SUPERVISION, REPORTS),
}

# Who gets a digest in the place of single messages, unless they chose otherwise.
DIGESTED = frozenset(
    {
        TO_HEADS,
        TO_DEPARTMENT_HEADS,
        TO_HEADS_CONCERNED,
        TO_OFFICE,
        TO_SUPERVISORS,
        TO_CHOSEN,
    }
)


@dataclass(frozen=True)
class Message:
    """One thing that people are told.

    side: to whom the text speaks, `SUBMITTER`, `STAFF` or `FOLLOWER`
    group: what people choose its channels by
    title: for the page on which the Office edits the texts
    act: the action that its button leads to; "" for the thing itself
    waits: whether somebody has to do something, so that no digest holds it back
    about: `ABOUT_COMPLAINT`, `ABOUT_SUPERVISION` or `ABOUT_REPORT`
    """

    side: str
    group: str
    title: object
    act: str = ""
    waits: bool = False
    about: str = ABOUT_COMPLAINT


def _your(group: str, title, act: str = "") -> Message:
    return Message(SUBMITTER, group, title, act)


def _followed(title) -> Message:
    return Message(FOLLOWER, PROGRESS, title, act=FOLLOWED)


def _staff(group: str, title, waits: bool = False) -> Message:
    return Message(STAFF, group, title, waits=waits)


def _supervised(title, waits: bool = False) -> Message:
    return Message(STAFF, SUPERVISION, title, waits=waits, about=ABOUT_SUPERVISION)


def _report(title, waits: bool = False) -> Message:
    return Message(STAFF, REPORTS, title, waits=waits, about=ABOUT_REPORT)


MESSAGES = {
    # Submitters
    "your_dispatch": _your(
        PROGRESS, _("msg_your_dispatch", default="A department has it")
    ),
    "your_return": _your(
        PROGRESS, _("msg_your_return", default="It is being passed on")
    ),
    "your_ask": _your(
        YOUR_TURN, _("msg_your_ask", default="Asked for more"), "supplement"
    ),
    "your_answer": _your(YOUR_TURN, _("msg_your_answer", default="Answered"), "rate"),
    "your_rating_ends": _your(
        YOUR_TURN, _("msg_your_rating_ends", default="The rating period ends"), "rate"
    ),
    "your_reject": _your(PROGRESS, _("msg_your_reject", default="Not taken")),
    "your_close": _your(PROGRESS, _("msg_your_close", default="Closed")),
    "your_reopen": _your(PROGRESS, _("msg_your_reopen", default="Reopened")),
    "your_extension_granted": _your(
        PROGRESS, _("msg_your_extension_granted", default="It takes longer")
    ),
    "your_extension_refused": _your(
        PROGRESS, _("msg_your_extension_refused", default="It does not take longer")
    ),
    "your_suspend": _your(PROGRESS, _("msg_your_suspend", default="Planned for later")),
    "your_resume": _your(PROGRESS, _("msg_your_resume", default="It goes on")),
    "your_merge": _your(
        PROGRESS, _("msg_your_merge", default="Handled together with others")
    ),
    "your_unmerge": _your(
        PROGRESS, _("msg_your_unmerge", default="Handled on its own again")
    ),
    "your_publication_asked": _your(
        YOUR_TURN,
        _("msg_your_publication_asked", default="May it be published?"),
        "agree_publication",
    ),
    "your_publication": _your(
        PROGRESS, _("msg_your_publication", default="The answer is published")
    ),
    "your_publication_taken_back": _your(
        PROGRESS,
        _("msg_your_publication_taken_back", default="A public answer was taken back"),
    ),
    # Those who follow
    "followed_answer": _followed(
        _("msg_followed_answer", default="What one follows is answered")
    ),
    "followed_published": _followed(
        _("msg_followed_published", default="The answer to what one follows is public")
    ),
    "followed_again": _followed(
        _("msg_followed_again", default="What one follows is taken up again")
    ),
    "followed_reject": _followed(
        _("msg_followed_reject", default="What one follows is not taken")
    ),
    "followed_withdraw": _followed(
        _("msg_followed_withdraw", default="What one follows was withdrawn")
    ),
    # Work
    "submit": _staff(WORK, _("msg_submit", default="To be dispatched"), waits=True),
    "return": _staff(WORK, _("msg_return", default="Returned"), waits=True),
    "dispatch": _staff(WORK, _("msg_dispatch", default="Dispatched"), waits=True),
    "support": _staff(WORK, _("msg_support", default="To be supported"), waits=True),
    "assign": _staff(WORK, _("msg_assign", default="Assigned"), waits=True),
    "rework": _staff(WORK, _("msg_rework", default="Unsolved: once more"), waits=True),
    "unsolved_again": _staff(
        WORK, _("msg_unsolved_again", default="Unsolved even after rework"), waits=True
    ),
    "reopen": _staff(WORK, _("msg_reopen", default="Taken up again"), waits=True),
    "draft_answer": _staff(
        WORK, _("msg_draft_answer", default="An answer to review"), waits=True
    ),
    "decline_answer": _staff(
        WORK, _("msg_decline_answer", default="A draft came back"), waits=True
    ),
    "consult": _staff(WORK, _("msg_consult", default="Your opinion"), waits=True),
    "involve": _staff(WORK, _("msg_involve", default="Brought in"), waits=True),
    "request_extension": _staff(
        WORK, _("msg_request_extension", default="More time is asked for"), waits=True
    ),
    "publication_ready": _staff(
        WORK, _("msg_publication_ready", default="An answer to release"), waits=True
    ),
    "return_publication": _staff(
        WORK, _("msg_return_publication", default="A public version came back")
    ),
    # What others say or decide
    "publication_agreed": _staff(
        REPLIES, _("msg_publication_agreed", default="The submitter agrees to publish")
    ),
    "publication_refused": _staff(
        REPLIES, _("msg_publication_refused", default="The submitter does not agree")
    ),
    "publication_lapsed": _staff(
        REPLIES, _("msg_publication_lapsed", default="No word on publishing")
    ),
    "publication": _staff(REPLIES, _("msg_publication", default="Published")),
    "publication_taken_back": _staff(
        REPLIES, _("msg_publication_taken_back", default="Taken back from the public")
    ),
    "supplement": _staff(REPLIES, _("msg_supplement", default="The submitter added")),
    "withdraw": _staff(REPLIES, _("msg_withdraw", default="Withdrawn")),
    "reject": _staff(REPLIES, _("msg_reject", default="Rejected")),
    "contribute": _staff(REPLIES, _("msg_contribute", default="A contribution")),
    "extension_granted": _staff(
        REPLIES, _("msg_extension_granted", default="More time is granted")
    ),
    "extension_refused": _staff(
        REPLIES, _("msg_extension_refused", default="More time is refused")
    ),
    "suspend": _staff(REPLIES, _("msg_suspend", default="Suspended")),
    "resume": _staff(REPLIES, _("msg_resume", default="Resumed")),
    "follow_up": _staff(
        REPLIES, _("msg_follow_up", default="Unsolved, says the follow-up")
    ),
    # Time limits
    "nudge": _staff(REMINDERS, _("msg_nudge", default="The submitter nudges")),
    "accept_yellow": _staff(
        REMINDERS, _("msg_accept_yellow", default="To be accepted soon")
    ),
    "accept_red": _staff(
        REMINDERS, _("msg_accept_red", default="Not accepted in time")
    ),
    "yellow": _staff(REMINDERS, _("msg_yellow", default="To be answered soon")),
    "red": _staff(REMINDERS, _("msg_red", default="Overdue")),
    "escalated": _staff(REMINDERS, _("msg_escalated", default="Overdue for long")),
    "extension_undecided": _staff(
        REMINDERS, _("msg_extension_undecided", default="An extension is undecided")
    ),
    "suspension_ends": _staff(
        REMINDERS, _("msg_suspension_ends", default="A suspension ends")
    ),
    "support_yellow": _staff(
        REMINDERS, _("msg_support_yellow", default="To be contributed soon")
    ),
    "support_red": _staff(
        REMINDERS, _("msg_support_red", default="A contribution is overdue")
    ),
    # Supervision
    "instruct": _staff(
        SUPERVISION, _("msg_instruct", default="An instruction"), waits=True
    ),
    "require": _staff(
        SUPERVISION, _("msg_require", default="To be carried out first"), waits=True
    ),
    "carry_out": _staff(SUPERVISION, _("msg_carry_out", default="Carried out")),
    "supervise": _staff(SUPERVISION, _("msg_supervise", default="Supervised now")),
    "supervision_proposed": _staff(
        SUPERVISION, _("msg_supervision_proposed", default="A supervision is proposed")
    ),
    # A supervision itself
    "supervision_open": _supervised(
        _("msg_supervision_open", default="A new supervision"), waits=True
    ),
    "supervision_assign": _supervised(
        _("msg_supervision_assign", default="Named for a supervision"), waits=True
    ),
    "supervision_progress": _supervised(
        _("msg_supervision_progress", default="A supervision goes on")
    ),
    "supervision_report_result": _supervised(
        _("msg_supervision_report_result", default="A result to accept"), waits=True
    ),
    "supervision_instruct": _supervised(
        _("msg_supervision_instruct", default="An instruction on a supervision"),
        waits=True,
    ),
    "supervision_send_back": _supervised(
        _("msg_supervision_send_back", default="A result came back"), waits=True
    ),
    "supervision_postpone": _supervised(
        _("msg_supervision_postpone", default="Another due day of a supervision")
    ),
    "supervision_assign_departments": _supervised(
        _(
            "msg_supervision_assign_departments",
            default="Other departments of a supervision",
        ),
        waits=True,
    ),
    "supervision_finish": _supervised(
        _("msg_supervision_finish", default="A supervision is completed")
    ),
    "supervision_cancel": _supervised(
        _("msg_supervision_cancel", default="A supervision is cancelled")
    ),
    "supervision_yellow": _supervised(
        _("msg_supervision_yellow", default="A supervision is due soon")
    ),
    "supervision_red": _supervised(
        _("msg_supervision_red", default="A supervision is overdue")
    ),
    # Reports
    "report_drafted": _report(
        _("msg_report_drafted", default="A report is drafted"), waits=True
    ),
    "report_released": _report(
        _("msg_report_released", default="A report is released"), waits=True
    ),
}


@dataclass(frozen=True)
class Rule:
    """Of this event these people are told this.

    event: see events.py
    to: one of the audiences above
    message: one of `MESSAGES`
    fact: whether it tells of nothing but the complaint's state, which the receiver sees
        anyway: the entry itself may be for others
    """

    event: str
    to: str
    message: str
    fact: bool = False


# A step of a supervision is an event `supervision_<action>`.
# In this order: somebody who is a receiver by two rules of an event is told by the
# first. What is not here is told to nobody.
RULES = (
    Rule("submit", TO_WHOEVER_HAS_IT, "submit"),
    Rule("dispatch", TO_SUBMITTER, "your_dispatch"),
    Rule("dispatch", TO_HANDLER, "dispatch"),
    Rule("dispatch", TO_NEW_SUPPORTING, "support"),
    Rule("dispatch_again", TO_HANDLER, "dispatch"),
    Rule("dispatch_again", TO_NEW_SUPPORTING, "support"),
    Rule("return", TO_SUBMITTER, "your_return", fact=True),
    Rule("return", TO_OFFICE, "return"),
    Rule("assign", TO_HANDLER, "assign"),
    Rule("ask", TO_SUBMITTER, "your_ask"),
    Rule("supplement", TO_WHOEVER_HAS_IT, "supplement"),
    Rule("contribute", TO_HANDLER, "contribute"),
    Rule("consult", TO_DEPARTMENT, "consult"),
    Rule("involve", TO_COLLEAGUES, "involve"),
    Rule("draft_answer", TO_HEADS, "draft_answer"),
    Rule("decline_answer", TO_HANDLER, "decline_answer"),
    Rule("answer", TO_SUBMITTER, "your_answer"),
    Rule("rework", TO_HANDLER, "rework"),
    Rule("rework", TO_HEADS, "rework"),
    Rule("unsolved_again", TO_OFFICE, "unsolved_again"),
    Rule("reject", TO_SUBMITTER, "your_reject"),
    Rule("reject", TO_HANDLER, "reject"),
    Rule("withdraw", TO_WHOEVER_HAS_IT, "withdraw"),
    Rule("close", TO_SUBMITTER, "your_close"),
    Rule("reopen", TO_SUBMITTER, "your_reopen"),
    Rule("reopen", TO_WHOEVER_HAS_IT, "reopen"),
    Rule("request_extension", TO_OFFICE, "request_extension"),
    Rule("extension_granted", TO_SUBMITTER, "your_extension_granted"),
    Rule("extension_granted", TO_HANDLER, "extension_granted"),
    Rule("extension_refused", TO_SUBMITTER, "your_extension_refused"),
    Rule("extension_refused", TO_HANDLER, "extension_refused"),
    Rule("suspend", TO_SUBMITTER, "your_suspend"),
    Rule("suspend", TO_HANDLER, "suspend"),
    Rule("resume", TO_SUBMITTER, "your_resume"),
    Rule("resume", TO_HANDLER, "resume"),
    Rule("merge", TO_SUBMITTER, "your_merge"),
    Rule("unmerge", TO_SUBMITTER, "your_unmerge"),
    Rule("unmerge", TO_WHOEVER_HAS_IT, "reopen"),
    Rule("nudge", TO_HANDLER, "nudge"),
    Rule("nudge", TO_HEADS, "nudge"),
    Rule("follow_up", TO_HANDLER, "follow_up"),
    Rule("follow_up", TO_HEADS, "follow_up"),
    Rule("instruct", TO_HANDLER, "instruct"),
    Rule("instruct", TO_HEADS, "instruct"),
    Rule("instruct", TO_OFFICE, "instruct"),
    Rule("require", TO_HANDLER, "require"),
    Rule("require", TO_HEADS, "require"),
    Rule("carry_out", TO_OFFICE, "carry_out"),
    Rule("carry_out", TO_SUPERVISORS, "carry_out"),
    Rule("supervise", TO_HANDLER, "supervise"),
    Rule("supervise", TO_HEADS, "supervise"),
    Rule("supervise", TO_SUPPORTING, "supervise"),
    Rule("supervise", TO_OFFICE, "supervise"),
    Rule("ask_publication", TO_SUBMITTER, "your_publication_asked"),
    Rule("submit_publication", TO_HEADS, "publication_ready"),
    Rule("submit_publication", TO_OFFICE, "publication_ready"),
    Rule("publication_agreed", TO_HEADS, "publication_ready"),
    Rule("publication_agreed", TO_OFFICE, "publication_ready"),
    Rule("publication_agreed", TO_HANDLER, "publication_agreed"),
    Rule("publication_refused", TO_HANDLER, "publication_refused"),
    Rule("publication_lapsed", TO_HANDLER, "publication_lapsed"),
    Rule("return_publication", TO_HANDLER, "return_publication"),
    Rule("release_publication", TO_SUBMITTER, "your_publication"),
    Rule("release_publication", TO_HANDLER, "publication"),
    Rule("take_back_publication", TO_SUBMITTER, "your_publication_taken_back"),
    Rule("take_back_publication", TO_HANDLER, "publication_taken_back"),
    # What the scanner finds
    Rule("accept_yellow", TO_HANDLER, "accept_yellow"),
    Rule("accept_red", TO_HANDLER, "accept_red"),
    Rule("accept_red", TO_HEADS, "accept_red"),
    Rule("yellow", TO_HANDLER, "yellow"),
    Rule("red", TO_HANDLER, "red"),
    Rule("red", TO_HEADS, "red"),
    Rule("escalated", TO_OFFICE, "escalated"),
    Rule("supervision_proposed", TO_OFFICE, "supervision_proposed"),
    Rule("supervision_proposed", TO_SUPERVISORS, "supervision_proposed"),
    Rule("extension_undecided", TO_OFFICE, "extension_undecided"),
    Rule("suspension_ends", TO_HANDLER, "suspension_ends"),
    Rule("suspension_ends", TO_OFFICE, "suspension_ends"),
    Rule("rating_ends", TO_SUBMITTER, "your_rating_ends"),
    Rule("support_yellow", TO_DEPARTMENT, "support_yellow"),
    Rule("support_red", TO_DEPARTMENT, "support_red"),
    Rule("support_red", TO_DEPARTMENT_HEADS, "support_red"),
    # Those who follow: they have no right on it, and learn what is public alone
    Rule("answer", TO_FOLLOWERS, "followed_answer"),
    Rule("release_publication", TO_FOLLOWERS, "followed_published"),
    Rule("rework", TO_FOLLOWERS, "followed_again"),
    Rule("unsolved_again", TO_FOLLOWERS, "followed_again"),
    Rule("reopen", TO_FOLLOWERS, "followed_again"),
    Rule("reject", TO_FOLLOWERS, "followed_reject"),
    Rule("withdraw", TO_FOLLOWERS, "followed_withdraw"),
    # Supervisions
    Rule("supervision_open", TO_HEADS_CONCERNED, "supervision_open"),
    Rule("supervision_open", TO_OFFICE, "supervision_open"),
    Rule("supervision_assign", TO_NEWLY_NAMED, "supervision_assign"),
    Rule("supervision_progress", TO_OFFICE, "supervision_progress"),
    Rule("supervision_report_result", TO_OFFICE, "supervision_report_result"),
    Rule("supervision_report_result", TO_SUPERVISORS, "supervision_report_result"),
    Rule("supervision_instruct", TO_HEADS_CONCERNED, "supervision_instruct"),
    Rule("supervision_instruct", TO_NAMED, "supervision_instruct"),
    Rule("supervision_instruct", TO_OFFICE, "supervision_instruct"),
    Rule("supervision_send_back", TO_HEADS_CONCERNED, "supervision_send_back"),
    Rule("supervision_send_back", TO_NAMED, "supervision_send_back"),
    Rule("supervision_postpone", TO_HEADS_CONCERNED, "supervision_postpone"),
    Rule("supervision_postpone", TO_NAMED, "supervision_postpone"),
    Rule(
        "supervision_assign_departments",
        TO_HEADS_CONCERNED,
        "supervision_assign_departments",
    ),
    Rule("supervision_finish", TO_HEADS_CONCERNED, "supervision_finish"),
    Rule("supervision_finish", TO_NAMED, "supervision_finish"),
    Rule("supervision_cancel", TO_HEADS_CONCERNED, "supervision_cancel"),
    Rule("supervision_cancel", TO_NAMED, "supervision_cancel"),
    Rule("supervision_yellow", TO_HEADS_CONCERNED, "supervision_yellow"),
    Rule("supervision_yellow", TO_NAMED, "supervision_yellow"),
    Rule("supervision_red", TO_HEADS_CONCERNED, "supervision_red"),
    Rule("supervision_red", TO_NAMED, "supervision_red"),
    Rule("supervision_red", TO_OFFICE, "supervision_red"),
    Rule("supervision_red", TO_SUPERVISORS, "supervision_red"),
    # Reports
    Rule("report_drafted", TO_OFFICE, "report_drafted"),
    Rule("report_released", TO_CHOSEN, "report_released"),
)

RULES_OF: dict[str, tuple[Rule, ...]] = {
    event: tuple(rule for rule in RULES if rule.event == event)
    for event in dict.fromkeys(rule.event for rule in RULES)
}
