"""`{desk}/@@exports`: who took which list out of the desk."""

from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import Paging
from jiesu.addon.browser.base import start_of
from jiesu.addon.browser.department.names import Names
from jiesu.addon.exports.log import log_if_any
from jiesu.addon.exports.log import message_of
from plone import api
from zExceptions import Unauthorized


SIZE = 50
MANAGE = "Manage portal"


class ExportLogPage(BasePage):
    """All exports, the newest first; nobody can change it."""

    title = _("page_exports_title", default="Export log")
    width = "wide"

    def __call__(self):
        """Show it to the Office and to the site's managers."""
        self.require_login()
        rights = (RUN_DESK, MANAGE)
        if not any(api.user.has_permission(one, obj=self.desk) for one in rights):
            raise Unauthorized
        return super().__call__()

    @cached_property
    def _log(self):
        return log_if_any(self.desk)

    @cached_property
    def _names(self) -> Names:
        return Names(self.desk)

    @property
    def rows(self) -> list[dict]:
        """The exports of this page in words."""
        if self._log is None:
            return []
        return [
            {
                "when": self.exact(one.when),
                "who": self._names.person(one.who),
                "what": " · ".join(self.t(message_of(part)) for part in one.what),
                "rows": one.rows,
                "format": one.format.upper(),
                "identities": one.identities,
                "reason": one.reason,
            }
            for one in self._log.newest(start_of(self.request), SIZE)
        ]

    def paging(self) -> Paging:
        """The way to the other pages."""
        total = len(self._log) if self._log is not None else 0
        return Paging(self, start_of(self.request), SIZE, total)
