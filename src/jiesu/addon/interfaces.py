"""The browser layer: what is registered for it exists only where we are installed."""

from collective.easyform.interfaces import IEasyFormLayer


class IBrowserLayer(IEasyFormLayer):
    """Marks requests to sites in which jiesu.addon is installed.

    Its views of forms come before those of the package that the forms are from.
    """
