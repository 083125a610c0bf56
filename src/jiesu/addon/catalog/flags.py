"""What is special about a complaint, for lists: most have none of it.

An index of few documents: a complaint without flags writes nothing to it.
"""

from jiesu.addon.content.complaint import OPEN_STATES
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.content.complaint import TRIAGE


# More time was asked for, and the Office has not decided.
EXTENSION = "extension"
# Unsolved even after the rework: the Office dispatches it anew or closes it.
UNSOLVED = "unsolved"
# An instruction has to be carried out before the answer.
INSTRUCTED = "instructed"
# The submitter has asked again since the last answer.
NUDGED = "nudged"
# A running supervision joins it.
SUPERVISED = "supervised"

# A drafted answer waits for the head of the department.
DRAFTED = "drafted"
# It follows another one, with which it is answered.
FOLLOWS = "follows"

FLAGS = (EXTENSION, UNSOLVED, INSTRUCTED, NUDGED, SUPERVISED, DRAFTED, FOLLOWS)


def flags_of(complaint, state: str) -> tuple[str, ...]:
    """The flags of a complaint.

    :param state: its workflow state
    """
    open_work = state not in ("closed", "rejected", "withdrawn", "answered")
    held = {
        EXTENSION: state == PROCESSING and complaint.extension is not None,
        UNSOLVED: state == TRIAGE and complaint.unsolved_again,
        INSTRUCTED: open_work and bool(complaint.instruction),
        DRAFTED: state == PROCESSING and bool(complaint.draft),
        FOLLOWS: state in OPEN_STATES and bool(complaint.merged_into),
        NUDGED: open_work and state != SUSPENDED and complaint.nudged_at is not None,
        SUPERVISED: bool(complaint.supervisions),
    }
    return tuple(flag for flag in FLAGS if held[flag])
