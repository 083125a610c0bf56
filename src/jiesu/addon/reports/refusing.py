"""What is refused to whoever writes reports: the right, the moment, a field."""

from AccessControl import getSecurityManager
from jiesu.addon import _
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.perform import RIGHT_MISSING
from jiesu.addon.handling.perform import SOME_FIELDS


RELEASED_ALREADY = _(
    "error_report_released",
    default="It was released: it does not change any more. Make a correction instead.",
)


def check_right(desk) -> None:
    """Let the Office alone go on.

    :raises Forbidden: it is somebody else
    """
    if not getSecurityManager().checkPermission(RUN_DESK, desk):
        raise Forbidden(RIGHT_MISSING)


def check_draft(report) -> None:
    """Let nobody change a released one.

    :raises NotNow: it was released
    """
    if not report.is_draft:
        raise NotNow(RELEASED_ALREADY)


def wrong(field: str, message) -> Invalid:
    """That a field is wrong, to be raised."""
    return Invalid(SOME_FIELDS, (FieldError(field, message),))
