"""The lines of the access log, without what opens something (see zope.ini)."""

import logging
import re


# In addresses: the token of a link to rate by, the number and code of a guest.
SECRET = re.compile(r"(?<=[?&])(t|number|code)=[^&\s\"]*")


class WithoutSecrets(logging.Formatter):
    """Writes a line with the values of such parameters left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return SECRET.sub(r"\1=…", super().format(record))
