"""What the export log keeps is read by everybody in their own language."""

from jiesu.addon import _
from jiesu.addon.exports.log import kept
from jiesu.addon.exports.log import message_of
from jiesu.addon.wording import labelled
from jiesu.addon.wording import listed
from jiesu.addon.wording import said
from tests.english import english

import pytest


PLACE = _("by_place", default="Place")


def types(data) -> set:
    """The types of all that stands in data."""
    if not isinstance(data, tuple):
        return {type(data)}
    return {tuple}.union(*map(types, data))


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("网络信息中心", "网络信息中心"),
        (PLACE, "Place"),
        (labelled(PLACE, "335"), "Place: 335"),
        (listed([labelled(PLACE, "335"), "it", PLACE]), "Place: 335, it, Place"),
    ],
)
def test_messages_are_kept_as_plain_data(message, words):
    data = kept(message)
    assert types(data) <= {tuple, str}
    assert said(message_of(data), english) == words
    assert kept(message_of(data)) == data


def test_what_was_kept_in_words_stays():
    assert message_of("Kind: Help") == "Kind: Help"
