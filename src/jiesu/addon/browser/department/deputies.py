"""Who acts for whom in a department while they are away."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.deputies import Deputyship
from jiesu.addon.access.deputies import deputyships
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.department.names import Names
from jiesu.addon.browser.words import local_day
from jiesu.addon.content.zone import day_of
from jiesu.addon.handling.deputies import end
from jiesu.addon.handling.deputies import IAbsence
from jiesu.addon.handling.deputies import may_name_for
from jiesu.addon.handling.deputies import name
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid


END = "end"


class DeputiesPage(BasePage):
    """Those that are named, and a form to name one."""

    title = _("page_deputies_title", default="Deputies")
    width = "narrow"

    def __call__(self):
        """Show the page, or do what was sent."""
        self.errors: tuple[FieldError, ...] = ()
        today = day_of(self.now)
        self.values: dict = {"absent": self.user_id, "first": today}
        if not self.is_post:
            return super().__call__()
        self.check_sent()
        return self._end() if self.request.form.get("do") == END else self._name()

    # What is shown

    @cached_property
    def names(self) -> Names:
        """What people are called."""
        return Names(self.desk)

    @cached_property
    def known(self) -> list[Deputyship]:
        """Those that hold now or will."""
        return deputyships(self.desk, self.context.getId(), self.now)

    def person(self, user_id: str) -> str:
        """The name of somebody."""
        return self.names.person(user_id)

    def days(self, one: Deputyship) -> str:
        """From when to when."""
        return " – ".join(self.t(local_day(day)) for day in (one.first, one.last))

    def may_end(self, one: Deputyship) -> bool:
        """Whether the reader may end it."""
        return may_name_for(self.context, one.absent)

    def end_label(self, one: Deputyship) -> str:
        """What the button to end it says to those who do not see the row."""
        mapping = {"absent": self.person(one.absent), "deputy": self.person(one.deputy)}
        return self.t(
            _(
                "deputy_end_label",
                default="End that ${deputy} acts for ${absent}",
                mapping=mapping,
            )
        )

    @cached_property
    def form(self) -> forms.Form:
        """The form to name one; who names for themself alone is not asked for whom."""
        form = forms.Form(self.context, IAbsence, self.values, self.errors)
        absent = form["absent"]
        absent.options = [
            option
            for option in absent.options
            if may_name_for(self.context, option.value)
        ]
        return form

    @property
    def may_name(self) -> bool:
        """Whether there is anybody for whom the reader may name one."""
        return bool(self.form["absent"].options)

    # What is done

    def _name(self) -> str:
        self.values = forms.read(self.request, IAbsence)
        try:
            named = name(self.context, self.values)
        except Invalid as invalid:
            self.errors = invalid.errors
            return super().__call__()
        except Forbidden as forbidden:
            return self._refuse(forbidden)
        message = _(
            "deputy_named",
            default="${deputy} acts for ${absent}: ${days}.",
            mapping={
                "deputy": self.person(named.deputy),
                "absent": self.person(named.absent),
                "days": self.days(named),
            },
        )
        self.say(message)
        return self.go(self.here)

    def _end(self) -> str:
        try:
            ended = end(self.context, str(self.request.form.get("id", "")))
        except Forbidden as forbidden:
            return self._refuse(forbidden)
        if ended is None:
            self.say(_("deputy_over", default="It is over already."), "warning")
        else:
            self.say(_("deputy_ended", default="It is over now."))
        return self.go(self.here)

    def _refuse(self, forbidden: Forbidden) -> str:
        self.request.response.setStatus(403)
        self.errors = (FieldError("", forbidden.message),)
        return super().__call__()
