"""Errors as REST tells them: one form, the right status, the asker's language.

`{"type", "message", "errors": [{"field", "message"}]}`. Services raise, `told` writes.
What fails before a service is reached, on the way to it, is told by `ErrorView`.
"""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.content.interfaces import IClosed
from jiesu.addon.content.interfaces import IDesk
from jiesu.addon.content.interfaces import IMatters
from jiesu.addon.content.interfaces import IPublicAnswer
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.errors import NotNow
from jiesu.addon.handling.errors import UnknownAction
from jiesu.addon.handling.perform import SOME_FIELDS
from jiesu.addon.intake.guards import TooMany
from jiesu.addon.interfaces import IBrowserLayer
from jiesu.addon.services.values import words
from jiesu.addon.writer.errors import Busy
from jiesu.addon.writer.errors import Unfinished
from plone import api
from plone.rest.errors import ErrorHandling
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.interfaces import IContentish
from Products.CMFCore.permissions import View
from zExceptions import BadRequest
from zExceptions import Forbidden as HttpForbidden
from zExceptions import NotFound

import json


BAD_REQUEST = 400
UNAUTHORIZED = 401
FORBIDDEN = 403
NOT_FOUND = 404
CONFLICT = 409
GONE = 410
TOO_LARGE = 413
TOO_MANY = 429
UNAVAILABLE = 503
TIMEOUT = 504

TYPES = {
    BAD_REQUEST: "BadRequest",
    UNAUTHORIZED: "Unauthorized",
    FORBIDDEN: "Forbidden",
    NOT_FOUND: "NotFound",
    CONFLICT: "Conflict",
    GONE: "Gone",
    TOO_LARGE: "TooLarge",
    TOO_MANY: "TooManyRequests",
    UNAVAILABLE: "Busy",
    TIMEOUT: "Unfinished",
}

LOG_IN = _("error_log_in", default="Please log in first.")
NO_RIGHT = _("refused_right", default="You have no right to do this.")
NOT_THERE = _("error_not_there", default="There is nothing here, or not for you.")
NO_MORE = _("error_taken_back", default="This public answer was taken back.")
BAD_JSON = _("error_json", default="The body is not a JSON object.")
BODY_TOO_LARGE = _("error_body_large", default="This is too large to be taken at once.")
BUSY = _(
    "error_busy",
    default="Very many are writing just now. Please send it again in a moment.",
)
UNFINISHED = _(
    "error_unfinished",
    default="There was no answer in time: it may be stored or not. Please send it "
    "again with the same key.",
)


class Malformed(Exception):
    """The body cannot be read."""


class TooLarge(Exception):
    """The body is larger than is taken."""


class Missing(Exception):
    """What was asked for is not there, or not for the one who asks."""


class WrongParameters(Exception):
    """Parameters of the URL are wrong; `errors` names them."""

    def __init__(self, errors: list[FieldError]):
        """Keep the errors."""
        super().__init__()
        self.errors = errors


@dataclass(frozen=True)
class Refusal:
    """What is told: a status, a message, and what is wrong with which field."""

    status: int
    message: object
    errors: tuple[FieldError, ...] = ()
    # Seconds until it may be tried again.
    retry_after: int | None = None


def refusal_of(error: Exception) -> Refusal:
    """How an error is told.

    :raises KeyError: it is not one that people cause
    """
    if isinstance(error, Forbidden):
        if api.user.is_anonymous():
            return Refusal(UNAUTHORIZED, LOG_IN)
        return Refusal(FORBIDDEN, error.message)
    if isinstance(error, Invalid):
        return Refusal(BAD_REQUEST, error.message, tuple(error.errors))
    if isinstance(error, WrongParameters):
        return Refusal(BAD_REQUEST, SOME_FIELDS, tuple(error.errors))
    if isinstance(error, NotNow):
        return Refusal(CONFLICT, error.message)
    if isinstance(error, TooMany):
        return Refusal(TOO_MANY, error.message, retry_after=error.retry_after)
    if isinstance(error, UnknownAction):
        return Refusal(NOT_FOUND, error.message)
    return FIXED[type(error)]


FOREIGN = Refusal(
    FORBIDDEN,
    _("error_foreign", default="Another site's page sent this in your name."),
)

