"""A clock that is moved until the quarter is over in which the demo's people wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from jiesu.addon.calendar import moment
from jiesu.addon.services.statistics.parameters import today
from jiesu.addon.statistics.quarters import quarter_of

import os


# Most of the demo's complaints are younger.
RECENT = timedelta(days=14)


@contextmanager
def after_the_quarter() -> Iterator[date]:
    """Move the clock of the process for the block, of those who serve as well.

    out (as): the day it is then
    """
    before, os.environ[moment.DEMO_CLOCK] = os.environ.get(moment.DEMO_CLOCK), "1"
    end = quarter_of(datetime.now(UTC).date() - RECENT).end
    moment.shift(max(end + RECENT - datetime.now(UTC).date(), timedelta(0)))
    try:
        yield today()
    finally:
        moment.shift(timedelta(0))
        del os.environ[moment.DEMO_CLOCK]
        if before is not None:
            os.environ[moment.DEMO_CLOCK] = before
