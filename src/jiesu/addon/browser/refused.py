"""What is not there, not to be understood, or not to be seen by somebody, inside of a
desk: in our look.

A complaint that somebody may not see and one that does not exist look the same, as they
do in REST (services/errors.py). Whoever is not logged in is led to do so first, for
both. Outside of desks all stays as Plone has it.
"""

from AccessControl import getSecurityManager
from collections.abc import Sequence
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.content.interfaces import IClosed
from jiesu.addon.content.interfaces import IDepartment
from jiesu.addon.content.interfaces import IDesk
from jiesu.addon.content.interfaces import IMatters
from jiesu.addon.services.errors import ErrorView
from jiesu.addon.services.errors import is_gone
from jiesu.addon.services.errors import is_unpublished
from jiesu.addon.services.errors import log_in
from plone import api
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFCore.permissions import View
from Products.CMFPlone.browser import exceptions
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import HTTPException
from zExceptions import NotFound
from zExceptions import Unauthorized

import logging
import pathlib


logger = logging.getLogger(__name__)

PLONES = str(pathlib.Path(exceptions.__file__).parent / "templates")


@dataclass(frozen=True)
class Words:
    """What is told: what is the matter, what to do, and the status for programs."""

    title: object
    lead: object
    status: int


MISSING = "missing"
GONE = "gone"
REFUSED = "refused"
STALE = "stale"
WRONG = "wrong"
BROKEN = "broken"
WORDS = {
    MISSING: Words(
        _("page_missing_title", default="There is nothing here"),
        _(
            "missing_lead",
            default="The address may be wrong, or what was here is not meant for you. "
            "What you sent yourself stands under My complaints.",
        ),
        404,
    ),
    GONE: Words(
        _("page_gone_title", default="This was taken back"),
        _(
            "gone_lead",
            default="The public answer that stood here is no longer published. Other "
            "answers are still there, and you can always tell us what is wrong.",
        ),
        410,
    ),
    REFUSED: Words(
        _("page_refused_title", default="This page is not for you"),
        _(
            "refused_lead",
            default="Your account has no right to it. If your work needs it, ask the "
            "Office; perhaps you are logged in with another account than usual.",
        ),
        403,
    ),
    STALE: Words(
        _("page_stale_title", default="This could not be taken"),
        _(
            "stale_lead",
            default="The page was open for very long, or you have logged in anew. Go "
            "back, load the page again and repeat what you did. Nothing was changed.",
        ),
        403,
    ),
    WRONG: Words(
        _("page_wrong_title", default="This address cannot be understood"),
        _(
            "wrong_lead",
            default="Something in it is missing or wrong. Go back and take the link or "
            "the button once more.",
        ),
        400,
    ),
    BROKEN: Words(
        _("page_broken_title", default="Something went wrong here"),
        _(
            "broken_lead",
            default="It is not your fault, and it was recorded. Go back and try once "
            "more; if that does not help, come back later or ring up the Office.",
        ),
        500,
    ),
}


class WrongAddress(BadRequest):
    """An address asks for what cannot be asked; `faults` tell what, in words."""

    def __init__(self, faults: Sequence[str]):
        """Keep them."""
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


class RefusedPage(BasePage):
    """Says that there is nothing here for the reader, and where to go on."""

    __name__ = "refused"
    width = "form"
    index = ViewPageTemplateFile("refused.pt")
    why = MISSING
    # What exactly, where it is known.
    faults: Sequence[str] = ()

    @property
    def title(self):
        """What is the matter."""
        return WORDS[self.why].title

    @property
    def lead(self) -> str:
        """What to do about it."""
        return self.t(WORDS[self.why].lead)

    def __call__(self) -> str:
        """Show it."""
        self.request.set("disable_border", True)
        return super().__call__()


class ErrorPage(exceptions.ExceptionView):
    """Plone's view of errors, and what ours have in common."""

    index = ViewPageTemplateFile("error_message.pt", PLONES)

    def _desk(self):
        parents = self.request.get("PARENTS", ())
        return next((one for one in parents if IDesk.providedBy(one)), None)

    @property
    def _is_for_people(self) -> bool:
        return "text/html" in (self.request.getHeader("Accept") or "")


