"""What each figure means, in the asker's language, beside the figures."""

from collections.abc import Callable
from jiesu.addon.statistics import measures
from jiesu.addon.statistics.measures import Weights
from zope.i18nmessageid import Message


def definitions(weights: Weights, words: Callable[[object], str]) -> dict:
    """Title and formula of all figures by name.

    :param words: puts a message into the asker's language
    """
    named = [
        *((one.name, one.title, one.formula) for one in measures.COUNTS),
        *((one.name, one.title, one.formula) for one in measures.RATES),
        (
            measures.PARTICIPATION,
            measures.PARTICIPATION_TITLE,
            measures.PARTICIPATION_FORMULA,
        ),
        (measures.TIME, measures.TIME_TITLE, measures.TIME_FORMULA),
        ("score", measures.SCORE_TITLE, score_formula(weights)),
    ]
    return {
        name: {"title": words(title), "formula": words(formula)}
        for name, title, formula in named
    }


def score_formula(weights: Weights) -> Message:
    """The formula of the score with a desk's weights."""
    mapping = {name: f"{value:g}" for name, value in vars(weights).items()}
    formula = measures.SCORE_FORMULA
    return Message(formula, default=formula.default, mapping=mapping)
