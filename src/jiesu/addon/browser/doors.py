"""Plone's own pages to log in by, in the look of ours: people meet them on the way.

They keep their templates and what a portal adds to them (a campus's own login, two
factors); only the style sheet is ours.
"""

from Products.CMFPlone.browser.login.login import FailsafeLoginForm
from Products.CMFPlone.browser.login.login import LoginForm
from Products.CMFPlone.browser.login.login_help import LoginHelpForm
from Products.CMFPlone.browser.login.password_reset import PasswordResetView


DOORS = (LoginForm, FailsafeLoginForm, LoginHelpForm, PasswordResetView)


def is_door(view) -> bool:
    """Whether a view is one of them."""
    return isinstance(view, DOORS)
