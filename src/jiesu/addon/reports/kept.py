"""The files of a released report, kept with it as they were sent.

They are made once, soon after the release: neither another style sheet nor another
version of WeasyPrint changes later what was sent then. It takes seconds, so that
neither the writer nor a request does it: a thread makes them, the writer keeps each.

Of a report that was released without (by a script, before files were kept, where a
package was missing) they are kept when somebody first has its pages made.
"""

from collections.abc import Iterator
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import TO_HEADS
from jiesu.addon.exports import work
from jiesu.addon.exports.files import CONTENT_TYPES
from jiesu.addon.reports.definitions import language_key
from jiesu.addon.reports.definitions import LANGUAGES
from jiesu.addon.reports.files import files_of
from jiesu.addon.reports.files import Reading
from jiesu.addon.writer.api import hand_over
from jiesu.addon.writer.api import has_writer
from plone import api
from plone.namedfile.file import NamedBlobFile


def kept(report, reading: Reading, format_: str) -> NamedBlobFile | None:
    """The file as it was sent; None where none is kept."""
    return report.kept(reading.file(format_))


def make_soon(report) -> None:
    """Have the files made of a report that was released just now."""
    if has_writer():
        desk = desk_of(report)
        work.beside(desk, make_all, report.getId(), desk.absolute_url())


def make_all(desk, name: str, desk_url: str) -> None:
    """Make all files of a report, and have them kept.

    :param name: its id
    :param desk_url: where its numbers lead
    """
    report = reports_of(desk)[name]
    for reading in _readings(report, desk_url):
        hand_in(report, reading, dict(files_of(report, reading)))


def hand_in(report, reading: Reading, files: dict[str, bytes]) -> None:
    """Have the files of a released report kept, by a thread that only reads."""
    if not report.is_draft:
        named = {reading.file(format_): data for format_, data in files.items()}
        hand_over(report, keep, named)


def keep(report, files: dict[str, bytes]) -> None:
    """Keep files by their names, in the present transaction; what is kept stays."""
    for name, data in files.items():
        kind = CONTENT_TYPES[name.rpartition(".")[2]]
        report.keep(name, NamedBlobFile(data=data, contentType=kind, filename=name))


def _readings(report, desk_url: str) -> Iterator[Reading]:
    """How it is read; the language of the site first."""
    first = language_key(api.portal.get_default_language())
    departments = report.for_departments or TO_HEADS in report.sent_to
    for language in sorted(LANGUAGES, key=lambda one: one != first):
        yield Reading(True, language, desk_url)
        if departments:
            yield Reading(False, language, desk_url)
