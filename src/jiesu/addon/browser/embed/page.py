"""`@@embed`: a part of the desk for another site's frame; `@@embed.js`: its loader.

Below `@@embed` are the parts' own forms: `@@embed/form`, `@@embed/track`, and of what a
guest follows `@@embed/track/do/{action}` and `@@embed/track/file/{entry}/{number}`.
"""

from functools import cache
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.embed.choices import CARRIED
from jiesu.addon.browser.embed.choices import Choices
from jiesu.addon.browser.embed.choices import FRAMED_PARTS
from jiesu.addon.browser.embed.choices import LANGUAGES
from jiesu.addon.browser.embed.choices import read_choices
from jiesu.addon.browser.embed.frames import FramedForm
from jiesu.addon.browser.embed.frames import FramedTrack
from jiesu.addon.browser.embed.frames import READ
from jiesu.addon.browser.embed.framing import let_be_framed
from jiesu.addon.browser.embed.parts import HEADINGS
from jiesu.addon.content.part import FORM
from jiesu.addon.content.part import TRACK
from plone import api
from Products.Five import BrowserView
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import hashlib
import json
import pathlib


DOCTYPE = "<!DOCTYPE html>\n"
LOADER = pathlib.Path(__file__).parent / "loader.js"
WORDS = "/* titles */ {}"
# Hosts keep the loader for an hour, and then ask whether it has changed.
KEPT = "public, max-age=3600, must-revalidate"


@implementer(IPublishTraverse)
class EmbedPage(BasePage):
    """Shows the part that the address names."""

    def __init__(self, context, request):
        """Begin without any part of the address."""
        super().__init__(context, request)
        self.steps: list[str] = []

    def publishTraverse(self, request, name: str):
        """What follows is the part, and what is done there."""
        self.steps.append(name)
        return self

    def __call__(self):
        """The page of the part.

        :raises NotFound: there is no such part
        """
        choices = self._choices()
        let_be_framed(self.desk, self.request)
        speak(self.request, choices.lang)
        response = self.request.response
        response.setHeader("Content-Type", "text/html; charset=utf-8")
        response.setHeader("Vary", "Accept-Language, Cookie, Authorization")
        body = self._page(choices)()
        return f"{DOCTYPE}{body.lstrip()}" if isinstance(body, str) else body

    def _choices(self) -> Choices:
        form = self.request.form
        if not self.steps:
            return read_choices(self.desk, form)
        what = self.steps[0]
        if what not in FRAMED_PARTS or (len(self.steps) > 1 and what != TRACK):
            raise NotFound("/".join(self.steps))
        before = CARRIED if self.is_post else ""
        return read_choices(self.desk, form, what, before)

    def _page(self, choices: Choices):
        if choices.what == FORM:
            return FramedForm(self.desk, self.request, choices)
        if choices.what == TRACK:
            return FramedTrack(self.desk, self.request, choices, self.steps[1:])
        return READ[choices.what](self.desk, self.request, choices)


def speak(request, language: str) -> None:
    """Answer in a language of ours, whatever the browser asks for.

    :param language: "" for the reader's own
    """
    if not language:
        return
    request.set("LANGUAGE", language)
    bound = request.get("LANGUAGE_TOOL")
    if bound is not None:
        bound.LANGUAGE = language
        bound.LANGUAGE_LIST = [language]


class Loader(BrowserView):
    """The script that a page of another site names: the same for all of them."""

    def __call__(self) -> str:
        """The script, or that it has not changed."""
        script, tag = loader()
        response = self.request.response
        response.setHeader("Content-Type", "text/javascript; charset=utf-8")
        response.setHeader("Cache-Control", KEPT)
        response.setHeader("ETag", tag)
        response.setHeader("X-Content-Type-Options", "nosniff")
        # Anybody may run it; by itself it shows nothing.
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin")
        known = self.request.getHeader("If-None-Match") or ""
        if tag in (part.strip().removeprefix("W/") for part in known.split(",")):
            response.setStatus(304)
            return ""
        return script


@cache
def loader() -> tuple[str, str]:
    """The script with the titles of the frames in all languages, and its tag."""
    titles = {
        name: {
            language: api.portal.translate(HEADINGS[name], lang=language)
            for language in LANGUAGES
        }
        for name in FRAMED_PARTS
    }
    script = LOADER.read_text("utf-8").replace(WORDS, json.dumps(titles))
    return script, f'"{hashlib.sha256(script.encode()).hexdigest()[:16]}"'
