"""How fast the submission page is there on a phone, by Chromium's own figures.

A guest's first visit over a throttled 4G profile, some times, each in a fresh window:
the largest contentful paint, shifts of the layout, and what came over the wire, once as
served (compressed) and once as a server without compression would.

    make bench/phone
    make bench/phone ARGS="--runs 9 --page ''"
"""

from pathlib import Path
from playwright.sync_api import sync_playwright

import argparse
import sys


sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.server import Server  # noqa: E402
from statistics import median  # noqa: E402


CHROMIUM = "/usr/bin/chromium"
# "Fast 4G" as Chromium's own tools have it: bits a second, and milliseconds of latency.
DOWN = 9_000_000
UP = 1_500_000
LATENCY = 170
# What is wanted of it.
MOST_BYTES = 150_000
MOST_PAINT = 1_500

LOOK = """() => new Promise(done => {
  let paint = 0, what = "", shift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(one => {
    paint = one.startTime;
    what = one.element ? one.element.tagName + "." + one.element.className : "";
  })).observe({type: "largest-contentful-paint", buffered: true});
  new PerformanceObserver(list => list.getEntries().forEach(one => {
    if (!one.hadRecentInput) { shift += one.value; }
  })).observe({type: "layout-shift", buffered: true});
  setTimeout(() => {
    const pages = performance.getEntriesByType("navigation");
    const all = pages.concat(performance.getEntriesByType("resource"));
    done({
      paint, what, shift,
      first: performance.getEntriesByName("first-contentful-paint")[0].startTime,
      answered: pages[0].responseStart,
      wire: all.reduce((sum, one) => sum + one.transferSize, 0),
      plain: all.reduce((sum, one) => sum + one.decodedBodySize, 0),
      parts: all.map(one => [one.transferSize, one.decodedBodySize, one.name]),
    });
  }, 1000);
})"""


def visit(browser, url: str, slower: int = 1, throttled: bool = True) -> dict:
    """A first visit in a fresh window.

    :param slower: how many times slower than this machine the phone computes
    """
    context = browser.new_context(
        locale="zh-CN",
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if throttled:
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY,
                "downloadThroughput": DOWN / 8,
                "uploadThroughput": UP / 8,
            },
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(url)
    page.wait_for_load_state("load")
    seen = page.evaluate(LOOK)
    context.close()
    return seen


def told(runs: list[dict]) -> bool:
    """Print the figures; returns whether they are as wanted."""
    paints = sorted(run["paint"] for run in runs)
    last = runs[-1]
    paint, wire = median(paints), last["wire"]
    print(f"4G: {DOWN // 1_000_000} Mbit/s down, {LATENCY} ms of latency; 390 px wide;")
    print(f"largest contentful paint: median {paint:.0f} ms, worst {paints[-1]:.0f} ms")
    print(f"  of: {last['what'] or 'text'}; wanted: below {MOST_PAINT} ms")
    print(f"first contentful paint: {last['first']:.0f} ms")
    print(f"first byte of the page: {last['answered']:.0f} ms")
    print(f"layout shift: {max(run['shift'] for run in runs):.4f}")
    print(f"over the wire: {wire / 1000:.1f} kB, wanted: below {MOST_BYTES / 1000:.0f}")
    print(f"  without compression: {last['plain'] / 1000:.1f} kB")
    for size, plain, name in sorted(last["parts"], reverse=True):
        print(f"  {size / 1000:8.1f} {plain / 1000:8.1f}  {name.split('/Plone/')[-1]}")
    return paint < MOST_PAINT and wire < MOST_BYTES


def measure(url: str, runs: int, slower: int) -> bool:
    """Visit a page a few times; the first visit warms the server and does not count."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        visit(browser, url, throttled=False)
        seen = [visit(browser, url, slower) for _run in range(runs)]
        browser.close()
    return told(seen)


def measured(url: str, chosen: argparse.Namespace) -> bool:
    """Measure as the arguments say."""
    return measure(url, chosen.runs, chosen.slower)


def main() -> int:
    """Measure; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--page", default="@@submit", help="below the desk")
    parser.add_argument("--url", help="of a desk that is served; else a demo is made")
    parser.add_argument("--slower", type=int, default=1, help="than this machine")
    chosen = parser.parse_args()
    if chosen.url:
        return 0 if measured(f"{chosen.url}/{chosen.page}", chosen) else 1
    with Server() as server:
        url = f"http://localhost:{server.port}/Plone/jiesu/{chosen.page}"
        return 0 if measured(url, chosen) else 1


if __name__ == "__main__":
    raise SystemExit(main())
