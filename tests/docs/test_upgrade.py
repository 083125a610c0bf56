"""docs/how-to/upgrade.md tells what each upgrade step does to a site."""

from pathlib import Path

import re


ROOT = Path(__file__).resolve().parents[2]
STEPS = ROOT / "src" / "jiesu" / "addon" / "upgrades"
PAGE = ROOT / "docs" / "how-to" / "upgrade.md"


def test_every_step_is_told_in_its_order():
    told = re.findall(r"^\| (\d{11}) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    made = sorted(step.name.removeprefix("v") for step in STEPS.glob("v*"))
    assert told == made
