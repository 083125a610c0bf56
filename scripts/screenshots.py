"""Take the pictures of the documentation: `make screenshots`.

Starts the demo on a data folder that is thrown away, at a moment that is always the
same, goes to each of PICTURES on a phone and on a wide screen, and writes
docs/images/<name>-<width>.png.

    .venv/bin/python scripts/screenshots.py [name ...]

makes only those that are named; all without.
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from instance import console
from instance import demo_site
from instance import serve
from instance import settings
from jiesu.addon.calendar import moment
from pathlib import Path
from PIL import Image
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request


ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
# A Wednesday in term, in the middle of the working day.
MOMENT = datetime.fromisoformat("2026-11-25T10:20:00+08:00")
PASSWORD = "jiesu-demo"  # noqa: S105
# CSS pixels.
PHONE = (390, 844)
WIDE = (1440, 900)
# A page may be this many screens long; the rest is cut off.
MOST_SCREENS = {PHONE: 2.2, WIDE: 1.4}
COLOURS = 128
# Seconds.
PATIENCE = 180


@dataclass(frozen=True)
class Picture:
    """A page to take a picture of.

    name: of the file
    user: who looks; None is nobody
    path: below the desk
    then: what to do on the page before; it gets the page and the desk's address
    screens: the sizes of the window
    """

    name: str
    user: str | None
    path: str = ""
    then: Callable[[Page, str], None] | None = None
    screens: tuple[tuple[int, int], ...] = (PHONE, WIDE)


def first(page: Page, desk: str) -> None:
    """Open the first thing of the list."""
    follow(page, page.locator(".ji-item .ji-title").first.get_attribute("href"))


def first_answered(page: Page, desk: str) -> None:
    """Open the complaint that waits to be rated."""
    answered = page.locator(".ji-item").filter(has_text="请您评价").first
    follow(page, answered.locator(".ji-title").get_attribute("href"))


def answer(page: Page, desk: str) -> None:
    """Open the form to answer the first of the list."""
    url = page.locator(".ji-item .ji-title").first.get_attribute("href")
    follow(page, f"{url}/@@handle/answer")


def open_beside(page: Page, desk: str) -> None:
    """Open the first of the list beside it; on a phone, on a page of its own."""
    if page.viewport_size["width"] < WIDE[0]:
        first(page, desk)
        return
    page.locator(".ji-item .ji-title").first.click()
    page.locator("[data-ji-body] h1, [data-ji-body] h2").first.wait_for()


def shown(page: Page, desk: str) -> None:
    """Wait until the part beside the choices is there, in its own height."""
    page.frame_locator("#ji-preview iframe").locator(".is-primary").wait_for()
    page.wait_for_function(
        "document.querySelector('#ji-preview iframe').style.height !== '720px'"
    )


def fill(page: Page, desk: str) -> None:
    """Write a complaint, without sending it."""
    page.locator("[name=text]").fill(
        "335教室的投影仪不清晰，后排看不见字，上周就这样了。"
    )
    page.locator("[name=location]").fill("第三教学楼 335")
    page.locator(".ji-suggested .ji-choice").first.click()


def send(page: Page, desk: str) -> None:
    """Send it as a guest."""
    fill(page, desk)
    page.locator("[name=agreed]").check()
    page.locator(".ji form[method=post] .ji-btn.is-primary").click()
    page.locator(".ji-keep").wait_for()


def track(page: Page, desk: str) -> None:
    """Send a complaint as a guest and follow it with number and code."""
    page.goto(f"{desk}/@@submit")
    send(page, desk)
    number, code = page.locator(".ji-keep dd").all_inner_texts()[:2]
    # From another device: this one has a pass for it already.
    page.context.clear_cookies()
    page.goto(f"{desk}/@@track")
    page.locator("[name=number]").fill(number)
    page.locator("[name=code]").fill(code)
    with page.expect_navigation():
        page.locator(".ji form[method=post] .ji-btn.is-primary").click()
    page.locator(".ji-timeline").wait_for()


def follow(page: Page, url: str) -> None:
    """Go there."""
    page.goto(url)


WORKBENCH = "departments/academic"
YEAR = "@@statistics?from=2026-01-01&to=2026-12-31"
PICTURES = (
    Picture("home", None),
    Picture("submit", "student1", "@@submit", fill),
    Picture("complaint", "student1", "@@mine", first_answered),
    Picture("mine", "student1", "@@mine"),
    Picture("faq", None, "faq"),
    Picture("faq-page", None, "faq", first),
    Picture("answers", None, "answers"),
    Picture("about", None, "departments/logistics/@@about"),
    Picture("form", "student1", "../forms/repair"),
    Picture("workbench", "academic-handler", WORKBENCH, open_beside),
    Picture("workbench-list", "academic-handler", WORKBENCH),
    Picture("answer", "academic-handler", f"{WORKBENCH}?tab=processing", answer),
    Picture("members", "academic-head", f"{WORKBENCH}/@@members"),
    Picture("embedding", "editor", "@@embedding", shown),
    Picture("entries", "office", "@@entries"),
    Picture("office", "office", "@@office"),
    Picture("triage", "office", "@@office?tab=triage", open_beside),
    Picture("departments", "office", "departments"),
    Picture("categories", "office", "categories"),
    Picture("settings", "office", "@@settings/calendar"),
    Picture("statistics", "office", YEAR),
    Picture("workload", "academic-handler", "@@workload"),
    Picture("wall", "office", "@@wall"),
    Picture("reports", "office", "@@reports"),
    Picture("report", "supervisor", "@@reports?tab=monthly", first),
    Picture("look", "office", "@@look"),
    # These two send something, which the lists above are not to show.
    Picture("sent", None, "@@submit", send),
    Picture("track", None, "@@track", track),
)


# The demo, at its moment


def freeze() -> None:
    """Have it be MOMENT in this process, in all threads."""
    moment._frozen = ContextVar("jiesu_moment", default=MOMENT)


def run_child(part: str) -> None:
    """What a process of its own does: create the site, or serve it."""
    freeze()
    settings.prepare()
    if part == "create":
        console.run(f"{demo_site.__name__}:create", [])
    else:
        sys.exit(serve.main())


@contextmanager
def served() -> Iterator[str]:
    """The demo's address, served for the block from a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="jiesu-screenshots-") as data:
        port = free_port()
        environment = os.environ | {
            "DATA": data,
            "PORT": str(port),
            "STORAGE": "file",
            "DEMO_PASSWORD": PASSWORD,
            "RATE_LIMIT": "off",
            "TZ": "Asia/Shanghai",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, str(Path(__file__)), "--child"]
        quiet = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}
        subprocess.run([*command, "create"], check=True, **quiet)  # noqa: S603
        child = subprocess.Popen([*command, "serve"], **quiet)  # noqa: S603
        try:
            site = f"http://localhost:{port}/{demo_site.SITE}"
            wait_for(f"{site}/jiesu", child)
            yield f"{site}/jiesu"
        finally:
            child.terminate()
            child.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(url: str, child: subprocess.Popen) -> None:
    """Return once the server answers.

    :raises RuntimeError: it ended, or takes too long
    """
    until = time.monotonic() + PATIENCE
    while child.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE).close()  # noqa: S310
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The demo could not be served.")


