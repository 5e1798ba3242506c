"""What was asked: words, phrases and what is not wanted; folded as the index is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.search.stemming import prepared

LONGEST = 200
"""Characters of a query that are read."""
MOST_TERMS = 12

TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
WORD = re.compile(r"\w", re.UNICODE)
FILLERS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or s such t that the their "
    "then there these they this to was will with".split()
)
"""English words that stand in every story; left out beside others, as PostgreSQL does of itself."""


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must stand in a story and terms that must not; a phrase is one term."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)


def parse(words: str) -> Query:
    """`council "tram line" -bus` as terms; never raises, signs without letters are left out."""
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for minus, phrase, word in TERM.findall(words.replace("\0", " ")[:LONGEST]):
        term = " ".join(prepared(phrase or word).replace('"', " ").split())
        if WORD.search(term) and len(wanted) + len(unwanted) < MOST_TERMS:
            (unwanted if minus else wanted)[term] = None
    telling = [term for term in wanted if term.lower() not in FILLERS]
    return Query(tuple(telling or wanted), tuple(unwanted))
