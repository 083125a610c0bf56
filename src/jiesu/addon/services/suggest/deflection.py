"""`GET {desk}/@deflection?from=&to=`: how many read an answer and did not submit."""

from datetime import date
from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.calendar.moment import now
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.handling.data import DATE_WANTED
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.services.errors import NO_RIGHT
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.service import Service
from jiesu.addon.suggesting.counting import counted
from jiesu.addon.suggesting.words import DEFINITION
from jiesu.addon.suggesting.words import TITLES
from plone import api
from zoneinfo import ZoneInfo


class DeflectionGet(Service):
    """For the Office and supervisors."""

    def answer(self) -> dict:
        """The counts with what each means.

        :raises Forbidden: not for the asker
        :raises WrongParameters: a day cannot be read
        """
        if not api.user.has_permission(READ_ALL, obj=self.context):
            raise Forbidden(NO_RIGHT)
        today = now().astimezone(ZoneInfo(timezone_of_site())).date()
        first = self._day("from", today.replace(day=1))
        last = self._day("to", today)
        found = counted(self.context, first, last)
        return {
            "@id": f"{self.context.absolute_url()}/@deflection",
            "from": first.isoformat(),
            "to": last.isoformat(),
            "definition": self.words(DEFINITION),
            "counts": found,
            "titles": {name: self.words(TITLES[name]) for name in found},
        }

    def _day(self, name: str, default: date) -> date:
        given = self.request.form.get(name)
        if not given:
            return default
        try:
            return date.fromisoformat(given)
        except (TypeError, ValueError):
            raise WrongParameters([FieldError(name, DATE_WANTED)]) from None
