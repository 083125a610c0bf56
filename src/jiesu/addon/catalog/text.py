"""The index of words: pairs of Chinese characters, as Plone makes them, and no ranks.

Lists are sorted by time, never by rank, so it keeps for each word the documents that
have it and nothing else: no lexicon, no weights, no order of words. A text of 80
characters then writes a third of what Plone's text index does, and a search is an
intersection of sets. Where several pairs are searched for, each has to occur; that they
follow one another is not asked.
"""

from BTrees.IIBTree import intersection
from BTrees.IIBTree import multiunion
from BTrees.Length import Length
from collections.abc import Iterable
from collections.abc import Iterator
from jiesu.addon.catalog.trees import ByValue
from jiesu.addon.catalog.trees import Postings
from OFS.SimpleItem import SimpleItem
from Products.CMFPlone.UnicodeSplitter import I18NNormalizer
from Products.CMFPlone.UnicodeSplitter.config import pattern
from Products.CMFPlone.UnicodeSplitter.config import rx_all
from Products.CMFPlone.UnicodeSplitter.config import rx_U
from Products.CMFPlone.UnicodeSplitter.splitter import process_unicode
from Products.PluginIndexes.interfaces import IQueryIndex
from zope.interface import implementer

import unicodedata


# Marks what a word begins with, in a query.
ANY = "*"
# More words in one search are left out: a pasted page is no search.
MOST_WORDS = 40
# Longer ones (an address of a page) are found by their beginning.
LONGEST_WORD = 40


def words_of(texts: Iterable[str]) -> set[str]:
    """The words that a document is found by."""
    found = (word for text in texts for word in process_unicode(text))
    return {word[:LONGEST_WORD] for word in I18NNormalizer().process(found)}


def text_query(typed: str) -> tuple[str, ...]:
    """What people type, as the words that have to occur.

    There are no operators to stumble over. A single Chinese character finds what
    begins with it.

    :returns: the words, those with `ANY` at the end as beginnings; none when nothing
        is left to search for
    """
    return tuple(dict.fromkeys(_wanted(typed)))[:MOST_WORDS]


def _wanted(typed: str) -> Iterator[str]:
    normalizer = I18NNormalizer()
    for word in rx_U.findall(unicodedata.normalize("NFKC", typed)):
        for part in (match.group() for match in pattern.finditer(word)):
            if not rx_all.match(part[0]):
                yield normalizer.process([part])[0][:LONGEST_WORD]
            elif len(part) == 1:
                yield part + ANY
            else:
                yield from (part[i : i + 2] for i in range(len(part) - 1))


@implementer(IQueryIndex)
class WordIndex(SimpleItem):
    """The documents by word."""

    meta_type = "Jiesu Word Index"
    operators = ("and",)
    useOperator = "and"
    query_options = ("query",)

    def __init__(self, id):  # noqa: A002
        """Make it.

        :param id: also the name of the attribute that it indexes, a list of texts
        """
        self.id = id
        self.clear()

    def clear(self):
        """Begin anew."""
        self._postings = ByValue()
        self._count = Length()

    def index_object(self, documentId, obj, threshold=None):
        """Index a document that is not indexed yet; says how many words it has."""
        words = words_of(getattr(obj, self.id))
        for word in sorted(words):
            documents = self._postings.get(word)
            if documents is None:
                self._postings[word] = Postings((documentId,))
                self._count.change(1)
            else:
                documents.insert(documentId)
        return len(words)

    def unindex_text(self, document: int, texts: Iterable[str]) -> None:
        """Forget a document that has these texts."""
        for word in words_of(texts):
            documents = self._postings.get(word)
            if documents is None or document not in documents:
                continue
            documents.remove(document)
            if not documents:
                del self._postings[word]
                self._count.change(-1)

    def unindex_object(self, documentId):
        """Nothing: `unindex_text` forgets, which knows the words."""

    def query_index(self, record, resultset=None):
        """The documents that have all of the words."""
        for word in record.keys:
            resultset = intersection(resultset, self._with(word))
            if not resultset:
                break
        return resultset

    def _with(self, word: str):
        if not word.endswith(ANY):
            return self._postings.get(word, Postings())
        beginning = word.removesuffix(ANY)
        return multiunion(
            list(self._postings.values(beginning, beginning + chr(0x10FFFF)))
        )

    # What else ZCatalog asks of an index.

    def getEntryForObject(self, documentId, default=None):
        """Unknown: the words of a document are not kept."""
        return default

    def getIndexSourceNames(self):
        """The attribute that is read."""
        return [self.id]

    getIndexQueryNames = getIndexSourceNames

    def numObjects(self):
        """How many words there are."""
        return self._count()

    indexSize = numObjects
