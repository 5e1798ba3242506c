"""Synthetic stories: 622 words in 12 paragraphs, 3 captions, 5 topics and 3 people, all Zipf; no Django."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

WORDS_A_STORY = 622
PARAGRAPHS = 12
WORDS_A_PARAGRAPH = WORDS_A_STORY // PARAGRAPHS + 1
TOPICS, PEOPLE = 500, 2_000
TOPICS_A_STORY, PEOPLE_A_STORY = 5, 3
VOCABULARY = 30_000
HEADLINE, STANDFIRST, CAPTION = 8, 20, 11
"""Words of a headline, a standfirst and a caption."""
CAPTIONED = (2, 6, 10)
"""The paragraphs before which a picture stands."""

SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu bra cle dri flo gru".split()
)


@lru_cache(maxsize=VOCABULARY + PEOPLE)
def word(number: int) -> str:
    """A pronounceable word of two syllables or more: "ce", "je" and "qui" would make a story French."""
    parts = []
    number += 1 + len(SYLLABLES)
    while number:
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts)


def person_name(number: int) -> str:
    return f"{word(number).title()} {word(number + 777).title()}"


class Zipf:
    """Numbers below `size`, the first the likeliest."""

    def __init__(self, size: int) -> None:
        self.sums = list(accumulate(1 / (rank + 1) for rank in range(size)))
        self.numbers = range(size)

    def some(self, count: int, dice: random.Random) -> list[int]:
        return dice.choices(self.numbers, cum_weights=self.sums, k=count)

    def share(self, number: int) -> float:
        """How likely one draw gives this number."""
        return 1 / (number + 1) / self.sums[-1]


WORDS, OF_TOPICS, OF_PEOPLE = Zipf(VOCABULARY), Zipf(TOPICS), Zipf(PEOPLE)


@dataclass(frozen=True, slots=True)
class Story:
    """One story: its words by number, and the places of its topics and people in their lists."""

    number: int
    words: list[int]
    topics: list[int]
    people: list[int]

    @property
    def told(self) -> list[int]:
        """All words a reader meets in a row: headline, standfirst, text."""
        return [*self.words[:HEADLINE], *self.words[WORDS_A_PARAGRAPH:][:STANDFIRST], *self.words]

    @property
    def headline(self) -> str:
        return " ".join(map(word, self.words[:HEADLINE])).capitalize()

    @property
    def standfirst(self) -> str:
        return _sentence(self.words[WORDS_A_PARAGRAPH:][:STANDFIRST])

    @property
    def paragraphs(self) -> list[str]:
        starts = range(0, WORDS_A_STORY, WORDS_A_PARAGRAPH)
        return [_sentence(self.words[start : start + WORDS_A_PARAGRAPH]) for start in starts]

    @property
    def captions(self) -> list[str]:
        starts = (place * WORDS_A_PARAGRAPH for place in CAPTIONED)
        return [_sentence(self.words[start : start + CAPTION]) for start in starts]


def story(number: int) -> Story:
    """The story of this number: the same on every machine, in whatever order they are made."""
    dice = random.Random(number)
    return Story(
        number,
        WORDS.some(WORDS_A_STORY, dice),
        list(dict.fromkeys(OF_TOPICS.some(TOPICS_A_STORY, dice))),
        list(dict.fromkeys(OF_PEOPLE.some(PEOPLE_A_STORY, dice))),
    )


def _sentence(numbers: list[int]) -> str:
    return " ".join(map(word, numbers)).capitalize() + "."
