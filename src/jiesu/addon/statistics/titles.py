"""The words for the groups of a report."""

from jiesu.addon import _
from jiesu.addon.content.complaint import CHANNELS
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import departments_of


NOBODY_YET = _("group_no_department", default="With nobody yet")
NO_CATEGORY = _("group_no_category", default="Without a category")
NO_CHANNEL = _("group_no_channel", default="Not known")


class Titles:
    """Looks up titles; a desk's own are read once."""

    def __init__(self, desk):
        """Of this desk."""
        self._desk = desk
        self._known: dict[str, dict] = {}

    def of(self, by: str, name: str):
        """The title of a group: a message, or text that needs no translation.

        :param by: what is grouped by
        :param name: the id of the group; what is gone keeps it as its title
        """
        if by not in self._known:
            self._known[by] = self._read(by)
        return self._known[by].get(name, name)

    def _read(self, by: str) -> dict:
        if by == "department":
            titles = {d.getId(): d.Title() for d in departments_of(self._desk)}
            return {"": NOBODY_YET, **titles}
        if by == "category":
            titles = {c.getId(): c.Title() for c in categories_of(self._desk)}
            return {"": NO_CATEGORY, **titles}
        if by == "channel":
            return {"": NO_CHANNEL, **CHANNELS}
        return KINDS if by == "kind" else {}
