"""The script that draws the charts is built of what stands in charts/."""

from hashlib import sha256
from pathlib import Path

import re


ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("package.json", "package-lock.json", "build.mjs", "src/charts.js")
BUNDLE = ROOT / "src/jiesu/addon/browser/static/charts.js"
# Bytes: a phone loads it once, packed to a third of that.
MOST = 700_000


def test_the_bundle_is_up_to_date():
    """`make charts` writes into its first line what it was built of."""
    digest = sha256()
    for name in SOURCES:
        digest.update((ROOT / "charts" / name).read_bytes())
    head = BUNDLE.read_text("utf-8").split("\n", 1)[0]
    assert f"of {digest.hexdigest()};" in head


def test_it_is_small_and_names_its_licences():
    text = BUNDLE.read_text("utf-8")
    assert len(text.encode()) < MOST
    assert "Apache ECharts (Apache-2.0)" in text.split("\n", 1)[0]


def test_versions_are_pinned_without_addresses():
    lock = (ROOT / "charts" / "package-lock.json").read_text("utf-8")
    assert '"node_modules/echarts"' in lock
    assert not re.search(r"https?://(?!opencollective|github)", lock)
