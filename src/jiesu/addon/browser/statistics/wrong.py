"""What is wrong in the address of a page of figures, in the words of the page.

The service names parameters and what is allowed as they are sent; here stand the labels
of the form and the titles of what can be chosen.
"""

from collections.abc import Callable
from collections.abc import Iterable
from jiesu.addon import _
from jiesu.addon.browser.statistics.told import TITLES
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.services.statistics.parameters import NotAmong
from jiesu.addon.services.statistics.parameters import NotKnown
from jiesu.addon.statistics.titles import BY_TITLES
from jiesu.addon.statistics.titles import Titles
from jiesu.addon.wording import labelled
from jiesu.addon.wording import listed


LABELS = {
    "from": _("label_first_day", default="First day"),
    "to": _("label_last_day", default="Last day"),
    "by": _("label_grouped_by", default="Grouped by"),
    "compare": _("label_compared_with", default="Compared with"),
    "top": _("label_top_places", default="Number of places"),
    "measure": _("label_measure", default="Figure"),
    "group": _("label_group", default="Group"),
    **{
        name: BY_TITLES[name]
        for name in ("department", "category", "kind", "channel", "place", "score")
    },
    "term": BY_TITLES["term"],
}
_CANNOT = _("error_not_chosen_here", default="This cannot be chosen here.")


def wrong_words(
    errors: Iterable[FieldError], titles: Titles, t: Callable[[object], str]
) -> list[str]:
    """Each error with the label of its field.

    :param titles: the words of what can be chosen
    :param t: puts a message into the reader's language
    """
    return [t(_labelled(error, titles)) for error in errors]


def _labelled(error: FieldError, titles: Titles):
    label = LABELS.get(error.field, error.field)
    if isinstance(error, NotKnown):
        return labelled(label, _CANNOT)
    if not isinstance(error, NotAmong):
        return labelled(label, error.message)
    allowed = [_title(error.field, one, titles) for one in error.allowed]
    message = _(
        "error_choice",
        default='"${value}" is not among what can be chosen: ${allowed}.',
        mapping={"value": error.value[:80], "allowed": listed(allowed)},
    )
    return labelled(label, message)


def _title(field: str, name: str, titles: Titles):
    known = {"by": BY_TITLES, "measure": TITLES}
    if field in known:
        return known[field].get(name, name)
    return titles.of(field, name)
