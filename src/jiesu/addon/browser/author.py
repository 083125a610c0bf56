"""Plone's page of an author: of those alone who have published something.

It would tell everybody with an account who is behind an id, and ids on a campus are the
numbers of students and staff.
"""

from pathlib import Path
from plone import api
from Products.CMFPlone.browser import author
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


PLONES = str(Path(author.__file__).parent / "templates")


class AuthorView(author.AuthorView):
    """`author/{id}` in our layer."""

    index = ViewPageTemplateFile("author.pt", PLONES)

    def __call__(self):
        """The page, where there is something to show to the reader.

        :raises NotFound: nobody of that id, or nothing of theirs is for the reader
        """
        if self.username and not self._is_known():
            raise NotFound(self.username)
        return super().__call__()

    def _is_known(self) -> bool:
        own = api.user.get_current().getId() == self.username
        if own or api.user.has_permission("Manage users", obj=self.context):
            return True
        found = api.portal.get_tool("portal_catalog")(Creator=self.username)
        return bool(found)
