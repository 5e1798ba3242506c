"""Signatures held in memory while many stories are linked: each story's terms, each term's stories."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

Weighed = tuple["array[int]", "array[float]"]
"""Keys, and beside each its weight."""


class Held:
    """Rows of (story, term, weight), found by either end.

    Of a whole library they are as they stood when its linking began: a story that is saved meanwhile
    links itself, and from here comes only what others hold against it.
    """

    def __init__(self, rows: Iterable[tuple[int, int, float]], *, by_story: bool = True) -> None:
        self._stories: dict[int, Weighed] = {}
        self._terms: dict[int, Weighed] = {}
        terms, stories = self._terms, self._stories
        for story, term, weight in rows:
            if term not in terms:
                terms[term] = array("q"), array("d")
            keys, weights = terms[term]
            keys.append(story)
            weights.append(weight)
            if by_story:
                if story not in stories:
                    stories[story] = array("q"), array("d")
                keys, weights = stories[story]
                keys.append(term)
                weights.append(weight)

    def stories_of(self, term: int) -> Iterable[tuple[int, float]]:
        """(story, weight) of all that hold the term."""
        found = self._terms.get(term)
        return zip(*found, strict=True) if found else ()

    def vector(self, story: int) -> dict[int, float]:
        """A story's signature."""
        found = self._stories.get(story)
        return dict(zip(*found, strict=True)) if found else {}
