"""`{desk}/@@follow?matter=`: an open matter of others, as those who follow see it.

The way to it is the list of what fits while one writes, a message, or one's own list.
Whoever does not follow it and may not begin to learns nothing here, not even whether
there is such a matter.
"""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.watching import count_watchers
from jiesu.addon.handling.watching import unwatch
from jiesu.addon.handling.watching import watch
from jiesu.addon.handling.watching import watchable
from jiesu.addon.handling.watching import watched_by
from jiesu.addon.intake.guards import TooMany
from jiesu.addon.intake.tries import count_following
from jiesu.addon.services import asked
from jiesu.addon.suggesting.followed import as_followed
from jiesu.addon.suggesting.followed import Followed
from jiesu.addon.suggesting.followed import STANDING_TITLES
from jiesu.addon.suggesting.suggestions import ago
from jiesu.addon.suggesting.suggestions import watchers_words
from zExceptions import NotFound


UNNAMED = _("followed_unnamed", default="A matter that you follow")


class FollowPage(BasePage):
    """One matter: how it stands, what was made public, follow it or not."""

    for_everybody = True
    title = _("page_follow_title", default="Follow this matter")

    def __call__(self):
        """Show it, or begin or end to follow."""
        self.require_login()
        if not self.found:
            raise NotFound(self.matter)
        return self.take() if self.is_post else super().__call__()

    @property
    def matter(self) -> str:
        """The id in the address."""
        return asked.text(self.request.form, "matter")

    @cached_property
    def found(self) -> Followed | None:
        """What the reader may know; None for nothing."""
        since = {one.getId(): at for one, at in watched_by(self.desk, self.user_id)}
        if self.matter in since:
            complaint = complaints_of(self.desk)[self.matter]
            return as_followed(complaint, since[self.matter])
        try:
            return as_followed(watchable(self.desk, self.matter))
        except Forbidden:
            return None

    def take(self) -> str:
        """Begin or end, and show how it stands then."""
        self.check_sent()
        try:
            count_following(self.user_id)
        except TooMany as many:
            self.say(many.message, "warning")
            return self.go(f"{self.here}?matter={self.matter}")
        if self.request.form.get("do") == "end":
            unwatch(self.desk, self.matter)
            self.say(_("follow_ended", default="You follow it no more."))
            return self.go(f"{self.desk_url}/@@mine?tab=followed")
        watch(self.desk, self.matter)
        self.say(
            _("follow_begun", default="You follow it, and will be told of the answer.")
        )
        return self.go(f"{self.here}?matter={self.matter}")

    @property
    def heading(self) -> str:
        """What it is about."""
        return self.found.heading or self.t(UNNAMED)

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        return self.t(STANDING_TITLES[self.found.standing])

    @property
    def told(self) -> str:
        """How long it has been there, and how many follow it."""
        complaint = complaints_of(self.desk)[self.matter]
        many = count_watchers(self.desk, self.matter)
        parts = (ago(complaint.received), watchers_words(many))
        return " · ".join(self.t(part) for part in parts if part)

    @property
    def submit_url(self) -> str:
        """Where to say it oneself after all."""
        return f"{self.desk_url}/@@submit"
