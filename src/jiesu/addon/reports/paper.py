"""A report as pages of paper: HTML with drawings in it, then PDF by WeasyPrint.

WeasyPrint needs Debian's pango, and a Chinese font to embed; both are named where they
are missing. It takes seconds, so that it is not done while somebody waits for a page:
see printing.py.
"""

from collections.abc import Callable
from collections.abc import Iterator
from functools import cache
from html import escape
from jiesu.addon import _
from jiesu.addon.reports import svg
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import Chart
from jiesu.addon.reports.parts import Document
from jiesu.addon.reports.parts import Section
from jiesu.addon.reports.parts import Table
from pathlib import Path

import logging


STYLE = Path(__file__).parent / "paper.css"
# Debian packages, and what of them has to be there.
PANGO = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
FONT = "fonts-noto-cjk"
FONT_FILES = "NotoSansCJK*"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts")
# More letters than these do not stand in one line of the head in large ones.
LONG_TITLE = 14
# Words of a cell that are no wider than so many Chinese letters are not broken.
STILL = 10
STILL_HEAD = 8
# A table of no more lines stands on one page.
WHOLE = 8


@cache
def missing() -> tuple[str, ...]:
    """The Debian packages without which there is no PDF; empty where all is there."""
    found = []
    try:
        # It loads pango when it is imported, and takes a second: only when needed.
        import weasyprint  # noqa: F401
    except OSError:
        found.append(PANGO)
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    if not any(next(folder.rglob(FONT_FILES), None) for folder in folders):
        found.append(FONT)
    return tuple(found)


def pdf(document: Document, t: Callable, url: Callable[[Cell], str]) -> bytes:
    """The pages of a report.

    :param t: puts a message into the report's language
    :param url: where a cell leads
    """
    import weasyprint

    # Each of its steps would stand in the log.
    weasyprint.PROGRESS_LOGGER.setLevel(logging.WARNING)
    page = html(document, t, url)
    return weasyprint.HTML(string=page, url_fetcher=_nothing).write_pdf()


def _nothing(url: str, *_more, **_others):
    """A report holds all that it shows: nothing is fetched from anywhere."""
    raise ValueError(url)


def html(document: Document, t: Callable, url: Callable[[Cell], str]) -> str:
    """The same as HTML with its style, for WeasyPrint alone."""
    body = "".join(_body(document, t, url))
    return (
        f'<!DOCTYPE html><html lang="{document.language}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>"
        f'<meta name="author" content="{escape(document.issuer)}">'
        f"<style>{style(document, t)}</style></head><body>{body}</body></html>"
    )


def style(document: Document, t: Callable) -> str:
    """The style, with the words that stand on each page."""
    pages = t(
        _(
            "report_pages",
            default="Page ${page} of ${pages}",
            mapping={"page": "\0page\0", "pages": "\0pages\0"},
        )
    )
    counters = {"page": '" counter(page) "', "pages": '" counter(pages) "'}
    quoted = _quoted(pages)
    for name, counter in counters.items():
        quoted = quoted.replace(f"\0{name}\0", counter)
    return (
        STYLE.read_text("utf-8")
        .replace("PAGES", quoted)
        .replace("TOPLEFT", _quoted(document.title))
        .replace("TOPRIGHT", _quoted(document.issue or document.state))
    )


def _quoted(text: str) -> str:
    """A text as a string of CSS, which stands in an element of HTML."""
    signs = {"\\": "\\5c ", '"': "\\22 ", "<": "\\3c ", "\n": " "}
    return '"' + "".join(signs.get(sign, sign) for sign in text) + '"'


def _body(document: Document, t: Callable, url: Callable) -> Iterator[str]:
    yield from _masthead(document)
    for section in document.sections:
        yield from _section(section, t, url)
    yield '<div class="foot">'
    yield from _words(document.closing)
    signed = f"{escape(document.issuer)}<br>{escape(document.day)}"
    yield f'<p class="words sign">{signed}</p>'
    yield f'<p class="note">{escape(document.as_of_words)}</p></div>'
    for section in document.annexes:
        yield '<div class="annex">'
        yield from _section(section, t, url)
        yield "</div>"


