"""What the counts are called, and what they mean: wherever they are shown."""

from jiesu.addon import _
from jiesu.addon.suggesting import visits


TITLES = {
    visits.SHOWN: _("visits_shown", default="Something fitting was shown"),
    visits.READ: _("visits_read", default="Opened an answer"),
    visits.HELPED: _("visits_helped", default="Said that it helped"),
    visits.FOLLOWED: _("visits_followed", default="Followed another one instead"),
    visits.LEFT: _("visits_left", default="Read and left without sending"),
    visits.SENT: _("visits_sent", default="Read and sent nevertheless"),
}

DEFINITION = _(
    "visits_definition",
    default="Counted are visits to the form, not persons. Who opened an answer there "
    "and said that it helped, or left without sending, read an answer and did not "
    "submit. Why somebody left is not known, so the two stand apart. Who sends the "
    "same form within two days after all counts as sent alone. Browsers that do not "
    "tell when a page is left are missing: there may be more, never fewer.",
)
