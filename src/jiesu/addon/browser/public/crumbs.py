"""The way from the desk to a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Crumb:
    """One step of it."""

    title: str
    url: str
