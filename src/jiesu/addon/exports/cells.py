"""Cells that a spreadsheet takes for what they are: text never becomes a formula."""

import re


# A cell that begins so is a formula to a spreadsheet; the wide signs are to some.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What a sheet's file cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# A cell of a sheet holds no more.
LONGEST = 32_767
# What the name of a sheet must not hold, and how long it may be.
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31


def safe(cell) -> object:
    """A cell of a CSV file that no spreadsheet takes for a formula; None is empty."""
    if isinstance(cell, str) and cell.startswith(FORMULAS):
        return f"'{cell}"
    return "" if cell is None else cell


def sheet_name(title: str) -> str:
    """What a sheet can be called: not all signs are allowed, nor is every length."""
    return NOT_IN_NAMES.sub(" ", title).strip()[:LONGEST_NAME] or "-"


def plain(text: str) -> str:
    """A text as a cell of a sheet can hold it."""
    return CONTROL.sub(" ", text)[:LONGEST]
