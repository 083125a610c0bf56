"""What makes a desk an app: `@@manifest.webmanifest`, `@@sw.js`, `@@offline`.

All addresses come from the request, so that it works behind any proxy. Where the desk
is not to be an app (the setting `installable`), `@@sw.js` is a worker that takes itself
and what it kept away again: whoever had one is rid of it at the next visit.
"""

from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import VERSION
from jiesu.addon.browser.submitter.mine import MinePage
from jiesu.addon.browser.submitter.submit import SubmitPage
from urllib.parse import urlsplit

import hashlib
import json
import pathlib


HERE = pathlib.Path(__file__).parent
WORKER = (HERE / "worker.js").read_text(encoding="utf-8")
LEAVING = (HERE / "leaving.js").read_text(encoding="utf-8")

# Of the project's logo, and of the paper in light (static/jiesu.css).
ACCENT = "#0b5cad"
GROUND = "#f4f6f8"
# So many characters stand below an icon.
SHORT = 12
# What the page without a network needs.
KEPT = ("jiesu.css", "icon-192.png")
# What a page needs besides: kept, so that the next visit is faster.
SPEEDING = ("jiesu.js", "sending.js")


class Manifest(BasePage):
    """Names, colours and icons of the app."""

    def __call__(self) -> str:
        """As JSON."""
        self.request.response.setHeader("Content-Type", "application/manifest+json")
        self.request.response.setHeader("Cache-Control", "private, max-age=3600")
        return json.dumps(self.facts(), ensure_ascii=False)

    def facts(self) -> dict:
        """As the standard has it."""
        title = self.desk.Title()
        return {
            "id": urlsplit(self.desk_url).path or "/",
            "name": title,
            "short_name": title[:SHORT],
            "description": self.desk.Description(),
            "lang": self.request.get("LANGUAGE", ""),
            "start_url": self.desk_url,
            "scope": self.desk_url,
            "display": "standalone",
            "theme_color": ACCENT,
            "background_color": GROUND,
            "icons": [
                self.icon("icon-192.png", 192),
                self.icon("icon-512.png", 512),
                self.icon("icon-maskable-512.png", 512, "maskable"),
            ],
            "shortcuts": [
                self.shortcut(SubmitPage.title, "@@submit"),
                self.shortcut(MinePage.title, "@@mine"),
            ],
        }

    def icon(self, name: str, size: int, purpose: str = "any") -> dict:
        """One of static/."""
        return {
            "src": self.static(name),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }

    def shortcut(self, title, page: str) -> dict:
        """A way into the app from its icon."""
        return {"name": self.t(title), "url": f"{self.desk_url}/{page}"}


class ServiceWorker(BasePage):
    """The worker of this desk, or the one that takes it away again."""

    def __call__(self) -> str:
        """As a script."""
        path = urlsplit(self.desk_url).path
        response = self.request.response
        response.setHeader("Content-Type", "text/javascript; charset=utf-8")
        response.setHeader("Cache-Control", "no-cache")
        # The desk itself is its own address without a slash, and belongs to it.
        response.setHeader("Service-Worker-Allowed", path or "/")
        source = WORKER if self.desk.installable else LEAVING
        facts = {
            "desk": path,
            "version": _version(),
            "offline": f"{self.desk_url}/@@offline",
            "kept": [self.static(name) for name in (*KEPT, *SPEEDING)],
        }
        return f"var FACTS = {json.dumps(facts)};\n{source}"


class Offline(BasePage):
    """What is shown where there is no network. The same for everybody."""

    title = _("page_offline_title", default="No connection")

    def __call__(self) -> str:
        """Show it; it stands alone, for nothing else can be fetched."""
        self.request.response.setHeader("Cache-Control", "no-cache")
        return self.index()

    @property
    def lang(self) -> str:
        """The language that it is in."""
        return self.request.get("LANGUAGE", "")


def _version() -> str:
    """A new release of any of it is a new worker."""
    made = hashlib.sha256(VERSION.encode())
    for name in ("worker.js", "offline.pt"):
        made.update((HERE / name).read_bytes())
    return made.hexdigest()[:12]
