"""`GET {desk}/@reports`: those that the asker may read, the latest period first."""

from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import KINDS
from jiesu.addon.content.report import reports_in_order
from jiesu.addon.content.report import STATES
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.services.complaints.batching import batching
from jiesu.addon.services.complaints.batching import canonical
from jiesu.addon.services.complaints.parameters import FARTHEST
from jiesu.addon.services.complaints.parameters import not_among
from jiesu.addon.services.complaints.parameters import not_in_range
from jiesu.addon.services.errors import LOG_IN
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.reports.serializer import summary
from jiesu.addon.services.service import Service
from plone import api
from Products.CMFCore.permissions import View


PAGE = 25
LARGEST_PAGE = 200
CHOICES = {"kind": tuple(KINDS), "state": tuple(STATES)}
PARAMETERS = (*CHOICES, "b_start", "b_size")


class ReportsGet(Service):
    """A page of the reports."""

    def answer(self) -> dict:
        """The page and the links to the others."""
        if api.user.is_anonymous():
            raise Forbidden(LOG_IN)
        self._check()
        start = self._number("b_start", 0, FARTHEST, 0)
        size = self._number("b_size", 1, LARGEST_PAGE, PAGE)
        found = [one for one in self._seen() if self._wanted(one)]
        result = {
            "@id": canonical(self.request),
            "items": [
                summary(one, self.request) for one in found[start : start + size]
            ],
            "items_total": len(found),
        }
        links = batching(self.request, len(found), start, size)
        return {**result, "batching": links} if links else result

    def _seen(self) -> list:
        reports = reports_in_order(reports_of(self.context))
        return [one for one in reports if api.user.has_permission(View, obj=one)]

    def _wanted(self, report) -> bool:
        form = self.request.form
        return all(
            getattr(report, n) == form.get(n, getattr(report, n)) for n in CHOICES
        )

    def _check(self) -> None:
        form = self.request.form
        wrong = [
            FieldError(name, not_among(name, PARAMETERS))
            for name in form
            if name not in PARAMETERS
        ]
        wrong += [
            FieldError(name, not_among(str(form[name]), some))
            for name, some in CHOICES.items()
            if name in form and form[name] not in some
        ]
        if wrong:
            raise WrongParameters(wrong)

    def _number(self, name: str, smallest: int, largest: int, default: int) -> int:
        value = str(self.request.form.get(name, default))
        if value.isascii() and value.isdigit() and smallest <= int(value) <= largest:
            return int(value)
        message = not_in_range(value, smallest, largest)
        raise WrongParameters([FieldError(name, message)])
