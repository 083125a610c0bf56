"""`{complaint}/@@attachment/{entry}/{file}`: a file of the journal, for its readers.

Files come from anybody, so they are handed over, never shown in the site's own name.
"""

from jiesu.addon.handling.reading import Reading
from plone.namedfile.utils import stream_data
from Products.Five import BrowserView
from urllib.parse import quote
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


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
        headers = {
            "Content-Type": file.contentType,
            "Content-Length": str(file.getSize()),
            "Content-Disposition": disposition(file.filename),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        }
        for name, value in headers.items():
            self.request.response.setHeader(name, value)
        return stream_data(file)

    def _file(self):
        if len(self.parts) != 2 or not all(map(_is_number, self.parts)):
            raise NotFound("/".join(self.parts))
        try:
            return Reading(self.context).file(*map(int, self.parts))
        except LookupError:
            raise NotFound("/".join(self.parts)) from None


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 6


def disposition(filename: str) -> str:
    """The header that makes a browser save the file, with its name in any script."""
    name = quote(filename, safe="")
    return f"attachment; filename*=UTF-8''{name}"
