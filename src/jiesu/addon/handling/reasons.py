"""The words of reasons that were chosen from one of the desk's lists."""

from jiesu.addon.content.fields import parse_reasons


# In which list of the desk the reason of an action stands.
REASON_LISTS = {
    "return": "return_reasons",
    "reject": "reject_reasons",
    "rate": "low_score_reasons",
    "suspend": "suspend_reasons",
}


def reason_title(desk, action: str, reason: str) -> str:
    """The words of a reason; itself where no list has it, as for one in free words."""
    lines = getattr(desk, REASON_LISTS.get(action, ""), None)
    titles = {known.id: known.title for known in parse_reasons(lines)}
    return titles.get(reason, reason)
