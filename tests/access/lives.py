"""The lives that bring a complaint into each situation of the matrix.

Each complaint was sent to `security` first, which returned it and so lost it. Then
`academic` leads and `library` supports, where the situation has a lead at all.
"""

from datetime import timedelta
from jiesu.addon.content.complaint import REPORT
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY


LEAD_HANDLER = "academic-handler"
LEAD_HEAD = "academic-head"
SUPPORT = "library-handler"
FORMER = "security-handler"

# When the matrix is asked: within the return limit of a dispatch at this time.
NOW = MONDAY + 6 * HOUR
LONG_AGO = MONDAY - timedelta(days=30)
# A working day to come.
PLANNED = (MONDAY + timedelta(days=21)).date()

ANSWERING = {"text": "已更换灯泡", "outcome": "solved"}
UNSOLVED = {"score": 1, "solved": False, "reasons": ["not_solved"]}


class Life:
    """One complaint on its way; the steps can be chained."""

    def __init__(self, desk, start=MONDAY, **facts):
        """Submitted, and back with the Office after `security` returned it."""
        self.time = start
        self.complaint = complain(
            desk, when=start, **({"category": "security-parking"} | facts)
        )
        if self.complaint.department:
            self.step("security-handler", "return", reason="not_ours")

    def step(self, who, action, **data):
        """One action, a minute after the one before."""
        self.time += timedelta(minutes=1)
        do(self.complaint, who, action, self.time, **data)
        return self

    def dispatched(self):
        """To `academic`, supported by `library`."""
        return self.step(
            "office", "dispatch", department="academic", supporting=["library"]
        )

    def accepted(self):
        """The lead has accepted."""
        return self.step(LEAD_HANDLER, "accept")

    def answered(self):
        """The lead has answered."""
        return self.step(LEAD_HANDLER, "answer", **ANSWERING)

    def suspended(self):
        """The Office has put it on the plan."""
        return self.step(
            "office", "suspend", reason="budget", until=PLANNED.isoformat()
        )

    def instructed(self):
        """A supervisor has said how."""
        return self.step("supervisor", "instruct", text="尽快解决")

    def unsolved(self):
        """The submitter is not content."""
        return self.step("student1", "rate", **UNSOLVED)

    def closed(self):
        """The submitter is content."""
        return self.step("student1", "rate", score=5, solved=True)


def processing(desk, **facts):
    """In the lead's hands."""
    return Life(desk, **facts).dispatched().accepted()


def answered(desk, **facts):
    """Answered for the first time."""
    return processing(desk, **facts).answered()


def followed(desk, **facts):
    """Another one in the lead's hands, of somebody else."""
    return processing(desk, **({"who": "student2"} | facts))


def merged(desk, life, **facts):
    """A complaint that follows another one, and that other one."""
    master = followed(desk, **facts)
    one = life(desk, **facts)
    one.step("office", "merge", into=master.complaint.number)
    return one, master


def merged_and_answered(desk, **facts):
    """One that got the answer of the other one."""
    one, master = merged(desk, processing, **facts)
    master.time = one.time
    master.answered()
    one.time = master.time
    return one


SITUATIONS = {
    "triage": Life,
    "unsolved again": lambda desk, **facts: (
        answered(desk, **facts).unsolved().answered().unsolved()
    ),
    "pending": lambda desk, **facts: Life(desk, **facts).dispatched(),
    "processing": processing,
    "asked": lambda desk, **facts: processing(desk, **facts).step(
        LEAD_HANDLER, "ask", text="哪一间教室?"
    ),
    "overdue": lambda desk, **facts: processing(desk, start=LONG_AGO, **facts),
    "extension asked": lambda desk, **facts: processing(desk, **facts).step(
        LEAD_HANDLER,
        "request_extension",
        until=(MONDAY + timedelta(days=9)).date().isoformat(),
        reason="等待备件",
    ),
    "instructed": lambda desk, **facts: processing(desk, **facts).instructed(),
    "instruction required": lambda desk, **facts: (
        processing(desk, **facts).instructed().step("office", "require")
    ),
    "suspended": lambda desk, **facts: processing(desk, **facts).suspended(),
    "returned": lambda desk, **facts: (
        Life(desk, **facts).dispatched().step(LEAD_HEAD, "return", reason="not_ours")
    ),
    "consulted": lambda desk, **facts: processing(desk, **facts).step(
        LEAD_HANDLER, "consult", department="it", text="网络是否正常？"
    ),
    "consulted before": lambda desk, **facts: (
        processing(desk, **facts)
        .step("office", "consult", department="it", text="网络是否正常？")
        .dispatched()
    ),
    "merged": lambda desk, **facts: merged(desk, Life, **facts)[0],
    "merged in process": lambda desk, **facts: merged(desk, processing, **facts)[0],
    "merged and answered": merged_and_answered,
    "merged and closed": lambda desk, **facts: merged_and_answered(
        desk, **facts
    ).closed(),
    "master": lambda desk, **facts: merged(desk, Life, who="student1", **facts)[1],
    "rework": lambda desk, **facts: answered(desk, **facts).unsolved(),
    "answered": answered,
    "closed": lambda desk, **facts: answered(desk, **facts).closed(),
    "closed long ago": lambda desk, **facts: answered(
        desk, start=LONG_AGO, **facts
    ).closed(),
    "rejected": lambda desk, **facts: processing(desk, **facts).step(
        "office", "reject", reason="duplicate", text="重复诉求"
    ),
    "withdrawn": lambda desk, **facts: processing(desk, **facts).step(
        "student1", "withdraw"
    ),
}


def all_situations(desk, **facts) -> dict:
    """A complaint in each situation."""
    return {name: live(desk, **facts).complaint for name, live in SITUATIONS.items()}


def report(desk, **facts):
    """A confidential report about something of `security`'s."""
    return Life(desk, kind=REPORT, **facts)
