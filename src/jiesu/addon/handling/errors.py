"""Why an action was not done, in words for the one who tried."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field; `field` is "" for the whole."""

    field: str
    message: Any


class ActionError(Exception):
    """Base of the errors below; `message` is an i18n message."""

    def __init__(self, message):
        """Keep the message."""
        super().__init__(message)
        self.message = message


class UnknownAction(ActionError):
    """There is no action of this name."""


class Forbidden(ActionError):
    """The user has no right to it."""


class NotNow(ActionError):
    """Not in this state, or no longer."""


class Invalid(ActionError):
    """The data are not valid; `errors` names the fields."""

    def __init__(self, message, errors: tuple[FieldError, ...]):
        """Keep the message and the errors."""
        super().__init__(message)
        self.errors = errors
