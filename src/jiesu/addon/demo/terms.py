"""The academic terms of the demo: those of an ordinary year, around the present one."""

from datetime import date


# First and last day of a term, as month and day; the autumn's ends in the next year.
AUTUMN = "{year}-09-01 {next}-01-17 {year}秋"
SPRING = "{year}-02-22 {year}-07-11 {year}春"
YEARS = 2


def terms_around(today: date) -> list[str]:
    """The terms of some years and of this one, as the desk's setting has them."""
    lines = []
    for year in range(today.year - YEARS, today.year + 1):
        lines += [one.format(year=year, next=year + 1) for one in (SPRING, AUTUMN)]
    return lines
