"""What the figures need to know of a complaint: from its journal, kept with its row.

`facts_of` is the one place that reads a journal for the figures. It is pure and is
called when a complaint is indexed, that is whenever it changed; nothing of it is
computed while counting. Rules: docs/concepts/rules.md, figures.

A fact is kept in few bytes, because a submission writes the rows beside its own too:
numbers in `HEAD`, and behind them the words that are not as usual.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import fields
from datetime import datetime
from datetime import timedelta
from jiesu.addon.deadlines.clock import Clock
from jiesu.addon.journal.entry import Entry

import struct


# What a department does that works on a complaint, and not only passes it on.
WORK = frozenset(
    {"accept", "ask", "answer", "contribute", "request_extension", "reject"}
)
WORKERS = frozenset({"handler", "head", "supporting", "system"})

# The lists of reasons that are counted, and what chooses from them.
RETURN, REJECT, SUSPEND, LOW_SCORE = "return", "reject", "suspend", "low_score"
REASON_LISTS = (RETURN, REJECT, SUSPEND, LOW_SCORE)
# Up to this score a submitter is asked why.
LOW = 2

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Facts:
    """What happened to a complaint, as far as it is counted.

    Moments are whole seconds since 1970, 0 for never.

    dispatched: the first dispatch
    accept_due, accept_late: until when the first dispatch asks for a response; whether
        that came late, None if none came or none is asked for
    answer_due: until when the first answer is or was due; 0 while the clock stands
        still, and where the matter ended before
    answered, on_time: the first answer; whether it came in time
    minutes: working minutes from the first dispatch to the first answer
    returned, reworked, extended, supervised: whether it ever was
    rated, followed_up: whether its submitter rated it; whether the Office asked
    solved, score: what they said; where both did, the follow-up
    closed: when it was closed, 0 where it is not
    sent: the departments that it was ever sent to, as lead or support
    worked: those of them that worked on it
    merged_into: the complaint that it follows
    reasons: what was chosen from the desk's lists, each once, as "list:id", such as
        "return:not_ours"
    moves: from which department to which a return led, as "from>to"; "from>" as long
        as nobody has it
    """

    channel: str = ""
    dispatched: int = 0
    accept_due: int = 0
    accept_late: bool | None = None
    answer_due: int = 0
    answered: int = 0
    on_time: bool | None = None
    minutes: int = 0
    returned: bool = False
    reworked: bool = False
    extended: bool = False
    supervised: bool = False
    rated: bool = False
    followed_up: bool = False
    solved: bool | None = None
    score: int = 0
    closed: int = 0
    sent: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    merged_into: str = ""
    reasons: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()


def facts_of(entries: Iterable[Entry], clock: Clock | None, channel: str) -> Facts:
    """The facts of a complaint.

    :param entries: its whole journal, oldest first
    :param clock: its clock, which is made of the same journal
    :param channel: by which it came
    """
    told = _Told()
    for entry in entries:
        told.take(entry)
    return Facts(channel=channel, **_of_clock(clock or Clock()), **told.facts())


def _of_clock(clock: Clock) -> dict:
    answered = clock.first_answered
    due = clock.first_due
    # What ended in time without an answer will never be late.
    if due and not answered and clock.stopped and clock.stopped <= due:
        due = None
    return {
        "dispatched": _seconds(clock.dispatched),
        "accept_due": _seconds(clock.first_accept_due),
        "accept_late": clock.accept_late,
        "answer_due": _seconds(due),
        "answered": _seconds(answered),
        "on_time": clock.first_on_time if answered else None,
        "minutes": int(clock.used / MINUTE) if clock.used else 0,
    }


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0


class _Told:
    """What the entries tell, one after the other."""

    def __init__(self):
        self.lead = ""
        self.sent: dict[str, None] = {}
        self.worked: dict[str, None] = {}
        self.ever: set[str] = set()
        self.rating: tuple | None = None
        self.follow_up: tuple | None = None
        self.closed = 0
        self.merged_into = ""
        self.reasons: dict[str, None] = {}
        self.moves: list[str] = []
        # Who gave it back, until somebody has it again.
        self.giver = ""

    def take(self, entry: Entry) -> None:
        changes = entry.changes
        if entry.action == "return":
            self.giver = self.lead
        self._departments(entry)
        self._reasons(entry)
        self._verdict(entry)
        if entry.action == "return":
            self.ever.add("returned")
        elif entry.action == "supervise":
            self.ever.add("supervised")
        elif entry.action == "decide_extension" and changes.get("granted"):
            self.ever.add("extended")
        # Also told when it follows another no more.
        self.merged_into = changes.get("into", self.merged_into)
        _before, after = changes.get("state", ("", ""))
        if after:
            self.closed = _seconds(entry.time) if after == "closed" else 0

    def _departments(self, entry: Entry) -> None:
        changes = entry.changes
        if "department" in changes:
            self.lead = changes["department"][1]
            if self.lead:
                self.sent[self.lead] = None
                if self.giver:
                    self.moves.append(f"{self.giver}{_TO}{self.lead}")
                    self.giver = ""
        for supporting in changes.get("supporting", ((), ()))[1]:
            self.sent[supporting] = None
        if entry.action in WORK and entry.role in WORKERS:
            worker = entry.department or self.lead
            if worker:
                self.worked[worker] = None

    def _reasons(self, entry: Entry) -> None:
        changes = entry.changes
        if entry.action in (RETURN, REJECT, SUSPEND) and changes.get("reason"):
            self.reasons[f"{entry.action}:{changes['reason']}"] = None
        elif entry.action == "rate" and (changes.get("score") or 0) <= LOW:
            for reason in changes.get("reasons") or ():
                self.reasons[f"{LOW_SCORE}:{reason}"] = None

    def _verdict(self, entry: Entry) -> None:
        changes = entry.changes
        if entry.action == "rate" and "solved" in changes:
            self.rating = (bool(changes["solved"]), changes.get("score") or 0)
            if changes.get("rework") or not changes["solved"]:
                self.ever.add("reworked")
        elif entry.action == "follow_up" and "solved" in changes:
            self.follow_up = (bool(changes["solved"]), changes.get("score") or 0)
        elif entry.action == "reopen":
            # It is not over: what was said of its end does not hold any more.
            self.rating = self.follow_up = None
            self.ever.add("reworked")

    def facts(self) -> dict:
        solved, score = self.follow_up or self.rating or (None, 0)
        if not score and self.rating:
            score = self.rating[1]
        return {
            **dict.fromkeys(self.ever, True),
            "rated": self.rating is not None,
            "followed_up": self.follow_up is not None,
            "solved": solved,
            "score": score,
            "closed": self.closed,
            "sent": tuple(self.sent),
            "worked": tuple(self.worked),
            "merged_into": self.merged_into,
            "reasons": tuple(self.reasons),
            "moves": (*self.moves, *([f"{self.giver}{_TO}"] if self.giver else ())),
        }


# How they are kept.

HEAD = struct.Struct("<6iHB")
NUMBERS = ("dispatched", "accept_due", "answer_due", "answered", "closed", "minutes")
# Bits of one number. What can be unknown has two: known, and yes.
FLAGS = ("returned", "reworked", "extended", "supervised", "rated", "followed_up")
UNSURE = ("accept_late", "on_time", "solved")

# Words: the usual takes no room.
_NONE = "-"
_BREAK = "\n"
_COMMA = ","
_TO = ">"


def pack(facts: Facts, department: str) -> bytes:
    """The facts as they are kept.

    :param department: the lead department, of which it is usual that it alone was sent
        the complaint
    """
    head = HEAD.pack(*(getattr(facts, n) for n in NUMBERS), _bits(facts), facts.score)
    usual = (department,) if department else ()
    words = (
        facts.channel,
        "" if facts.sent == usual else _COMMA.join(facts.sent) or _NONE,
        "" if facts.worked == usual else _COMMA.join(facts.worked) or _NONE,
        facts.merged_into,
        _COMMA.join(facts.reasons),
        _COMMA.join(facts.moves),
    )
    return head + _BREAK.join(words).rstrip(_BREAK).encode()


def _bits(facts: Facts) -> int:
    bits = 0
    for place, name in enumerate(FLAGS):
        bits |= bool(getattr(facts, name)) << place
    for place, name in enumerate(UNSURE):
        value = getattr(facts, name)
        if value is not None:
            bits |= (1 | value << 1) << len(FLAGS) + 2 * place
    return bits


@dataclass(frozen=True)
class Words:
    """What of the facts is kept as words; see `Facts`."""

    channel: str
    sent: tuple[str, ...]
    worked: tuple[str, ...]
    merged_into: str
    reasons: tuple[str, ...]
    moves: tuple[str, ...]


def unpack_words(packed: bytes, department: str) -> Words:
    """The words behind the numbers.

    :param department: the lead department
    """
    words = packed[HEAD.size :].decode().split(_BREAK)
    words += [""] * (len(fields(Words)) - len(words))
    channel, sent, worked, merged, reasons, moves = words
    usual = (department,) if department else ()
    return Words(
        channel,
        _ids(sent, usual),
        _ids(worked, usual),
        merged,
        _ids(reasons, ()),
        _ids(moves, ()),
    )


def _ids(word: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    if not word:
        return usual
    return () if word == _NONE else tuple(word.split(_COMMA))


def unpack(packed: bytes, department: str) -> Facts:
    """The facts again; none where nothing is kept yet."""
    if not packed:
        return Facts()
    *numbers, bits, score = HEAD.unpack_from(packed)
    flags = {name: bool(bits >> place & 1) for place, name in enumerate(FLAGS)}
    for place, name in enumerate(UNSURE):
        pair = bits >> len(FLAGS) + 2 * place
        flags[name] = bool(pair & 2) if pair & 1 else None
    return Facts(
        **dict(zip(NUMBERS, numbers, strict=True)),
        **flags,
        score=score,
        **vars(unpack_words(packed, department)),
    )
