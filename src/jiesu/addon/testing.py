"""Test layers: Plone with the add-on, with and without the real publisher."""

from jiesu.addon.translations import compile_translations
from plone.app.contenttypes.testing import PLONE_APP_CONTENTTYPES_FIXTURE
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PloneSandboxLayer
from plone.testing.zope import WSGI_SERVER_FIXTURE
from zope.configuration import xmlconfig

import os


class JiesuLayer(PloneSandboxLayer):
    """A plain installation: no desk, no demo."""

    defaultBases = (PLONE_APP_CONTENTTYPES_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        """Load the package's configuration."""
        import collective.easyform
        import jiesu.addon
        import plone.app.layout
        import plone.restapi

        # They are in no checkout, and several processes share the tests.
        compile_translations()
        # Tests of the guards switch them on for themselves.
        os.environ["RATE_LIMIT"] = "off"
        for package in (
            plone.restapi,
            plone.app.layout,
            collective.easyform,
            jiesu.addon,
        ):
            xmlconfig.file("configure.zcml", package, context=configurationContext)

    def setUpPloneSite(self, portal):
        """Install; the site speaks Chinese and lives in its time zone."""
        applyProfile(portal, "jiesu.addon:default")
        registry = portal.portal_registry
        registry["plone.default_language"] = "zh-cn"
        registry["plone.available_languages"] = ["zh-cn", "en"]
        registry["plone.use_request_negotiation"] = True
        registry["plone.portal_timezone"] = "Asia/Shanghai"


FIXTURE = JiesuLayer()

INTEGRATION = IntegrationTesting(bases=(FIXTURE,), name="JiesuLayer:Integration")

FUNCTIONAL = FunctionalTesting(
    bases=(FIXTURE, WSGI_SERVER_FIXTURE), name="JiesuLayer:Functional"
)