class BrokenView(ErrorPage):
    """What nobody has foreseen, inside of a desk: Plone keeps it in its error log."""

    def __call__(self):
        """Show our page, or Plone's where even that does not work."""
        if IAPIRequest.providedBy(self.request):
            view = ErrorHandling(self.context, self.request)
            view.__parent__ = self.__parent__
            return view()
        desk = self._desk()
        is_known = isinstance(self.context, HTTPException)
        if desk is None or is_known or not self._is_for_people:
            return super().__call__()
        try:
            return self._show(desk)
        except Exception:
            logger.exception("The page for errors")
            return super().__call__()

    def _show(self, desk) -> str:
        page = RefusedPage(desk, self.request)
        page.why = BROKEN
        body = page()
        self.request.response.setStatus(WORDS[BROKEN].status, lock=1)
        return body


class RefusalView(ErrorPage):
    """Plone's view of errors, but for those that people meet inside of a desk."""

    def __call__(self):
        """Show our page inside of desks, for whoever asks for HTML."""
        if IAPIRequest.providedBy(self.request):
            return self._for_programs()
        desk = self._desk()
        department = None if desk is None else self._department()
        if department is not None:
            return self._show_about(department)
        if isinstance(self.context, WrongAddress):
            # The publisher goes by the name of a class, and knows none but its own.
            self.request.response.setStatus(WORDS[WRONG].status, lock=1)
        if desk is None or not self._is_for_people:
            return super().__call__()
        log_in(self.request)
        if not self._is_unpublished() and self._asks_to_log_in():
            return self._log_in()
        if self._has_moved():
            return ""
        return self._refuse(desk)

    def _for_programs(self):
        view = ErrorView(self.context, self.request)
        view.__parent__ = self.__parent__
        return view()

    def _is_unpublished(self) -> bool:
        """Whether it is a public answer that is none (yet, or any more)."""
        return isinstance(self.context, Unauthorized) and any(
            is_unpublished(one) for one in self.request["PARENTS"]
        )

    def _asks_to_log_in(self) -> bool:
        return api.user.is_anonymous() and self._leads_to_login()

    def _department(self):
        """The department whose plain address somebody came by, None for all else.

        It is the workplace of its staff. Whoever comes by an address with more in it
        has it from there, and is to log in.
        """
        if not isinstance(self.context, Unauthorized) or self.request["QUERY_STRING"]:
            return None
        for one in self.request.get("PARENTS", ()):
            if IDepartment.providedBy(one):
                here = self.request["ACTUAL_URL"].rstrip("/")
                return one if here == one.absolute_url() else None
        return None

    def _show_about(self, department) -> str:
        """Lead to what everybody may know of a department."""
        self._stay_here()
        about = f"{department.absolute_url()}/@@about"
        self.request.response.redirect(about, status=302, lock=1)
        return ""

    @property
    def _place(self):
        return self.request["PARENTS"][0]

    def _leads_to_login(self) -> bool:
        """Whether to log in may help: for complaints it may, there or not."""
        if isinstance(self.context, Unauthorized):
            return True
        place = self._place
        return isinstance(self.context, NotFound) and (
            IMatters.providedBy(place) or IClosed.providedBy(place)
        )

    def _log_in(self) -> str:
        if isinstance(self.context, Unauthorized):
            # Plone leads there by itself.
            return ""
        page = RefusedPage(self._desk(), self.request)
        self.request.response.redirect(page.login_url, lock=1)
        return ""

    def _has_moved(self) -> bool:
        if not isinstance(self.context, NotFound):
            return False
        if IMatters.providedBy(self._place):
            return False
        return bool(self.plone_redirector_view.attempt_redirect())

    def _refuse(self, desk) -> str:
        page = RefusedPage(desk, self.request)
        page.why = self._why()
        page.faults = getattr(self.context, "faults", ())
        status = WORDS[page.why].status
        if isinstance(self.context, Unauthorized):
            self._stay_here()
        body = page()
        # What was found on the way would show in what Plone adds to the page.
        self.request.other.pop("PUBLISHED", None)
        self.request.response.setStatus(status, lock=1)
        return body

    def _why(self) -> str:
        if self._is_unpublished():
            gone = any(is_gone(one) for one in self.request["PARENTS"])
            return GONE if gone else MISSING
        if isinstance(self.context, NotFound) or self._is_hidden():
            return MISSING
        if isinstance(self.context, BadRequest):
            return WRONG
        return STALE if isinstance(self.context, Forbidden) else REFUSED

    def _is_hidden(self) -> bool:
        """Whether a complaint is on the way that the reader may not see."""
        sees = getSecurityManager().checkPermission
        complaints = filter(IClosed.providedBy, self.request["PARENTS"])
        return any(not sees(View, complaint) for complaint in complaints)

    def _stay_here(self) -> None:
        """Keep Plone from leading those who are logged in to a page of its own.

        The publisher lets the response challenge for another login after this view.
        """
        self.request.response._unauthorized = lambda: None
