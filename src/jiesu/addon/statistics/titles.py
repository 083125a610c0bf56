"""The words for the groups of a report, for reasons, and for what is asked for."""

from jiesu.addon import _
from jiesu.addon.catalog.facts import LOW_SCORE
from jiesu.addon.catalog.facts import REJECT
from jiesu.addon.catalog.facts import RETURN
from jiesu.addon.catalog.facts import SUSPEND
from jiesu.addon.content.complaint import CHANNELS
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.fields import parse_reasons
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.statistics.groupings import AGE
from jiesu.addon.statistics.groupings import DEPARTMENT
from jiesu.addon.statistics.groupings import HOUR
from jiesu.addon.statistics.groupings import PLACE
from jiesu.addon.statistics.groupings import REST
from jiesu.addon.statistics.groupings import SCORE
from jiesu.addon.statistics.groupings import TERM
from jiesu.addon.statistics.groupings import TOP_CATEGORY


NOBODY_YET = _("group_no_department", default="With nobody yet")
NO_CATEGORY = _("group_no_category", default="Without a category")
NO_CHANNEL = _("group_no_channel", default="Not known")
NO_PLACE = _("group_no_place", default="Without a place")
OTHER_PLACES = _("group_other_places", default="Other places")
NO_SCORE = _("group_no_score", default="Without a score")
NO_TERM = _("group_no_term", default="Outside of the terms")

WEEKDAYS = (
    _("weekday_1", default="Monday"),
    _("weekday_2", default="Tuesday"),
    _("weekday_3", default="Wednesday"),
    _("weekday_4", default="Thursday"),
    _("weekday_5", default="Friday"),
    _("weekday_6", default="Saturday"),
    _("weekday_7", default="Sunday"),
)

BY_TITLES = {
    DEPARTMENT: _("field_department", default="Department"),
    "category": _("field_category", default="Category"),
    TOP_CATEGORY: _("by_category_top", default="Category, first level"),
    "kind": _("field_kind", default="Kind"),
    "channel": _("by_channel", default="Channel"),
    PLACE: _("by_place", default="Place"),
    SCORE: _("field_score", default="Score"),
    "day": _("by_day", default="Day"),
    "week": _("by_week", default="Week"),
    "month": _("by_month", default="Month"),
    TERM: _("by_term", default="Term"),
    HOUR: _("by_hour", default="Hour of the week"),
    AGE: _("by_age", default="Days since it was received"),
}

# The lists of reasons: what they are for, and the desk's field that holds them.
REASON_TITLES = {
    RETURN: _("reasons_return", default="Why it was returned"),
    REJECT: _("reasons_reject", default="Why it was rejected"),
    SUSPEND: _("reasons_suspend", default="Why it was suspended"),
    LOW_SCORE: _("reasons_low_score", default="Why the score was low"),
}


class Titles:
    """Looks up titles; a desk's own are read once."""

    def __init__(self, desk):
        """Of this desk."""
        self._desk = desk
        self._known: dict[str, dict] = {}
        self._reasons: dict[str, dict] = {}

    def of(self, by: str, name: str):
        """The title of a group: a message, or text that needs no translation.

        :param by: what is grouped by
        :param name: the id of the group; what is gone keeps it as its title
        """
        if by == HOUR:
            return _hour(name)
        if by == AGE:
            return _age(name)
        if by == SCORE and name:
            return _("group_score", default="Score ${score}", mapping={"score": name})
        if by not in self._known:
            self._known[by] = self._read(by)
        return self._known[by].get(name, name)

    def of_group(self, by: str, group):
        """The title of a `report.Group`."""
        return group.title or self.of(by, group.id)

    def reason(self, reason: str):
        """The words of a reason, such as "return:not_ours"."""
        kind, _colon, name = reason.partition(":")
        if kind not in self._reasons:
            lines = getattr(self._desk, f"{kind}_reasons", None)
            self._reasons[kind] = {one.id: one.title for one in parse_reasons(lines)}
        return self._reasons[kind].get(name, name)

    def _read(self, by: str) -> dict:
        if by == DEPARTMENT:
            titles = {d.getId(): d.Title() for d in departments_of(self._desk)}
            return {"": NOBODY_YET, **titles}
        if by in ("category", TOP_CATEGORY):
            titles = {c.getId(): c.Title() for c in categories_of(self._desk)}
            return {"": NO_CATEGORY, **titles}
        if by == "channel":
            return {"": NO_CHANNEL, **CHANNELS}
        if by == PLACE:
            return {"": NO_PLACE, REST: OTHER_PLACES}
        return {"kind": KINDS, SCORE: {"": NO_SCORE}, TERM: {"": NO_TERM}}.get(by, {})


def _hour(name: str):
    """An hour of the week; its id is such as 1-09."""
    day, _dash, hour = name.partition("-")
    if not (day.isdigit() and hour.isdigit() and 1 <= int(day) <= len(WEEKDAYS)):
        return name
    return _(
        "group_hour",
        default="${day} ${hour}:00",
        mapping={"day": WEEKDAYS[int(day) - 1], "hour": int(hour)},
    )


def _age(name: str):
    """Days since it was received; the id is such as 3-7, or 30- for more."""
    first, _dash, last = name.partition("-")
    if not last:
        return _("group_age_more", default="more than ${n} days", mapping={"n": first})
    return _(
        "group_age",
        default="${first} to ${last} days",
        mapping={"first": first, "last": last},
    )