def _masthead(document: Document) -> Iterator[str]:
    long = ' class="is-long"' if len(document.title) > LONG_TITLE else ""
    yield f'<header class="masthead"><h1{long}>{escape(document.title)}</h1>'
    if document.state:
        yield f'<p class="state">{escape(document.state)}</p>'
    if document.issue:
        yield f'<p class="issue">{escape(document.issue)}</p>'
    yield (
        f'<p class="line"><span>{escape(document.issuer)}</span>'
        f"<span>{escape(document.day)}</span></p>"
    )
    yield f'<p class="period">{escape(document.period)}</p>'
    if document.corrects:
        yield f'<p class="period">{escape(document.corrects)}</p>'
    yield "</header>"


def _section(section: Section, t: Callable, url: Callable) -> Iterator[str]:
    yield f'<section><h2 id="{section.anchor}">{escape(section.title)}</h2>'
    for paragraph in section.paragraphs:
        parts = "".join(_told(part, url) for part in paragraph.parts)
        yield f'<p class="words">{parts}</p>'
    yield from _words(section.remark)
    for chart in section.charts:
        yield f'<div class="chart"><h3>{escape(chart.title)}</h3>{drawn(chart)}</div>'
    for table in section.tables:
        yield from _table(table, t, url)
    for case in section.cases:
        yield f'<div class="case"><h3>{escape(case.title)}</h3>'
        yield f'<p class="note">{escape(case.meta)}</p>'
        yield from _words(case.text)
        yield "</div>"
    yield "</section>"


def _words(paragraphs) -> Iterator[str]:
    for paragraph in paragraphs:
        yield f'<p class="words">{escape(paragraph)}</p>'


def drawn(chart: Chart) -> str:
    """A chart as a drawing."""
    draw = svg.lines if chart.kind == "lines" else svg.bars
    return draw(chart.names, chart.series, chart.unit)


def _table(table: Table, t: Callable, url: Callable) -> Iterator[str]:
    lines = table.lines[: table.on_paper]
    if not lines:
        return
    if table.title:
        yield f"<h3>{escape(table.title)}</h3>"
    whole = " is-whole" if len(lines) <= WHOLE else ""
    yield f'<table class="of-{table.name}{whole}"><thead><tr>'
    for place, head in enumerate(table.heads):
        still = len(head) <= STILL_HEAD
        yield f"<th{_class(_left(table, place), still)}>{escape(head)}</th>"
    yield "</tr></thead><tbody>"
    for line in lines:
        yield "<tr>"
        for place, cell in enumerate(line):
            yield _cell(cell, _left(table, place), url)
        yield "</tr>"
    yield "</tbody></table>"
    if len(lines) < len(table.lines):
        more = _(
            "report_paper_more",
            default="The first ${n} of ${all}; the others stand in the site.",
            mapping={"n": len(lines), "all": len(table.lines)},
        )
        yield f'<p class="note">{escape(t(more))}</p>'
    if table.note:
        yield f'<p class="note">{escape(table.note)}</p>'


def _left(table: Table, place: int) -> bool:
    """Whether a column holds words."""
    return any(not line[place].is_number for line in table.lines)


def _cell(cell: Cell, left: bool, url: Callable) -> str:
    still = not cell.is_number and svg.letters(cell.text) <= STILL
    return f"<td{_class(left, still, cell.alert)}>{_told(cell, url)}</td>"


def _told(cell: Cell, url: Callable) -> str:
    """What a cell says, with where it leads."""
    told, leads = escape(cell.text), url(cell)
    return f'<a href="{escape(leads)}">{told}</a>' if leads else told


def _class(left: bool, still: bool = False, alert: bool = False) -> str:
    names = [
        name for name, on in (("left", left), ("still", still), ("alert", alert)) if on
    ]
    return f' class="{" ".join(names)}"' if names else ""
