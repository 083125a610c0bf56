"""What the pages of departments and categories have in common: who sees how much."""

from functools import cached_property
from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.folders import title_of
from plone import api


EDIT = "Modify portal content"


class StructurePage(BasePage):
    """A page of the desk's set-up. Others than its staff see names and hints alone."""

    @property
    def title(self) -> str:
        """The name of the place."""
        return title_of(self.context, self.request)

    @cached_property
    def width(self) -> str:
        """Wide for the tables of staff."""
        return "wide" if self.sees_setup else "narrow"

    @cached_property
    def may_edit(self) -> bool:
        """Whether the reader sets up the desk."""
        return api.user.has_permission(EDIT, obj=self.context)

    @cached_property
    def sees_setup(self) -> bool:
        """Whether the reader sees how the desk is set up: Office and supervisors."""
        return self.may_edit or api.user.has_permission(READ_ALL, obj=self.context)
