"""One who uses the pages with a real Chromium, on a phone or a wide screen."""

from jiesu.addon.demo.load import password
from urllib.parse import urlsplit


# Widths in CSS pixels.
PHONE = 390
WIDE = 1440
# What a window of 1280 pixels has left at 400 % (WCAG 2.1, 1.4.10).
ZOOMED = 320
HEIGHTS = {PHONE: 844, WIDE: 900, ZOOMED: 256}

# Keeps what jumps while a page loads, as `window.jiShifts`.
WATCH_SHIFTS = """
window.jiShifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput)
      window.jiShifts.push({
        by: entry.value,
        what: entry.sources.map((one) => one.node && one.node.outerHTML),
      });
}).observe({ type: "layout-shift", buffered: true });
"""

# Milliseconds; longer than any page takes on a slow machine.
PATIENCE = 30_000


def close(context) -> None:
    """Close a private window, its pages first.

    Chromium did not always answer where a page was on its way somewhere and something
    was still being sent: then the test would hang.
    """
    for page in context.pages:
        page.close()
    context.close()


class Person:
    """One of the demo's people, or nobody, with one tab open."""

    def __init__(
        self, chromium, desk_url: str, user: str | None, works_offline: bool = False
    ):
        """Open a private window, and log in.

        :param works_offline: whether the app's worker may be at work; where nobody asks
            for it there is none
        """
        self.desk_url = desk_url
        self.host = urlsplit(desk_url).netloc
        self.errors: list[str] = []
        self.context = chromium.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            service_workers="allow" if works_offline else "block",
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(WATCH_SHIFTS)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._look_where)
        if user is not None:
            self.log_in(user)

    def log_in(self, user: str) -> None:
        """Send the form to log in; the window keeps the cookie."""
        site = self.desk_url.rsplit("/", 1)[0]
        form = {
            "__ac_name": user,
            "__ac_password": password(),
            "buttons.login": "Log in",
        }
        self.context.request.post(f"{site}/login", form=form, max_redirects=0)
        assert "__ac" in {cookie["name"] for cookie in self.context.cookies()}

    def at(self, width: int) -> "Person":
        """Use a screen of so many CSS pixels."""
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        return self

    def go(self, path: str = ""):
        """Go to an address, or a path below the desk; returns the page."""
        if not path.startswith("http"):
            path = f"{self.desk_url}/{path}".rstrip("/")
        self.page.goto(path)
        return self.page

    def _look_where(self, request) -> None:
        url = urlsplit(request.url)
        if url.scheme.startswith("http") and url.netloc != self.host:
            self.errors.append(f"asked another server: {request.url}")
