"""The public headline of an open matter: what others read of it while they write."""

from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.capacities import FOR_STAFF
from jiesu.addon.access.permissions import COORDINATE
from jiesu.addon.content.complaint import PENDING
from jiesu.addon.content.complaint import PROCESSING
from jiesu.addon.content.complaint import SUSPENDED
from jiesu.addon.handling.action import Action
from jiesu.addon.handling.watching import is_kept_back
from zope import schema
from zope.interface import Interface


LONGEST = 60


class IHeadline(Interface):
    """What everybody may read."""

    headline = schema.TextLine(
        title=_("field_headline", default="Public headline"),
        description=_(
            "help_headline",
            default="Shown to whoever writes about the same, so that they follow this "
            "one instead, such as: No power in building 3, being repaired. Nothing "
            "that points to a person. Empty: only the category is shown.",
        ),
        required=False,
        max_length=LONGEST,
    )


class Headline(Action):
    """Say in public words what an open matter is about."""

    name = "headline"
    title = _("action_headline", default="Public headline")
    done = _("done_headline", default="set the public headline")
    schema = IHeadline
    permission = COORDINATE
    roles = (roles.HANDLER, roles.HEAD, roles.OFFICE_ROLE)
    states = (PENDING, PROCESSING, SUSPENDED)
    visibility = FOR_STAFF
    weight = 73
    public_fields = ("headline",)

    def condition(self):
        """Only where others may know of it at all."""
        if not is_kept_back(self.complaint):
            return None
        return _(
            "refused_headline",
            default="This one is never shown to others: a report, praise, what is "
            "about a department or names somebody, and what was sent without a name.",
        )

    def apply(self, data):
        """Shown from now on; an empty one takes it away."""
        former = self.complaint.headline
        self.complaint.headline = data["headline"] or ""
        return {"headline": (former, self.complaint.headline)}
