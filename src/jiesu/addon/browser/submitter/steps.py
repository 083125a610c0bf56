"""Where a complaint stands, for its submitter: the steps, and what happens next."""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.browser import words
from jiesu.addon.content.complaint import ANSWERED
from jiesu.addon.content.complaint import CLOSED
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import REJECTED
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.content.complaint import WITHDRAWN
from jiesu.addon.handling.reading import Reading


@dataclass(frozen=True)
class Step:
    """A step on the way. css: is-done, is-now or ""."""

    title: object
    css: str


SENT = _("step_sent", default="Sent")
TO_ACCEPT = _("step_to_accept", default="To be accepted")
ACCEPTED = _("step_accepted", default="Accepted")
IN_WORK = _("step_in_work", default="In work")
AGAIN = _("step_again", default="In work again")
ANSWER = _("step_answer", default="Answer")
RATE = _("step_rate", default="Please rate")
RATED = _("step_rated", default="Answered")
END = _("step_end", default="Closed")

# How many steps are behind it, by state.
BEHIND = {TRIAGE: 1, PENDING: 1, PROCESSING: 2, SUSPENDED: 2, ANSWERED: 3, CLOSED: 5}


def steps(complaint, state: str, together: bool = False) -> list[Step]:
    """The steps of a complaint.

    :param together: whether it waits for the answer to another one like it
    """
    if state in (REJECTED, WITHDRAWN):
        end = words.STATES_FOR_SUBMITTER[state]
        return [Step(SENT, "is-done"), Step(end, "is-now")]
    behind = BEHIND[PROCESSING] if together else BEHIND[state]
    titles = (
        SENT,
        TO_ACCEPT if behind < 2 else ACCEPTED,
        AGAIN if complaint.reworks else IN_WORK,
        {3: RATE, 5: RATED}.get(behind, ANSWER),
        END,
    )
    marks = ["is-done"] * behind + ["is-now"] + [""] * len(titles)
    return [Step(title, mark) for title, mark in zip(titles, marks, strict=False)]


def next_step(reading: Reading, now: datetime, zone: str):
    """What happens next, in a sentence for the submitter."""
    complaint = reading.complaint
    mapping = {"department": reading.department_title(complaint.department)}
    if complaint.asked:
        return _(
            "next_asked",
            default="${department} needs to know more from you. Until then no time "
            "runs.",
            mapping=mapping,
        )
    if reading.together:
        return _together(mapping if complaint.department else None)
    return NEXT[reading.state](reading, mapping, now, zone)


def _together(mapping: dict | None):
    if mapping is None:
        return _(
            "next_together_triage",
            default="It is handled together with others like it. The Office is finding "
            "out who should do so.",
        )
    return _(
        "next_together",
        default="${department} handles it together with others like it; you get the "
        "answer as soon as there is one.",
        mapping=mapping,
    )


def _triage(reading, mapping, now, zone):
    return _("next_triage", default="The Office is finding out who should handle it.")


def _pending(reading, mapping, now, zone):
    clock = reading.clock
    if clock.accept_due is not None and clock.answer_due is not None:
        mapping["accept"] = words.when(clock.accept_due, now, zone)
        mapping["answer"] = words.when(clock.answer_due, now, zone)
        if clock.answer_due < now:
            return _late(mapping, clock.answer_due, now, zone)
        if clock.accept_due < now:
            return _(
                "next_pending_late",
                default="${department} should have accepted it by ${accept}. The "
                "Office sees that it is late. It is to be answered by ${answer}.",
                mapping=mapping,
            )
        return _(
            "next_pending",
            default="It is with ${department}, which accepts it by ${accept} and "
            "answers by ${answer}.",
            mapping=mapping,
        )
    return _("next_pending_open", default="It is with ${department}.", mapping=mapping)


def _late(mapping, due, now, zone):
    mapping["when"] = words.when(due, now, zone)
    return _(
        "next_processing_late",
        default="${department} should have answered by ${when}. The Office sees "
        "that it is late.",
        mapping=mapping,
    )


def _processing(reading, mapping, now, zone):
    due = reading.clock.answer_due
    if due is None:
        return _(
            "next_processing_open",
            default="${department} is working on it.",
            mapping=mapping,
        )
    if due < now:
        return _late(mapping, due, now, zone)
    mapping["when"] = words.when(due, now, zone)
    return _(
        "next_processing",
        default="${department} is working on it and answers by ${when}.",
        mapping=mapping,
    )


def _answered(reading, mapping, now, zone):
    until = reading.rating_until
    if until is None:
        return _(
            "next_answered_open",
            default="${department} has answered. Please rate the answer.",
            mapping=mapping,
        )
    mapping["when"] = words.day(until, now, zone)
    return _(
        "next_answered",
        default="${department} has answered. Please rate the answer by ${when}.",
        mapping=mapping,
    )


def _suspended(reading, mapping, now, zone):
    until = reading.complaint.suspended_until
    if until is not None:
        mapping["when"] = words.day(until, now, zone)
        return _(
            "next_suspended_until",
            default="It needs more time: ${department} goes on with it ${when}.",
            mapping=mapping,
        )
    return _(
        "next_suspended",
        default="It needs more time and is on the plan of ${department}.",
        mapping=mapping,
    )


def _closed(reading, mapping, now, zone):
    closed = reading.complaint.closed_at
    until = (closed or now) + timedelta(days=reading.desk.reopening_period)
    if until < now:
        return _("next_closed_over", default="It is closed.")
    mapping["when"] = words.day(until, now, zone)
    return _(
        "next_closed",
        default="It is closed. If the trouble comes back, you can reopen it until "
        "${when}.",
        mapping=mapping,
    )


def _rejected(reading, mapping, now, zone):
    return _("next_rejected", default="It was not taken; the reason stands below.")


def _withdrawn(reading, mapping, now, zone):
    return _("next_withdrawn", default="You withdrew it.")


NEXT = {
    TRIAGE: _triage,
    PENDING: _pending,
    PROCESSING: _processing,
    ANSWERED: _answered,
    SUSPENDED: _suspended,
    CLOSED: _closed,
    REJECTED: _rejected,
    WITHDRAWN: _withdrawn,
}
