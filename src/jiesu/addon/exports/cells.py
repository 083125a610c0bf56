"""Cells that a spreadsheet takes for what they are: text never becomes a formula."""

import re


# A cell that begins so is a formula to a spreadsheet; the wide signs are to some.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What a sheet's file cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# A cell of a sheet holds no more.
LONGEST = 32_767


def safe(cell) -> object:
    """A cell of a CSV file that no spreadsheet takes for a formula; None is empty."""
    if isinstance(cell, str) and cell.startswith(FORMULAS):
        return f"'{cell}"
    return "" if cell is None else cell


def plain(text: str) -> str:
    """A text as a cell of a sheet can hold it."""
    return CONTROL.sub(" ", text)[:LONGEST]