FIXED = {
    Malformed: Refusal(BAD_REQUEST, BAD_JSON),
    TooLarge: Refusal(TOO_LARGE, BODY_TOO_LARGE),
    Missing: Refusal(NOT_FOUND, NOT_THERE),
    Busy: Refusal(UNAVAILABLE, BUSY, retry_after=Busy.retry_after),
    Unfinished: Refusal(TIMEOUT, UNFINISHED),
}

TOLD = (Forbidden, Invalid, WrongParameters, NotNow, TooMany, UnknownAction, *FIXED)


def told(refusal: Refusal, request) -> dict:
    """Set the status and return the body."""
    response = request.response
    response.setStatus(refusal.status, lock=1)
    if refusal.retry_after is not None:
        response.setHeader("Retry-After", str(refusal.retry_after))
    if refusal.status == UNAUTHORIZED:
        # Else PAS would send people to the login page.
        response._has_challenged = True
    return {
        "type": TYPES[refusal.status],
        "message": words(refusal.message, request),
        "errors": [
            {"field": error.field, "message": words(error.message, request)}
            for error in refusal.errors
        ],
    }


class ErrorView(ErrorHandling):
    """Tells what goes wrong on the way to a service, inside a desk, in our form.

    A complaint that somebody may not see and one that does not exist look the same.
    Outside of desks all stays as plone.rest has it.
    """

    def __call__(self):
        """Tell it, in our form inside of desks."""
        place = self._place()
        if place is None or not IBrowserLayer.providedBy(self.request):
            return super().__call__()
        if self._moved(place):
            return None
        response = self.request.response
        body = told(self._refusal(place), self.request)
        response.setHeader("Content-Type", "application/json")
        response.setBody(json.dumps(body, indent=2, ensure_ascii=False), lock=1)
        return None

    def _place(self):
        """The innermost content on the way, None outside of desks."""
        on_the_way = [
            parent.context if isinstance(parent, RESTWrapper) else parent
            for parent in self.request.get("PARENTS", ())
        ]
        if not any(IDesk.providedBy(parent) for parent in on_the_way):
            return None
        return next(one for one in on_the_way if IContentish.providedBy(one))

    def _moved(self, place) -> bool:
        if not isinstance(self.context, NotFound) or IMatters.providedBy(place):
            return False
        if not self.attempt_redirect():
            return False
        self.request.response.setBody("", lock=1)
        return True

    def _refusal(self, place) -> Refusal:
        log_in(self.request)
        if isinstance(self.context, BadRequest):
            return bad_request(self.context)
        nobody = api.user.is_anonymous()
        if IClosed.providedBy(place) or IMatters.providedBy(place):
            if nobody:
                return Refusal(UNAUTHORIZED, LOG_IN)
            sees = getSecurityManager().checkPermission(View, place)
            if not (sees and IClosed.providedBy(place)):
                return Refusal(NOT_FOUND, NOT_THERE)
        if isinstance(self.context, NotFound):
            return Refusal(NOT_FOUND, NOT_THERE)
        if is_gone(place):
            return Refusal(GONE, NO_MORE)
        if is_unpublished(place):
            return Refusal(NOT_FOUND, NOT_THERE)
        if nobody and not isinstance(self.context, HttpForbidden):
            return Refusal(UNAUTHORIZED, LOG_IN)
        return Refusal(FORBIDDEN, NO_RIGHT)


def bad_request(error: BadRequest) -> Refusal:
    """Plone's own errors in our form: of content it gives a list, a field in each."""
    (given, *_more) = error.args or ("",)
    if not isinstance(given, list):
        return Refusal(BAD_REQUEST, str(error))
    errors = [FieldError(str(e.get("field", "")), e.get("message", "")) for e in given]
    return Refusal(BAD_REQUEST, SOME_FIELDS, tuple(errors))


def is_unpublished(place) -> bool:
    """Whether it is a public answer that the asker may not see."""
    sees = getSecurityManager().checkPermission
    return IPublicAnswer.providedBy(place) and not sees(View, place)


def is_gone(place) -> bool:
    """Whether it is a public answer that everybody could read and now nobody can."""
    return is_unpublished(place) and bool(place.was_public)


def log_in(request) -> None:
    """Find out who asks: nobody is logged in before traversal has ended."""
    if not api.user.is_anonymous():
        return
    site = api.portal.get()
    for folder in (site.acl_users, site.getPhysicalRoot().acl_users):
        found = folder._extractUserIds(request, folder.plugins)
        user = folder.getUserById(found[0][0]) if found else None
        if user is not None:
            newSecurityManager(request, user.__of__(folder))
            return
