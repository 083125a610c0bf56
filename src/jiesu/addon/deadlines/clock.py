"""A complaint's clock: from what happened to what is due.

`run` folds the marks of a complaint's journal into one `Clock`. It is pure: the same
marks and the same calendar give the same clock, whatever the time is. Rules:
docs/concepts/rules.md, time limits.

A new kind of mark is a member of `MarkKind` in marks.py, a method of `_Run`, and its
line in `_STEPS`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from jiesu.addon.calendar.moment import to_utc
from jiesu.addon.calendar.worktime import NOTHING
from jiesu.addon.calendar.worktime import WorkCalendar
from jiesu.addon.deadlines.limits import Limit
from jiesu.addon.deadlines.limits import Unit
from jiesu.addon.deadlines.marks import Mark
from jiesu.addon.deadlines.marks import MarkKind


# A light turns yellow one day before due, but never before this part of the limit.
YELLOW_PARTS = 5
# One has waited long enough to ask again when this part of the limit is over.
HALF_PARTS = 2
# Why a clock can stand still.
ASKED = "asked"
HELD = "held"
FOLLOWS = "follows"


@dataclass(frozen=True)
class Support:
    """How a supporting department stands with its part.

    due: until when it has to contribute; None while the clock stands still
    yellow: when its light turns yellow
    done: when it contributed first
    late: whether that came late, or never and the lead has answered without it
    """

    department: str
    due: datetime | None = None
    yellow: datetime | None = None
    done: datetime | None = None
    late: bool = False

    @property
    def open(self) -> bool:
        """Say whether something is still wanted of it."""
        return self.due is not None and self.done is None


@dataclass(frozen=True)
class Clock:
    """What is due and what was done in time: plain data, kept on the complaint.

    Something is in time if it is done at its due moment or before. All moments are in
    UTC. Every field has a default and instances have no slots, so that a stored clock
    stays readable when a field is added.

    dispatched, last_dispatched: the first and the latest dispatch
    accept_due: until when the lead has to accept; None unless it still has to, and
        while paused
    accepted: the first response (accepted, asked or answered) to the latest dispatch
    first_accept_due, first_accepted: the same of the first dispatch, kept for the
        figures. A dispatch given back, renewed or stopped before its accept limit
        passed asks for no response: the next one takes its place
    accept_late: whether that first response came late; None if none came and the
        dispatch still waits, or asks for none
    return_due: until when the lead may return it; use `can_give_back`
    answer_due: until when to answer; None while paused and when nothing runs
    due: what is due next: accept_due where it comes first, otherwise answer_due
    unit: the unit of the limit that `due` (or, while paused, the answer) belongs to
    yellow: when the light for `due` turns yellow
    answer_yellow: when the light for `answer_due` turns yellow
    half: when half of the answer's limit is over
    support: the supporting departments of the latest dispatch
    paused_since: since when the clock stands still
    remaining: time of the answer's limit left while paused, in its unit's calendar
    rounds: number of rounds that were started
    first_due: until when the first answer was due, pauses counted in; None while the
        first round is paused in time, for then there is no such moment
    first_answered, first_on_time: when the first answer came and whether in time
    used: working time from the first dispatch to the first answer, without pauses
    answered: the latest answer
    stopped: when it was stopped, None where it was taken up again
    """

    dispatched: datetime | None = None
    last_dispatched: datetime | None = None
    accept_due: datetime | None = None
    accepted: datetime | None = None
    first_accept_due: datetime | None = None
    first_accepted: datetime | None = None
    accept_late: bool | None = None
    return_due: datetime | None = None
    answer_due: datetime | None = None
    due: datetime | None = None
    unit: Unit | None = None
    yellow: datetime | None = None
    paused_since: datetime | None = None
    remaining: timedelta | None = None
    rounds: int = 0
    first_due: datetime | None = None
    first_answered: datetime | None = None
    first_on_time: bool | None = None
    used: timedelta | None = None
    answered: datetime | None = None
    stopped: datetime | None = None
    answer_yellow: datetime | None = None
    half: datetime | None = None
    support: tuple[Support, ...] = ()


def run(marks: Iterable[Mark], calendar: WorkCalendar) -> Clock:
    """Return the clock after these marks, in any order of time or kind.

    A mark that makes no sense where it stands changes nothing; marks of the same moment
    keep their order.

    raises: ValueError only for a calendar without working time
    """
    state = _Run(calendar)
    for mark in sorted(marks, key=lambda mark: mark.time):
        _STEPS[mark.kind](state, mark)
    return state.clock()


def can_give_back(clock: Clock, now: datetime) -> bool:
    """Say whether the return limit lets the lead return the complaint at `now`.

    While the clock stands still, so does the return limit.
    """
    if clock.return_due is None:
        return False
    return (clock.paused_since or to_utc(now)) <= clock.return_due


@dataclass(frozen=True)
class _Timer:
    """A limit that runs."""

    due: datetime
    limit: Limit

    def moved(
        self, paused: datetime, resumed: datetime, calendar: WorkCalendar
    ) -> "_Timer":
        """Return the timer after a pause: what was left or overdue is so again."""
        due = _moved(self.due, paused, resumed, self.limit.calendar(calendar))
        return replace(self, due=due)

    def yellow(self, calendar: WorkCalendar) -> datetime:
        """Return when the light turns yellow."""
        counted = self.limit.calendar(calendar)
        part = self.limit.span(calendar) / YELLOW_PARTS
        return counted.subtract(self.due, min(counted.day_length, part))

    def half(self, calendar: WorkCalendar) -> datetime:
        """Return when half of the limit is over."""
        counted = self.limit.calendar(calendar)
        return counted.subtract(self.due, self.limit.span(calendar) / HALF_PARTS)


def _moved(due: datetime, paused: datetime, resumed: datetime, calendar) -> datetime:
    """Return a due moment after a pause.

    What was late stays late. A pause without any working time moves nothing, so that a
    due moment at the end of a day does not wander to the next morning.
    """
    late = paused > due
    if not calendar.between(paused, resumed):
        return due if late else max(due, resumed)
    if late:
        overdue = max(calendar.between(due, paused), timedelta.resolution)
        return calendar.subtract(resumed, overdue)
    return calendar.add(resumed, calendar.between(paused, due))


@dataclass(frozen=True)
class _Part:
    """What a supporting department has to do: its timer ends with its part or round."""

    timer: _Timer
    round: int
    open: bool = True
    done: datetime | None = None
    late: bool = False


class _Run:
    """The state between two marks; each public method is one kind of mark."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self.dispatched: datetime | None = None
        self.last_dispatched: datetime | None = None
        self.accept_timer: _Timer | None = None
        self.answer_timer: _Timer | None = None
        self.return_timer: _Timer | None = None
        self.awaits_response = False
        self.accepted: datetime | None = None
        self.first_accept_open = True
        self.first_accept_due: datetime | None = None
        self.first_accepted: datetime | None = None
        self.accept_late: bool | None = None
        self.paused_since: datetime | None = None
        self.paused_why: set[str] = set()
        self.paused_time = NOTHING
        self.parts: dict[str, _Part] = {}
        self.rounds = 0
        self.first_due: datetime | None = None
        self.first_answered: datetime | None = None
        self.first_on_time: bool | None = None
        self.used: timedelta | None = None
        self.answered: datetime | None = None
        self.stopped: datetime | None = None

    # What happens

    def dispatch(self, mark: Mark) -> None:
        self._end_pause(mark.time)
        self._withdraw_dispatch(mark.time)
        self.last_dispatched = mark.time
        self.stopped = None
        if self.dispatched is None:
            self.dispatched = mark.time
        self.accepted = None
        self.awaits_response = True
        self.accept_timer = self._timer(mark.time, mark.accept)
        self.return_timer = self._timer(mark.time, mark.give_back)
        if self.first_accept_open and self.accept_timer:
            self.first_accept_due = self.accept_timer.due
        if self.answer_timer is None:
            self._start_round(mark)
            self.parts = {}
        elif mark.restart and mark.answer:
            self.answer_timer = self._timer(mark.time, mark.answer)
        self._begin_parts(mark)

    def accept(self, mark: Mark) -> None:
        self._respond(mark.time)

    def give_back(self, mark: Mark) -> None:
        # Back with the Office nobody waits for the submitter: the promise runs on.
        self._end_pause(mark.time)
        self._withdraw_dispatch(mark.time)

    def pause(self, mark: Mark) -> None:
        self._respond(mark.time)
        self._stand_still(mark.time, ASKED)

    def resume(self, mark: Mark) -> None:
        self._go_on(mark.time, ASKED)

    def hold(self, mark: Mark) -> None:
        # Nobody waits for the submitter any more: only the hold has to end.
        self.paused_why.discard(ASKED)
        self._stand_still(mark.time, HELD)

    def release(self, mark: Mark) -> None:
        self._go_on(mark.time, HELD)

    def follow(self, mark: Mark) -> None:
        # What it waited for before it waits for still when it follows no more.
        self._stand_still(mark.time, FOLLOWS)

    def part(self, mark: Mark) -> None:
        self._go_on(mark.time, FOLLOWS)

    def extend(self, mark: Mark) -> None:
        timer = self.answer_timer
        if timer and mark.until and mark.until > timer.due:
            self.answer_timer = replace(timer, due=mark.until)

    def supported(self, mark: Mark) -> None:
        for department in mark.departments:
            part = self.parts.get(department)
            if part and part.open:
                late = (self.paused_since or mark.time) > part.timer.due
                self.parts[department] = replace(
                    part, open=False, done=mark.time, late=late
                )

    def answer(self, mark: Mark) -> None:
        # First: what waits to be accepted stood still as well.
        self._end_pause(mark.time)
        self._respond(mark.time)
        self._end_parts(mark.time)
        self._end_round()
        self.answered = mark.time
        if self.first_answered is None:
            self._first_answer(mark.time)

    def rework(self, mark: Mark) -> None:
        self._end_pause(mark.time)
        self._withdraw_dispatch(mark.time)
        self._end_parts(mark.time)
        self._end_round()
        self.stopped = None
        self._start_round(mark)

    def unsolved(self, mark: Mark) -> None:
        self._end_pause(mark.time)
        self._withdraw_dispatch(mark.time)
        self._end_parts(mark.time)
        self._end_round()

    def stop(self, mark: Mark) -> None:
        self.unsolved(mark)
        self.stopped = mark.time

    # What that means

    def _timer(self, start: datetime, limit: Limit | None) -> _Timer | None:
        return _Timer(limit.due(start, self.calendar), limit) if limit else None

    def _respond(self, time: datetime) -> None:
        """Take the first response to a dispatch."""
        if not self.awaits_response:
            return
        self.awaits_response = False
        self.accepted = time
        if self.first_accept_open:
            self.first_accept_open = False
            self.first_accepted = time
            if self.accept_timer:
                self.accept_late = time > self.accept_timer.due
        self.accept_timer = None

    def _withdraw_dispatch(self, time: datetime) -> None:
        """End a dispatch: nobody has to accept it or can return it any more."""
        if self.awaits_response and self.first_accept_open:
            if self.accept_timer and time > self.accept_timer.due:
                self.first_accept_open = False
                self.accept_late = True
            else:
                self.first_accept_due = None
        self.awaits_response = False
        self.accept_timer = self.return_timer = None

    def _begin_parts(self, mark: Mark) -> None:
        """Let the departments of a dispatch support it, before the lead has to answer.

        One that was asked already in this round keeps its time.
        """
        known, self.parts = self.parts, {}
        answer = self.answer_timer
        if answer is None:
            return
        timer = self._timer(mark.time, mark.support) or answer
        timer = replace(timer, due=min(timer.due, answer.due))
        for department in mark.departments:
            part = known.get(department)
            same = part is not None and part.round == self.rounds
            self.parts[department] = part if same else _Part(timer, self.rounds)

    def _stand_still(self, time: datetime, why: str) -> None:
        if self.answer_timer is None:
            return
        self.paused_why.add(why)
        if self.paused_since is None:
            self.paused_since = time

    def _go_on(self, time: datetime, why: str) -> None:
        self.paused_why.discard(why)
        if not self.paused_why:
            self._end_pause(time)

    def _end_pause(self, time: datetime) -> None:
        """Let everything run on with exactly what was left."""
        paused, self.paused_since = self.paused_since, None
        self.paused_why.clear()
        if paused is None:
            return
        self.paused_time += self.calendar.between(paused, time)
        # What waits to be accepted does so after a hold: asking is a response.
        for name in ("answer_timer", "accept_timer", "return_timer"):
            timer = getattr(self, name)
            if timer:
                setattr(self, name, timer.moved(paused, time, self.calendar))
        if self.accept_timer and self.first_accept_open:
            self.first_accept_due = self.accept_timer.due
        self.parts = {
            department: (
                replace(part, timer=part.timer.moved(paused, time, self.calendar))
                if part.open
                else part
            )
            for department, part in self.parts.items()
        }

    def _start_round(self, mark: Mark) -> None:
        self.answer_timer = self._timer(mark.time, mark.answer)
        if self.answer_timer:
            self.rounds += 1

    def _end_parts(self, time: datetime) -> None:
        """Nothing is wanted of supporting departments; who is late stays so."""
        self.parts = {
            department: (
                replace(part, open=False, late=time > part.timer.due)
                if part.open
                else part
            )
            for department, part in self.parts.items()
        }

    def _end_round(self) -> None:
        """End the round; the first one's due moment is kept for the figures."""
        self.first_due = self._first_due()
        self.answer_timer = self.return_timer = None

    def _first_due(self) -> datetime | None:
        """Return when the first answer is or was due."""
        timer = self.answer_timer
        if timer is None or self.rounds > 1 or self.first_answered:
            return self.first_due
        stands_still = self.paused_since and self.paused_since <= timer.due
        return None if stands_still else timer.due

    def _first_answer(self, time: datetime) -> None:
        self.first_answered = time
        if self.first_due:
            self.first_on_time = time <= self.first_due
        if self.dispatched:
            passed = self.calendar.between(self.dispatched, time)
            self.used = max(passed - self.paused_time, NOTHING)

    # What comes out

    def clock(self) -> Clock:
        running = self._running()
        accept, back = self.accept_timer, self.return_timer
        return Clock(
            dispatched=self.dispatched,
            last_dispatched=self.last_dispatched,
            accept_due=accept.due if accept and not self.paused_since else None,
            accepted=self.accepted,
            first_accept_due=self.first_accept_due,
            first_accepted=self.first_accepted,
            accept_late=self.accept_late,
            return_due=back.due if back else None,
            rounds=self.rounds,
            first_due=self._first_due(),
            first_answered=self.first_answered,
            first_on_time=self.first_on_time,
            used=self.used,
            answered=self.answered,
            stopped=self.stopped,
            support=tuple(self._support(one) for one in self.parts),
            **(self._standing() if self.paused_since else self._due(running)),
        )

    def _running(self) -> _Timer | None:
        """Return the limit that ends next."""
        timers = [t for t in (self.answer_timer, self.accept_timer) if t]
        return min(timers, key=lambda timer: timer.due, default=None)

    def _due(self, running: _Timer | None) -> dict:
        if running is None:
            return {}
        return {
            "answer_due": self.answer_timer.due if self.answer_timer else None,
            "due": running.due,
            "unit": running.limit.unit,
            "yellow": running.yellow(self.calendar),
            **self._of_answer(),
        }

    def _of_answer(self) -> dict:
        timer = self.answer_timer
        if timer is None:
            return {}
        return {
            "answer_yellow": timer.yellow(self.calendar),
            "half": timer.half(self.calendar),
        }

    def _support(self, department: str) -> Support:
        part = self.parts[department]
        runs = part.open and not self.paused_since
        return Support(
            department,
            due=part.timer.due if runs else None,
            yellow=part.timer.yellow(self.calendar) if runs else None,
            done=part.done,
            late=part.late,
        )

    def _standing(self) -> dict:
        timer = self.answer_timer
        counted = timer.limit.calendar(self.calendar)
        return {
            "paused_since": self.paused_since,
            "remaining": counted.between(self.paused_since, timer.due),
            "unit": timer.limit.unit,
        }


_STEPS = {
    MarkKind.DISPATCH: _Run.dispatch,
    MarkKind.ACCEPT: _Run.accept,
    MarkKind.GIVE_BACK: _Run.give_back,
    MarkKind.PAUSE: _Run.pause,
    MarkKind.RESUME: _Run.resume,
    MarkKind.HOLD: _Run.hold,
    MarkKind.RELEASE: _Run.release,
    MarkKind.FOLLOW: _Run.follow,
    MarkKind.PART: _Run.part,
    MarkKind.EXTEND: _Run.extend,
    MarkKind.SUPPORTED: _Run.supported,
    MarkKind.ANSWER: _Run.answer,
    MarkKind.REWORK: _Run.rework,
    MarkKind.UNSOLVED: _Run.unsolved,
    MarkKind.STOP: _Run.stop,
}
