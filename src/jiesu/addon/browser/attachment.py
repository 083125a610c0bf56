"""`{matter}/@@attachment/{entry}/{file}`: a file of the journal, for its readers.

Files come from anybody, so they are handed over, never shown in the site's own name.
With `?size=small` a picture comes as a thumbnail, with `?show=1` to be looked at; both
are asked for with the same rights as the file itself.
"""

from jiesu.addon.handling.reading_supervision import reading_of
from jiesu.addon.journal.pictures import BrokenPicture
from jiesu.addon.journal.pictures import READ
from jiesu.addon.journal.pictures import SMALL
from jiesu.addon.journal.pictures import small
from plone.namedfile.utils import stream_data
from Products.Five import BrowserView
from urllib.parse import quote
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


NOT_KEPT = "private, no-store"
# A journal is never changed, so a thumbnail stays what it is; with other cookies, those
# of the next person at the machine, it is asked for again.
KEPT = "private, max-age=3600"


@implementer(IPublishTraverse)
class Attachment(BrowserView):
    """Hands over one file."""

    def __init__(self, context, request):
        """Begin without any part of the address."""
        super().__init__(context, request)
        self.parts: list[str] = []

    def publishTraverse(self, request, name: str):
        """Two numbers follow: that of the entry, that of the file in it."""
        self.parts.append(name)
        return self

    def __call__(self):
        """The file's content.

        :raises NotFound: there is no such file, or not for this reader
        """
        file = self._file()
        if file.contentType in READ:
            if self.request.form.get("size") == "small":
                return self._small(file)
            if self.request.form.get("show"):
                return self._handed_over(file, "inline")
        return self._handed_over(file, "attachment")

    def _handed_over(self, file, how: str):
        self._tell(
            file.contentType, file.getSize(), disposition(file.filename, how), NOT_KEPT
        )
        return stream_data(file)

    def _small(self, file) -> bytes:
        """A thumbnail, made anew each time; the browser keeps it for a while."""
        with file.open() as data:
            try:
                thumbnail = small(data, file.contentType)
            except BrokenPicture:
                raise NotFound("/".join(self.parts)) from None
        self._tell(SMALL, len(thumbnail), "inline", KEPT)
        self.request.response.setHeader("Vary", "Cookie, Authorization")
        return thumbnail

    def _tell(self, kind: str, size: int, shown: str, kept: str) -> None:
        headers = {
            "Content-Type": kind,
            "Content-Length": str(size),
            "Content-Disposition": shown,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": kept,
        }
        for name, value in headers.items():
            self.request.response.setHeader(name, value)

    def _file(self):
        if len(self.parts) != 2 or not all(map(_is_number, self.parts)):
            raise NotFound("/".join(self.parts))
        try:
            return reading_of(self.context).file(*map(int, self.parts))
        except LookupError:
            raise NotFound("/".join(self.parts)) from None


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 6


def disposition(filename: str, how: str = "attachment") -> str:
    """The header that makes a browser save the file, with its name in any script.

    :param how: inline for what it may show
    """
    name = quote(filename, safe="")
    return f"{how}; filename*=UTF-8''{name}"
