"""Charts as drawings for paper: lines and bars, in colours that all can tell apart.

Pure: figures in, SVG out. Sizes are in points; a chart is as wide as the text of the
page. What a chart shows stands in a table besides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import math


WIDTH = 480.0
# Okabe and Ito's blue and orange, safe for the colour-blind and apart in grey.
COLOURS = ("#0b5c99", "#d55e00", "#5a6570")
INK, FAINT, GRID = "#1f2933", "#5f6b76", "#d5dbe1"
SIZE = 8.0
FONT = "'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
# Of so many points each has a dot and a number.
MOST_TOLD = 31
# About as wide a letter is: a Chinese one, another one.
WIDE, NARROW = 1.0, 0.56


@dataclass(frozen=True)
class Series:
    """One row of values; None where there is none.

    figures: which figure of a report each value is, "" for none; empty for none at all
    before: of an earlier period
    """

    name: str
    values: Sequence[float | None]
    figures: Sequence[str] = ()
    before: bool = False


def lines(names: Sequence[str], series: Sequence[Series], unit: str = "") -> str:
    """Over time, one line for each series.

    :param unit: "%" for values from 0 to 100
    """
    height, left, right, top = 168.0, 30.0, 8.0, 22.0
    bottom = height - 20.0
    highest = 100.0 if unit else nice(_largest(series))
    step = (WIDTH - left - right) / max(len(names) - 1, 1)

    def x(place: int) -> float:
        return left + place * step if len(names) > 1 else (left + WIDTH - right) / 2

    def y(value: float) -> float:
        return bottom - value / highest * (bottom - top)

    parts = [_legend(series, left)]
    for tick in ticks(highest):
        parts.append(_line(left, y(tick), WIDTH - right, y(tick), GRID, 0.5))
        parts.append(_text(left - 4, y(tick) + 2.8, f"{_number(tick)}{unit}", "end"))
    every = max(1, math.ceil(len(names) * 34 / (WIDTH - left)))
    for place in range(0, len(names), every):
        # The last one ends with the drawing.
        middle = min(x(place), WIDTH - _width(names[place]) / 2)
        parts.append(_text(middle, bottom + 12, names[place], "middle"))
    # Those of an earlier period lie below; the first is broad, so that it is seen
    # where another runs upon it.
    order = sorted(enumerate(series), key=lambda one: not one[1].before)
    for number, one in order:
        parts.append(_path(one, number, x, y))
    return _svg(height, parts)


def bars(names: Sequence[str], series: Sequence[Series], unit: str = "") -> str:
    """One name below the other, a bar for each series beside it."""
    thick, gap, several = 9.0, 7.0, len(series) > 1
    row = len(series) * thick + gap
    top = 20.0 if several else 4.0
    height = top + len(names) * row
    left = min(max((_width(name) for name in names), default=0.0) + 8, 150.0)
    room = WIDTH - left - 42
    highest = 100.0 if unit else max(_largest(series), 1.0)
    parts = [_legend(series, left)] if several else []
    for place, name in enumerate(names):
        begin = top + place * row
        middle = begin + (row - gap) / 2 + 2.8
        parts.append(_text(left - 6, middle, cut(name, left - 8), "end", INK))
        for number, one in enumerate(series):
            value = one.values[place]
            at = begin + number * thick
            long = max((value or 0) / highest * room, 0.0)
            parts.append(_bar(left, at, long, thick - 1.5, COLOURS[number % 3]))
            shown = "—" if value is None else f"{_number(value)}{unit}"
            parts.append(_text(left + long + 4, at + thick - 2.4, shown))
    parts.append(_line(left, top - 2, left, height - gap / 2, GRID, 0.75))
    return _svg(height, parts)


def nice(value: float) -> float:
    """The next round number that is not smaller, for the top of an axis."""
    if value <= 4:
        return float(max(1, math.ceil(value)))
    size = 10 ** math.floor(math.log10(value))
    return next(size * n for n in (1, 2, 2.5, 4, 5, 8, 10) if size * n >= value)


def ticks(highest: float) -> list[float]:
    """Whole steps from nothing to the top of an axis, four or five where it is long.

    :param highest: what `nice` gives, or 100
    """
    steps = int(highest) if highest < 4 else 5 if highest % 4 else 4
    return [highest * n / steps for n in range(steps + 1)]


def cut(text: str, room: float) -> str:
    """A text that fits, with a sign where some of it is left out."""
    if _width(text) <= room:
        return text
    while text and _width(f"{text}…") > room:
        text = text[:-1]
    return f"{text}…"


def letters(text: str) -> float:
    """How wide a text is, in Chinese letters."""
    return sum(WIDE if ord(sign) > 0x2E7F else NARROW for sign in text)


def _width(text: str) -> float:
    return SIZE * letters(text)


def _largest(series: Sequence[Series]) -> float:
    values = [value for one in series for value in one.values if value is not None]
    return max(values, default=0.0)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _svg(height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" '
        f'width="{WIDTH:g}pt" height="{height:g}pt" font-size="{SIZE:g}" '
        f'font-family="{FONT}">{"".join(parts)}</svg>'
    )


def _legend(series: Sequence[Series], left: float) -> str:
    parts, at = [], left
    for number, one in enumerate(series):
        dash = ' stroke-dasharray="3 2"' if one.before else ""
        parts.append(
            f'<line x1="{at:.1f}" y1="7" x2="{at + 14:.1f}" y2="7" '
            f'stroke="{_colour(one, number)}" stroke-width="2.4"{dash}/>'
        )
        parts.append(_text(at + 18, 9.8, one.name))
        at += 18 + _width(one.name) + 16
    return "".join(parts)


def _colour(one: Series, number: int) -> str:
    return COLOURS[2] if one.before else COLOURS[number % 2]


def _path(one: Series, number: int, x, y) -> str:
    """The line of a series, in pieces where values are missing; a dot for one alone."""
    pieces: list[list[str]] = [[]]
    dots = []
    for place, value in enumerate(one.values):
        if value is None:
            pieces.append([])
            continue
        point = f"{x(place):.1f} {y(value):.1f}"
        pieces[-1].append(point)
        if not one.before and len(one.values) <= MOST_TOLD:
            dots.append(point.split())
    colour = _colour(one, number)
    dash = ' stroke-dasharray="3 2"' if one.before else ""
    width = 1.1 if one.before else (1.3 if number else 3.2)
    drawn = "".join(
        f'<path d="M{" L".join(piece)}" fill="none" stroke="{colour}" '
        f'stroke-width="{width}" stroke-linejoin="round"{dash}/>'
        for piece in pieces
        if len(piece) > 1
    )
    if number == 0 and len(one.values) <= MOST_TOLD:
        # What a point is worth stands above it; beside a higher one the line is there.
        shown = [(p, v) for p, v in enumerate(one.values) if v and _peaks(one, p)]
        drawn += "".join(
            _text(x(place), y(value) - 4.5, _number(value), "middle", colour)
            for place, value in shown
        )
    return drawn + "".join(
        f'<circle cx="{cx}" cy="{cy}" r="1.7" fill="{colour}"/>' for cx, cy in dots
    )


def _peaks(one: Series, place: int) -> bool:
    """Whether neither neighbour of a point is higher."""
    beside = one.values[max(place - 1, 0) : place + 2]
    return all(value is None or value <= one.values[place] for value in beside)


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{colour}"/>'
    )


def _line(x1, y1, x2, y2, colour: str, width: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{colour}" stroke-width="{width:g}"/>'
    )


def _text(x, y, text: str, anchor: str = "start", colour: str = FAINT) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(text)}</text>"
    )
