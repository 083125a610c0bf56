"""Whom a part in a frame tells how high it is: the sites of the list and no others.

Who may show it is said by a header; here the script alone is looked at, between two
sites.
"""

from jiesu.addon.browser.base import STATIC
from tests.pages.conftest import CHROMIUM
from tests.pages.hosts import serving
from tests.pages.test_embedding import ARGUMENTS

import json
import pytest


SCRIPT = (STATIC / "embedded.js").read_text("utf-8")
# Says when it has heard all that came before.
ECHO = """
addEventListener("message", event => {
  if (event.data === "ping") { parent.postMessage("pong", "*"); }
});
"""
ASK = """
address => new Promise(done => {
  const heard = [], frame = document.createElement("iframe");
  addEventListener("message", event => {
    if (event.data === "pong") { done(heard); } else { heard.push(event.data.jiesu); }
  });
  frame.addEventListener("load", () => {
    frame.contentWindow.postMessage({ jiesu: "hello" }, "*");
    frame.contentWindow.postMessage("ping", "*");
  });
  frame.src = address;
  document.body.append(frame);
})
"""


@pytest.fixture(scope="module")
def sites():
    """The desk's and another one: two ports are two sites to the script."""
    with serving() as desk, serving() as other:
        yield desk, other


@pytest.fixture(scope="module")
def page(chromium):
    """A page of a browser that knows both."""
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser.new_page()
    browser.close()


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("http://127.0.0.1:{port}", True),
        ("http://*.0.0.1:{port}", True),
        ("", False),
        ("https://127.0.0.1:{port}", False),
        ("http://127.0.0.1:1{port}", False),
        ("http://127.0.0.1", False),
        ("http://*.127.0.0.1:{port}", False),
        ("https://*.0.0.1:{port}", False),
        ("http://*.0.0.1", False),
    ],
)
def test_who_is_told(page, sites, listed, told):
    desk, other = sites
    port = other.origin.rpartition(":")[2]
    hosts = json.dumps([listed.format(port=port)] if listed else [])
    desk.pages["/part"] = (
        f"<!DOCTYPE html><body data-ji-hosts='{hosts}'><p>part</p>"
        f"<script>{SCRIPT}</script><script>{ECHO}</script>"
    )
    page.goto(other.page())
    heard = page.evaluate(ASK, f"{desk.origin}/part")
    assert heard == (["height"] if told else [])


# Another frame of the page says hello in its place.
ASK_BESIDE = """
([part, beside]) => new Promise(done => {
  const heard = [], frames = [part, beside].map(() => document.createElement("iframe"));
  addEventListener("message", event => {
    if (event.data === "asked") { frames[0].contentWindow.postMessage("ping", "*"); }
    else if (event.data === "pong") { done(heard); }
    else { heard.push(event.data.jiesu); }
  });
  frames[0].addEventListener("load", () => {
    frames[1].src = beside;
    document.body.append(frames[1]);
  });
  frames[0].src = part;
  document.body.append(frames[0]);
})
"""
ASKS = """
parent.frames[0].postMessage({ jiesu: "hello" }, "*");
parent.postMessage("asked", "*");
"""


def test_only_the_page_around_it_is_told(page, sites):
    """Not what stands beside it, be it of a site of the list."""
    desk, other = sites
    desk.pages["/part"] = (
        f"<!DOCTYPE html><body data-ji-hosts='[\"{other.origin}\"]'><p>part</p>"
        f"<script>{SCRIPT}</script><script>{ECHO}</script>"
    )
    other.pages["/beside"] = f"<!DOCTYPE html><script>{ASKS}</script>"
    page.goto(other.page())
    addresses = [f"{desk.origin}/part", f"{other.origin}/beside"]
    assert page.evaluate(ASK_BESIDE, addresses) == []


CHOSEN = """
const chosen = new DataTransfer();
chosen.items.add(new File(["x"], "a.png"));
document.forms[0].elements.files.files = chosen.files;
"""
ASK_FILES = """
address => new Promise(done => {
  const heard = [], frame = document.createElement("iframe");
  addEventListener("message", event => {
    if (event.data === "pong") { done(heard); }
    else { heard.push(event.data.files.map(file => file.name)); }
  });
  frame.addEventListener("load", () => {
    frame.contentWindow.postMessage({ jiesu: "files", key: "k" }, "*");
    frame.contentWindow.postMessage("ping", "*");
  });
  frame.src = address;
  document.body.append(frame);
})
"""


@pytest.mark.parametrize("own", [True, False])
def test_who_gets_the_chosen_files(page, sites, own):
    """The desk's own pages, and no site of the list."""
    desk, other = sites
    desk.pages["/part"] = (
        f"<!DOCTYPE html><body data-ji-hosts='[\"{other.origin}\"]'>"
        "<form><input name='key' value='k'><input type='file' name='files'></form>"
        f"<script>{CHOSEN}</script><script>{SCRIPT}</script><script>{ECHO}</script>"
    )
    page.goto((desk if own else other).page())
    heard = page.evaluate(ASK_FILES, f"{desk.origin}/part")
    assert heard == ([["a.png"]] if own else [])
