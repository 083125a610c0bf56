"""Everyday questions, and the demo's page that answers each.

`everyday.json` is what the search was made with; `unseen.json` was written afterwards,
and `spoken.json` before the demo's words that mean the same were many. Nothing was set
by these, so that they tell how other questions fare.
"""

from jiesu.addon.demo.data import read_json
from jiesu.addon.faqs.ranking import Document
from jiesu.addon.faqs.ranking import Index
from jiesu.addon.faqs.synonyms import Synonyms
from pathlib import Path

import json


def questions(name: str) -> list[tuple[str, str]]:
    """Pairs of a question and the title of its page."""
    path = Path(__file__).parent / f"{name}.json"
    return [tuple(one) for one in json.loads(path.read_text("utf-8"))]


def demo_index() -> Index:
    """The demo's pages, with the words of their categories and departments."""
    categories = {one["id"]: one for one in read_json("categories")}
    departments = {one["id"]: one["title"] for one in read_json("departments")}
    return Index(
        Document(
            str(number),
            one["question"],
            one["answer"],
            " ".join(
                (
                    categories[one["category"]]["title"],
                    *categories[one["category"]]["keywords"],
                    departments[one["department"]],
                )
            ),
            one["category"],
        )
        for number, one in enumerate(read_json("faq"))
    )


def demo_synonyms() -> Synonyms:
    """The demo's words that mean the same."""
    return Synonyms(read_json("public")["synonyms"])


def misses(name: str, synonyms: Synonyms) -> list[tuple[str, str]]:
    """The questions whose page does not come first, with what does."""
    index, found = demo_index(), []
    for asked, title in questions(name):
        hits = index.search(asked, synonyms)
        first = index.documents[hits[0].key].title if hits else ""
        if first != title:
            found.append((asked, first))
    return found
