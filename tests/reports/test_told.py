"""How the numbers of a report are told."""

from jiesu.addon.reports import told

import pytest


@pytest.mark.parametrize(
    ("told_by", "value", "words"),
    [
        (told.share, 5 / 16, "31.3%"),
        (told.decimal, 0.25, "0.3"),
        (told.signed_share, -1 / 16, "−6.3%"),
        (told.signed_share, 12.5, "+1,250.0%"),
        (told.signed_share, 0.0001, "0.0%"),
        (told.signed_points, told.points(4 / 6, 5 / 6), "−16.7"),
        (told.signed_points, told.points(None, 5 / 6), "—"),
    ],
)
def test_in_words(told_by, value, words):
    assert told_by(value) == words
