"""What came of looking: at one thing, and of a round."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Looked:
    """How often the desk did something itself, and how many things were told."""

    acted: int = 0
    told: int = 0

    def __add__(self, other: "Looked") -> "Looked":
        return Looked(self.acted + other.acted, self.told + other.told)


@dataclass(frozen=True)
class Outcome:
    """What came of a round.

    looked: at how many things
    failed: how many of them could not be looked at; they are tried again later
    more: whether some are left that can be looked at now
    """

    looked: int = 0
    acted: int = 0
    told: int = 0
    failed: int = 0
    more: bool = False

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.looked + other.looked,
            self.acted + other.acted,
            self.told + other.told,
            self.failed + other.failed,
            self.more or other.more,
        )