# The pictures


def take(chromium, desk: str, wanted: Picture, screen: tuple[int, int]) -> bytes:
    """One picture, as PNG."""
    width, height = screen
    context = chromium.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        viewport={"width": width, "height": height},
    )
    try:
        page = context.new_page()
        if wanted.user:
            log_in(page, desk, wanted.user)
        page.goto(f"{desk}/{wanted.path}".rstrip("/"))
        if wanted.then:
            wanted.then(page, desk)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.activeElement && document.activeElement.blur()")
        page.evaluate("window.scrollTo(0, 0)")
        length = page.evaluate("document.documentElement.scrollHeight")
        # What sticks to the window's foot stands at the foot of the picture.
        height = min(length, int(height * MOST_SCREENS[screen]))
        page.set_viewport_size({"width": width, "height": max(height, 320)})
        return page.screenshot()
    finally:
        context.close()


def log_in(page: Page, desk: str, user: str) -> None:
    """Log in as one of the demo's people."""
    form = {"__ac_name": user, "__ac_password": PASSWORD, "buttons.login": "Log in"}
    page.request.post(f"{desk.rsplit('/', 1)[0]}/login", form=form, max_redirects=0)
    # Plone says once that one is logged in.
    page.goto(desk)


def smaller(png: bytes) -> bytes:
    """The picture with few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def main(names: list[str]) -> int:
    """Take the pictures of these names, or all; returns the exit status."""
    wanted = [one for one in PICTURES if not names or one.name in names]
    IMAGES.mkdir(exist_ok=True)
    failed = []
    with served() as desk, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--no-first-run"],
        )
        for one in wanted:
            for screen in one.screens:
                path = IMAGES / f"{one.name}-{screen[0]}.png"
                try:
                    path.write_bytes(smaller(take(chromium, desk, one, screen)))
                except Exception as error:
                    failed.append(path.name)
                    print(f"{path.name}: {error}", file=sys.stderr)
                else:
                    print(
                        f"{path.name:28} {path.stat().st_size // 1024:4} KB", flush=True
                    )
        chromium.close()
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        run_child(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1:]))
