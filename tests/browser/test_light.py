"""Which pages are light, and for whom; which of Plone's look like ours."""

from jiesu.addon.browser.light import with_dependents
from plone.base.interfaces import IBundleRegistry
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest
import transaction


EDITORS = "script[data-bundle=plone]"


class TestLight:
    """Public pages, for those who do not work here."""

    @pytest.mark.parametrize("path", ["", "@@submit", "@@track", "faq"])
    @pytest.mark.parametrize("user", [None, "student1"])
    def test_light(self, browse, path, user):
        """No script for editors; theme, logo and the way in or out are there."""
        page = browse(user).get(path)
        assert page.status == 200
        assert page.all(EDITORS) == []
        assert page.all("body.ji-lean")
        assert page.all("#edit-zone") == []
        assert page.all("link[data-bundle=diazo]")
        assert page.all("#portal-logo img")
        way = "#user-name" if user else "#personaltools-login"
        assert page.all(way)

    @pytest.mark.parametrize(
        ("user", "path"),
        [
            ("student1", "@@mine"),
            ("student1", "@@inbox"),
        ],
    )
    def test_ones_own(self, browse, user, path):
        """What follows from a submission as well."""
        assert browse(user).get(path).all(EDITORS) == []

    @pytest.mark.parametrize("user", ["office", "academic-handler", "supervisor"])
    def test_staff(self, browse, user):
        """They keep the toolbar, here as on their own pages."""
        page = browse(user).get("@@submit")
        assert page.all(EDITORS)
        assert page.all("#edit-zone")

    def test_rest_of_the_site(self, browse, served):
        """Pages that are not ours stay as Plone makes them."""
        site = served.absolute_url().rsplit("/", 1)[0]
        page = browse("student1").get(f"{site}/sitemap")
        assert page.all(EDITORS)
        assert page.all("#edit-zone")

    def test_what_needs_it_goes_along(self, browse, served):
        """A bundle of another add-on, or Plone would render no script at all."""
        registry = getUtility(IRegistry)
        for name, needs in (("one", "plone"), ("two", "one"), ("three", "")):
            registry.registerInterface(IBundleRegistry, prefix=f"plone.bundles/{name}")
            prefix = f"plone.bundles/{name}"
            registry[f"{prefix}.depends"] = needs
            registry[f"{prefix}.enabled"] = True
        assert {"plone", "one", "two"} <= with_dependents({"plone"})
        assert "three" not in with_dependents({"plone"})
        transaction.abort()


class TestDoors:
    """Plone's pages to log in by have the look of ours."""

    @pytest.mark.parametrize("path", ["login", "@@login-help"])
    def test_look(self, served, browse, path):
        page = browse(None).get(f"{served.aq_parent.absolute_url()}/{path}")
        assert page.status == 200
        assert "ji-lean" in page.tree.body.get("class").split()
        assert page.all("link[href*='jiesu.css']")

    def test_other_pages_of_the_site_stay_as_they_are(self, served, browse):
        page = browse(None).get(f"{served.aq_parent.absolute_url()}/@@search")
        assert "ji-lean" not in page.tree.body.get("class").split()
        assert not page.all("link[href*='jiesu.css']")
