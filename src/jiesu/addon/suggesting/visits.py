"""What came of a visit to the form: pure.

A visit is one form that was opened, known by a random token for two days. How a visit
ended is one thing alone, however much happened in it: who sends after all was not
helped, whatever was said before.
"""

from collections import Counter


# What happens in a visit.
SHOWN = "shown"
READ = "read"
HELPED = "helped"
FOLLOWED = "followed"
LEFT = "left"
SENT = "sent"
EVENTS = (SHOWN, READ, HELPED, FOLLOWED, LEFT, SENT)

_BITS = {event: 1 << place for place, event in enumerate(EVENTS)}
# Which end counts where several things happened.
_ENDS = (SENT, HELPED, FOLLOWED, LEFT)

# What is counted of a day, in the order in which it is shown.
COUNTED = (SHOWN, READ, HELPED, FOLLOWED, LEFT, SENT)


def after(bits: int, event: str) -> int:
    """What is known of a visit once something more has happened in it."""
    return bits | _BITS[event]


def counts(bits: int) -> Counter:
    """What a visit adds to the counts of its day."""
    happened = {event for event, bit in _BITS.items() if bits & bit}
    # To open an answer means that it was shown.
    found = Counter({SHOWN: 1} if happened & {SHOWN, READ} else {})
    if READ in happened:
        found[READ] = 1
    end = next((one for one in _ENDS if one in happened), "")
    # Who left or sent without reading tells nothing of the answers.
    if end and (READ in happened or end in (HELPED, FOLLOWED)):
        found[end] = 1
    return found


def changed(before: int, now: int) -> Counter:
    """What has to be added to the counts, also less than nothing."""
    found = counts(now)
    found.subtract(counts(before))
    return Counter({name: many for name, many in found.items() if many})
