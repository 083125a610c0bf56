"""The text index: Plone's splitter for Chinese, in a form that writes little."""

from BTrees.IIBTree import IIBTree
from Products.CMFPlone.UnicodeSplitter import I18NNormalizer
from Products.CMFPlone.UnicodeSplitter import Splitter
from Products.ZCTextIndex.OkapiIndex import OkapiIndex
from Products.ZCTextIndex.ParseTree import ParseError
from Products.ZCTextIndex.ParseTree import QueryError
from Products.ZCTextIndex.ZCTextIndex import PLexicon
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex

import re


LEXICON = "lexicon"

UNREADABLE = (ParseError, QueryError)

# What separates words for the reader; the splitter does the rest.
_BETWEEN = re.compile(r"[^\w]+", re.UNICODE)
_HAN = re.compile(r"[\u3400-\u9fff]")


class SmallWritesIndex(OkapiIndex):
    """An Okapi index that keeps the documents of each word in a record of their own.

    The original keeps those of rare words inside the table of all words, a whole bucket
    of which is then written for each rare word of a new text; two writers of such a
    bucket conflict.
    """

    def _mass_add_wordinfo(self, wid2weight, docid):
        known = self._wordinfo
        new = 0
        for wid, weight in wid2weight.items():
            documents = known.get(wid)
            if documents is None:
                known[wid] = IIBTree({docid: weight})
                new += 1
            else:
                documents[docid] = weight
        self.length.change(new)

    def _add_wordinfo(self, wid, f, docid):
        self._mass_add_wordinfo({wid: f}, docid)


def make_lexicon() -> PLexicon:
    """The lexicon, with Plone's splitter (pairs of Chinese characters).

    The normalizer after it turns the splitter's bytes into text again.
    """
    return PLexicon(LEXICON, "", Splitter(), I18NNormalizer())


def make_index(name: str, lexicon_holder) -> ZCTextIndex:
    """The text index over the attribute `name`.

    :param lexicon_holder: has the lexicon as an attribute
    """
    return ZCTextIndex(
        name,
        caller=lexicon_holder,
        index_factory=SmallWritesIndex,
        field_name=name,
        lexicon_id=LEXICON,
    )


def text_query(words: str) -> str:
    """What people type, as a query that the parser cannot stumble over.

    Every word has to occur; operators and brackets are no operators. A single Chinese
    character finds words that begin with it.

    :returns: the query, or "" when nothing is left to search for
    """
    terms = []
    for word in _BETWEEN.split(words):
        if len(word) == 1 and _HAN.match(word):
            terms.append(f"{word}*")
        elif word:
            terms.append(f'"{word}"')
    return " AND ".join(terms)
