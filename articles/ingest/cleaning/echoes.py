"""Which line repeats most of a sentence of the text; it judges nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

from articles.ingest.cleaning.passages import Passage
from articles.ingest.cleaning.text import key, sentences

ECHO: Final = 0.75
"""The share of a line's words that must stand in one sentence."""
COMMON_WORD: Final = 60
"""A word that stands in more sentences tells nothing, and looking at them all costs time."""


@dataclass(slots=True)
class Echoes:
    """The finished sentences of a text by their words."""

    found: list[frozenset[str]] = field(default_factory=list)
    by_word: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, passage: Passage) -> None:
        """Take in the sentences of a finished passage."""
        for sentence in sentences(passage.text):
            words = frozenset(key(sentence).split())
            for word in words:
                self.by_word[word].append(len(self.found))
            self.found.append(words)

    def has(self, passage: Passage) -> bool:
        """Whether 75 % of the passage's words stand in one sentence."""
        words = set(passage.key.split())
        hits: Counter[int] = Counter()
        for word in words:
            places = self.by_word.get(word, ())
            if len(places) <= COMMON_WORD:
                hits.update(places)
        best = (place for place, _ in hits.most_common(4))
        return any(len(words & self.found[place]) >= ECHO * len(words) for place in best)
