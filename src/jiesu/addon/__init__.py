"""jiesu.addon: the 接诉即办 platform of a university, as a Plone add-on."""

from zope.i18nmessageid import MessageFactory

import logging


__version__ = "0.1.0.dev0"

PACKAGE_NAME = "jiesu.addon"

_ = MessageFactory(PACKAGE_NAME)

logger = logging.getLogger(PACKAGE_NAME)
