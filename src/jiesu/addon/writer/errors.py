"""What can go wrong with a write besides the work itself."""


class Busy(Exception):
    """Too much is waiting already, or the process is about to end.

    The caller may try again in `retry_after` seconds.
    """

    retry_after = 2


class Unfinished(Exception):
    """The time was up before the writer answered: the work may be done or not."""
