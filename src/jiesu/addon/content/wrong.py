"""What somebody sets and cannot be so, by form and by REST alike."""

from zope.schema import ValidationError


class Wrong(ValidationError):
    """A setting that cannot be read, with a message for whoever wrote it.

    A plain `zope.interface.Invalid` is shown by forms, but plone.restapi answers 500.
    """

    def doc(self):
        """The message itself, where other errors tell what is wrong in general."""
        return self.args[0]
