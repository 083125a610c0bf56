"""What the charts draw: the specification that charts/src/charts.js reads. Pure.

Each stands beside a table with the same figures. Marks lead to the lists of what they
count where a series has `urls`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import json


# Bars that a chart shows; the table has them all.
MOST_BARS = 10


@dataclass(frozen=True)
class Series:
    """One row of values.

    urls: where each value leads to, "" for nowhere; empty for none at all
    before: of an earlier period, to be seen behind the others
    """

    name: str
    values: Sequence[float | None]
    urls: Sequence[str] = ()
    before: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart; `spec` as JSON, `height` in rem."""

    spec: str
    height: float


def line(names: Sequence[str], series: Sequence[Series], unit: str = "") -> Chart:
    """Over time.

    :param unit: "%" for values from 0 to 100
    """
    more = {"unit": unit, "max": 100} if unit else {}
    return Chart(_json("line", names=names, series=_series(series), **more), 16)


def is_course(series: Sequence[Series]) -> bool:
    """Whether a line of them says something: of one point, or none, it does not."""
    now = (one for one in series if not one.before)
    return any(sum(value is not None for value in one.values) > 1 for one in now)


def bars(names: Sequence[str], series: Sequence[Series]) -> Chart:
    """One below the other, with room for each."""
    names = names[:MOST_BARS]
    several = len(series) > 1
    height = len(names) * (0.75 + 0.9 * len(series)) + (4.5 if several else 2)
    cut = [
        Series(one.name, one.values[:MOST_BARS], one.urls[:MOST_BARS]) for one in series
    ]
    spec = _json("bar", names=names, series=_series(cut), across=True)
    return Chart(spec, max(height, 8))


def columns(names: Sequence[str], series: Sequence[Series]) -> Chart:
    """Side by side."""
    return Chart(_json("bar", names=names, series=_series(series)), 14)


def heat(
    names: Sequence[str],
    rows: Sequence[str],
    cells: Sequence[tuple[int, int, int]],
    urls: Sequence[str],
) -> Chart:
    """How much there is at each crossing of names and rows."""
    spec = _json("heat", names=names, rows=rows, cells=cells, urls=urls)
    return Chart(spec, 16)


def flow(links: Sequence[tuple[str, str, int, str]]) -> Chart:
    """From whom to whom.

    :param links: from, to, how many, and where that leads to
    """
    givers = list(dict.fromkeys(giver for giver, *_rest in links))
    takers = list(dict.fromkeys(taker for _giver, taker, *_rest in links))
    # Who gives and takes stands on both sides.
    nodes = [{"id": f"<{one}", "name": one} for one in givers]
    nodes += [{"id": f">{one}", "name": one, "to": True} for one in takers]
    told = [
        {"source": f"<{giver}", "target": f">{taker}", "value": many, "url": url}
        for giver, taker, many, url in links
    ]
    height = max(len(givers), len(takers)) * 2.5 + 2
    return Chart(_json("flow", nodes=nodes, links=told), max(height, 10))


def _series(series: Sequence[Series]) -> list[dict]:
    return [
        {
            "name": one.name,
            "values": list(one.values),
            "urls": list(one.urls),
            "before": one.before,
        }
        for one in series
    ]


def _json(kind: str, **spec) -> str:
    return json.dumps({"kind": kind, **spec}, ensure_ascii=False)
