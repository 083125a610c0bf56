"""What a channel raises when something could not be delivered.

Whatever else it raises counts as `Temporary`.
"""


class NotDelivered(Exception):
    """The reason is for administrators: no texts and no addresses of people in it.

    It is one of `reasons.py`, or words of the channel's own.
    """

    def __init__(self, reason: str):
        """For this reason."""
        super().__init__(reason)
        self.reason = reason


class Temporary(NotDelivered):
    """It may work later."""

    def __init__(
        self, reason: str, retry_after: float | None = None, pause: bool = False
    ):
        """For this reason.

        :param retry_after: seconds until it makes sense to try again; by default the
            worker decides
        :param pause: whether the channel itself is out of order, so that nothing else
            should be tried by it in this run
        """
        super().__init__(reason)
        self.retry_after = retry_after
        self.pause = pause


class Permanent(NotDelivered):
    """It will never work as it is: an administrator has to look at it."""
