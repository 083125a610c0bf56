"""What each figure means, in the languages of the package: kept with the figures, so
that a report of years ago still says what it counted.
"""

from collections.abc import Callable
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.measures import Weights
from plone import api
from zope.i18nmessageid import Message


LANGUAGES = ("zh-cn", "en")
SCORE = "score"


def definitions(weights: Weights) -> dict:
    """Title and formula of all figures, by language and name."""
    return {
        language: {
            name: {
                "title": words_in(language)(title),
                "formula": words_in(language)(formula),
            }
            for name, title, formula in _all(weights)
        }
        for language in LANGUAGES
    }


def words_in(language: str) -> Callable[[object], str]:
    """Puts messages into a language of `LANGUAGES`, whoever reads."""
    return lambda message: api.portal.translate(message, lang=language)


def language_key(language: str) -> str:
    """The language of `LANGUAGES` for somebody who reads this one."""
    return "zh-cn" if language.lower().startswith("zh") else "en"


def _all(weights: Weights) -> list[tuple]:
    formula = measures.SCORE_FORMULA
    mapping = {name: f"{value:g}" for name, value in vars(weights).items()}
    score = Message(formula, default=formula.default, mapping=mapping)
    return [
        *((one.name, one.title, one.formula) for one in measures.COUNTS),
        *((one.name, one.title, one.formula) for one in measures.RATES),
        (
            measures.PARTICIPATION,
            measures.PARTICIPATION_TITLE,
            measures.PARTICIPATION_FORMULA,
        ),
        (measures.TIME, measures.TIME_TITLE, measures.TIME_FORMULA),
        (SCORE, measures.SCORE_TITLE, score),
    ]
