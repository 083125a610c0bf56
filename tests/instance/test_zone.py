"""Times in Plone's own pages are those of the clock on the wall."""

import os
import pytest
import subprocess
import sys


SCRIPT = """
import instance
from DateTime import DateTime
print(DateTime(1795699020.0).tzoffset() / 3600)
"""


@pytest.mark.parametrize(
    ("zone", "hours"), [("Asia/Shanghai", 8), ("UTC", 0), ("America/Chicago", -6)]
)
def test_offset(zone, hours):
    """In China's zone as well, whose name America has too."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SCRIPT],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(done.stdout) == hours
