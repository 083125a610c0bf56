"""The words of a report's summary: as the figures make them, kept, or as the Office
wrote them; with the numbers that lead to complaints.
"""

from jiesu.addon.reports.cells import lines_of
from jiesu.addon.reports.definitions import LANGUAGES
from jiesu.addon.reports.definitions import words_in
from jiesu.addon.reports.linking import linked
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import Paragraph
from jiesu.addon.reports.prose import paragraphs
from jiesu.addon.reports.saying import said_in_parts
from jiesu.addon.wording import said


def summary_of(report, language: str) -> list[Paragraph]:
    """The paragraphs of the summary, as they are read in one of `LANGUAGES`.

    What the Office wrote is shown as it is; it may hold sentences as they were made.
    """
    if report.summary:
        lines, languages = lines_of(report.summary), LANGUAGES
    else:
        lines = (report.said or said_of(report))[language]
        languages = (language,)
    sentences = _sentences(report, languages)
    return [linked(line, sentences) for line in lines]


def said_of(report) -> dict[str, list[str]]:
    """The paragraphs that the figures make, in the languages of the package."""
    made = paragraphs(report.frozen.data)
    return {
        language: [
            _joined([said(one, words_in(language)) for one in sentences], language)
            for sentences in made
        ]
        for language in LANGUAGES
    }


def _joined(sentences: list[str], language: str) -> str:
    """Sentences of a paragraph: Chinese ones stand without a space between them."""
    return ("" if language.startswith("zh") else " ").join(sentences)


def _sentences(report, languages: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    return [
        said_in_parts(one, words_in(language))
        for language in languages
        for sentences in paragraphs(report.frozen.data)
        for one in sentences
    ]
