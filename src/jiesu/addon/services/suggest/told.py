"""What fits to what somebody types, as JSON; the form's page gets the same."""

from jiesu.addon import _
from jiesu.addon.intake.tries import count_suggestion
from jiesu.addon.services.values import iso
from jiesu.addon.services.values import words
from jiesu.addon.suggesting.suggestions import ago
from jiesu.addon.suggesting.suggestions import AnswerFound
from jiesu.addon.suggesting.suggestions import MatterFound
from jiesu.addon.suggesting.suggestions import suggest
from jiesu.addon.suggesting.suggestions import watchers_words
from plone import api


YOURS = _("suggest_yours", default="You have told us this already")


def suggested(desk, request, given: dict) -> dict:
    """All that fits.

    :param given: `text`, and `category` where one was chosen
    :raises Forbidden, TooMany: whoever asks may not, or asks too often
    """
    user = "" if api.user.is_anonymous() else api.user.get_current().getId()
    count_suggestion(request, user)
    found = suggest(desk, _text(given, "text"), _text(given, "category"))
    return {
        "categories": [vars(one) for one in found.categories],
        "faqs": [_answer(one) for one in found.faqs],
        "answers": [_answer(one) for one in found.answers],
        "matters": [_matter(desk, request, one) for one in found.matters],
    }


def _text(given: dict, name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _answer(one: AnswerFound) -> dict:
    return {
        "@id": one.url,
        "title": one.title,
        "text": one.text,
        "whole": one.whole,
    }


def _matter(desk, request, one: MatterFound) -> dict:
    """`id` is what `@follow` takes; it opens nothing."""
    told = [ago(one.since), watchers_words(one.watchers)]
    if one.mine:
        told.insert(0, YOURS)
    return {
        "id": one.id,
        "heading": one.heading,
        "since": iso(one.since),
        "followers": one.watchers,
        "following": one.watched,
        "mine": one.mine,
        "@id": one.url or f"{desk.absolute_url()}/@@follow?matter={one.id}",
        "told": " · ".join(words(part, request) for part in told if part),
    }
