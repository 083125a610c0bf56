"""Do everyday questions find their page first, and how long does it take?

    make bench/faqs

The questions are those of tests/faqs. To measure time the demo's pages are taken many
times over, each time with other numbers in them.
"""

from collections.abc import Iterator
from dataclasses import replace
from jiesu.addon.faqs.ranking import Document
from jiesu.addon.faqs.ranking import Index
from jiesu.addon.faqs.synonyms import Synonyms
from pathlib import Path
from time import perf_counter

import sys


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faqs.everyday import demo_index
from tests.faqs.everyday import demo_synonyms
from tests.faqs.everyday import misses
from tests.faqs.everyday import questions


SIZES = (100, 1_000, 5_000)


def pages(size: int) -> Iterator[Document]:
    """So many pages."""
    known = list(demo_index().documents.values())
    for number in range(size):
        one = known[number % len(known)]
        title = f"{number}号：{one.title}"
        yield replace(one, key=str(number), title=title)


def hits() -> None:
    """Print how many come first."""
    for name in ("everyday", "unseen", "spoken"):
        total = len(questions(name))
        for words, synonyms in (("with", demo_synonyms()), ("without", Synonyms())):
            right = total - len(misses(name, synonyms))
            share = f"{right / total:.0%}"
            print(f"{name:10} {words:8} synonyms: {right} of {total} first ({share})")


def times() -> None:
    """Print what making and searching take."""
    synonyms = demo_synonyms()
    asked = [one for one, _title in questions("everyday")]
    for size in SIZES:
        documents = list(pages(size))
        began = perf_counter()
        index = Index(documents)
        index.search(asked[0], synonyms)
        made = perf_counter() - began
        took = sorted(search(index, one, synonyms) for one in asked)
        median, slowest = took[len(took) // 2] * 1000, took[-1] * 1000
        print(
            f"{size:6,} pages: made in {made:.2f} s; "
            f"a search {median:.1f} ms, the slowest {slowest:.1f} ms"
        )


def search(index: Index, asked: str, synonyms: Synonyms) -> float:
    """How long one takes, in seconds."""
    began = perf_counter()
    index.search(asked, synonyms)
    return perf_counter() - began


if __name__ == "__main__":
    hits()
    times()
