"""Who may show a page of ours in a frame: nobody but this site, and of `@@embed` the
sites that the desk lists (content/origins.py).

Plone sends ``X-Frame-Options: SAMEORIGIN`` with every page. That header knows no list,
so for `@@embed` alone it is taken out again and `Content-Security-Policy` says who may.
"""

from jiesu.addon.content.origins import parse_origins
from plone.transformchain.interfaces import ITransform
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer
from zope.interface import Invalid


FRAMED = "jiesu.addon.embed.framed"
OLD_HEADER = "X-Frame-Options"


def allowed_origins(desk) -> tuple[str, ...]:
    """The other sites that may show parts of a desk; none where a line is wrong."""
    try:
        return parse_origins(getattr(desk, "origins", None))
    except Invalid:
        return ()


def let_be_framed(desk, request) -> None:
    """Let the sites that the desk lists show what is answered now."""
    IAnnotations(request)[FRAMED] = True
    response = request.response
    response.setHeader("Content-Security-Policy", policy(allowed_origins(desk)))
    # The host learns nothing of the address within, and it nothing of the host's.
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin")
    response.setHeader("X-Theme-Disabled", "True")


def let_nobody_frame(request) -> None:
    """Take that back, for what is no page."""
    IAnnotations(request)[FRAMED] = False


def policy(origins: tuple[str, ...]) -> str:
    """Who may frame the page, and that it takes nothing from elsewhere itself."""
    return "; ".join(
        (
            " ".join(("frame-ancestors", "'self'", *origins)),
            "default-src 'self'",
            "img-src 'self' data: blob:",
            "style-src 'self' 'unsafe-inline'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


@implementer(ITransform)
class WithoutOldHeader:
    """Takes the header out that would keep all other sites from framing the page."""

    # After plone.protect has set it.
    order = 9500

    def __init__(self, published, request):
        """Look at one answer."""
        self.request = request

    def transformBytes(self, result, encoding):
        """Leave the page as it is."""
        return self._let(result)

    def transformUnicode(self, result, encoding):
        """Leave the page as it is."""
        return self._let(result)

    def transformIterable(self, result, encoding):
        """Leave the page as it is."""
        return self._let(result)

    def _let(self, result):
        if IAnnotations(self.request).get(FRAMED):
            self.request.response.headers.pop(OLD_HEADER.lower(), None)
        return result
