"""A plain database with a folder to write to, without Plone, and its writer."""

from jiesu.addon.writer import thread
from OFS.Application import Application
from OFS.Folder import Folder
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from zope.component.hooks import getSite
from zope.component.hooks import setSite

import pytest
import transaction


@pytest.fixture
def database():
    """A database with `/site/place` and `/site/acl_users` (the user "anna")."""
    database = DB(DemoStorage())
    connection = database.open()
    application = connection.root()["Application"] = Application()
    application._setObject("site", Site("site"))
    application.site._setObject("place", Folder("place"))
    application.site.manage_addProduct["OFSP"].manage_addUserFolder()
    application.site.acl_users.userFolderAddUser("anna", "secret-word", ["Member"], [])
    transaction.commit()
    connection.close()
    yield database
    thread.stop_writers()
    database.close()


class Site(Folder):
    """A site as `setSite` wants it."""

    def getSiteManager(self):
        """The global one will do."""
        from zope.component import getGlobalSiteManager

        return getGlobalSiteManager()


@pytest.fixture
def place(database, monkeypatch):
    """The folder, in the test's own connection, with the site set; thread mode."""
    monkeypatch.setenv("JIESU_WRITER", "thread")
    before = getSite()
    connection = database.open()
    site = connection.root()["Application"].site
    setSite(site)
    yield site.place
    thread.stop_writers()
    transaction.abort()
    connection.close()
    setSite(before)
