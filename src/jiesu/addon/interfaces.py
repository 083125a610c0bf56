"""The browser layer: what is registered for it exists only where we are installed."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IBrowserLayer(IDefaultBrowserLayer):
    """Marks requests to sites in which jiesu.addon is installed."""
