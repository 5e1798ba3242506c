"""Signatures and links of a library's stories, straight from how their words are drawn."""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from typing import Any

from tests.bench import texts
from tests.bench.texts import Story, word

LINKS = 10

Row = tuple[Any, ...]


class Weights:
    """The straight signatures of a library of `count`: rarities as the words are drawn."""

    def __init__(self, count: int) -> None:
        from articles.related.indexing import best_terms
        from articles.related.terms import words_of

        self.count = count
        self.best = best_terms(count)
        self.term = [(words_of(word(n)) or [""])[0] for n in range(texts.VOCABULARY)]
        drawn: defaultdict[str, float] = defaultdict(float)
        for n, term in enumerate(self.term):
            drawn[term] += texts.WORDS.share(n)
        self.frequency = {
            term: self._stories(share, texts.WORDS_A_STORY) for term, share in drawn.items() if term
        }
        for n in range(texts.PEOPLE):
            self.frequency[f"@{n + 1}"] = self._stories(
                texts.OF_PEOPLE.share(n), texts.PEOPLE_A_STORY
            )
        for n in range(texts.TOPICS):
            self.frequency[f"#{n + 1}"] = self._stories(
                texts.OF_TOPICS.share(n), texts.TOPICS_A_STORY
            )
        self.ids = {term: place for place, term in enumerate(self.frequency, start=2)}

    def _stories(self, share: float, draws: int) -> int:
        return max(2, round(self.count * (1 - (1 - share) ** draws)))

    def of(self, told: Story) -> dict[str, float]:
        """Exactly what articles.related.terms.signature gives, without asking for each rarity anew."""
        words = [self.term[n] for n in told.told if self.term[n]]
        tf, early = Counter(words), Counter(words[:60])
        weighed = [
            (term, (1 + math.log(times + 0.5 * early[term])) * self.rarity(term))
            for term, times in tf.items()
        ]
        kept = dict(sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[: self.best])
        for entity in entities_of(told):
            kept[entity] = math.log(1 + self.count / self.frequency[entity])
        length = math.sqrt(sum(weight * weight for weight in kept.values()))
        return {term: weight / length for term, weight in kept.items()}

    def rarity(self, term: str) -> float:
        from articles.related.terms import rarity

        kept = _rarities.get(term)
        if kept is None:
            kept = _rarities[term] = rarity(self.frequency[term], self.count)
        return kept


_rarities: dict[str, float] = {}
_weights: dict[int, Weights] = {}


def weights_of(count: int) -> Weights:
    if count not in _weights:
        _weights[count] = Weights(count)
    return _weights[count]


def entities_of(told: Story) -> list[str]:
    return [*(f"@{n + 1}" for n in told.people), *(f"#{n + 1}" for n in told.topics)]


def write_terms(count: int) -> None:
    from articles.models import Term
    from tests.bench.copying import Table, settle

    weights = weights_of(count)
    rows = [(1, "", count)]
    rows += [(weights.ids[term], term, df) for term, df in weights.frequency.items()]
    Table(Term, "id", "word", "df").write(rows)
    settle((Term,))


def link_rows(stories: list[Story], count: int) -> list[tuple[Any, list[Row]]]:
    from articles.models import RelatedStory, Sketch, StoryTerm
    from articles.people.fold import fold_name
    from tests.bench.copying import Table

    weights = weights_of(count)
    signed: list[Row] = []
    sketched: list[Row] = []
    for told in stories:
        key = told.number + 1
        signed += [(key, weights.ids[term], weight) for term, weight in weights.of(told).items()]
        sketched.append((key, random.Random(key).randbytes(512), fold_name(told.headline)[:160]))
    return [
        (Table(StoryTerm, "article_id", "term_id", "weight"), signed),
        (Table(Sketch, "article_id", "hashes", "title_key"), sketched),
        (
            Table(RelatedStory, "article_id", "other_id", "rank", "score", "why"),
            list(_straight_links(stories)),
        ),
    ]


def _straight_links(stories: list[Story]) -> Iterator[Row]:
    """Each story to the last ten of its batch that name its first person, and what is missing to its neighbors."""
    naming: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=LINKS))
    whole = [told.number + 1 for told in stories]
    for told in stories:
        key, person = told.number + 1, told.people[0]
        others = dict.fromkeys([*reversed(naming[person]), *whole[: LINKS + 1]])
        others.pop(key, None)
        why = {"kind": "person", "people": [texts.person_name(person)], "topics": [], "terms": []}
        for rank, other in enumerate(list(others)[:LINKS], start=1):
            yield key, other, rank, round(0.6 - rank / 50, 3), json.dumps(why)
        naming[person].append(key)
