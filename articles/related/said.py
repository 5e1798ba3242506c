"""What stories say, kept from counting to signing in four bytes a word; no database."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

MOST_WORDS = 10_000_000
"""Words of texts that are kept: 40 MB, some 15,000 stories."""


class Said:
    """Each story's terms and figures in their order, as numbers; none at all once they are too many."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._stories: dict[int, array[int]] = {}
        self._size = 0

    def keep(self, story: int, words: Sequence[str]) -> None:
        self._size += len(words)
        if self._size > MOST_WORDS:
            self._numbers, self._words, self._stories = {}, [], {}
            return
        numbers = self._numbers
        for word in words:
            if word not in numbers:
                numbers[word] = len(self._words)
                self._words.append(word)
        self._stories[story] = array("I", map(numbers.__getitem__, words))

    def of(self, story: int) -> list[str] | None:
        """The story's terms and figures; None if they are not kept."""
        numbers = self._stories.get(story)
        return None if numbers is None else [*map(self._words.__getitem__, numbers)]

    def __len__(self) -> int:
        return len(self._stories)
