"""What the machine would link to a story that is still being written; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from articles.models import Term
from articles.people.fold import row_key
from articles.related.indexing import best_terms, library_size
from articles.related.nearness import joining, near_to
from articles.related.ranking import (
    Facts,
    Link,
    banned_pairs,
    load_facts,
    within_kinds,
)
from articles.related.reasons import explain
from articles.related.seeking import seek
from articles.related.terms import said_in, signature, sketch, terms_of

MOST_WORDS = 5000
"""Different words of a story whose frequency is asked for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A story as its form has it now; `article` is 0 for a new one."""

    article: int
    headline: str
    text: str
    entities: Sequence[str] = ()
    """Terms such as "@12" for a person and "#7" for a topic."""
    published_at: datetime | None = None
    half_life: int | None = None
    within: int | None = None


def would_link(draft: Draft) -> list[Link]:
    """The links that saving would store, best first, with reasons; nine queries, two more behind copies."""
    text = "\n".join([draft.headline, draft.text])
    said = said_in(text)
    stories = max(library_size(), 1)
    vector, joined = _vector(terms_of(said), draft.entities, stories)
    mine = Facts(
        draft.published_at, draft.half_life, draft.within,
        row_key(draft.headline), sketch(said),
    )  # fmt: skip
    found = seek(
        [draft.article],
        lambda some, most: {story: near_to(joined, but=story, most=most) for story in some},
        lambda stories: load_facts(stories) | {draft.article: mine},
        banned_pairs([draft.article]),
    )
    chosen = found.chosen[draft.article]
    explain(chosen, {draft.article: text}, {draft.article: vector})
    return within_kinds(chosen, stories=stories)


def _vector(
    words: list[str], entities: Sequence[str], stories: int
) -> tuple[dict[int, float], dict[int, float]]:
    """Weights by term, and those of the terms that join."""
    wanted = [*dict.fromkeys([*entities, *words])][:MOST_WORDS]
    known: dict[str, tuple[int, int]] = {}
    for start in range(0, len(wanted), 900):
        rows = Term.objects.filter(word__in=wanted[start : start + 900])
        known |= {word: (pk, df) for pk, word, df in rows.values_list("pk", "word", "df")}
    weights = signature(
        words,
        entities=entities,
        frequency={word: df for word, (_pk, df) in known.items()},
        stories=stories,
        best=best_terms(stories),
    )
    vector = {known[word][0]: weight for word, weight in weights.items() if word in known}
    rare = joining((known[word] for word in weights if word in known), stories)
    return vector, {term: weight for term, weight in vector.items() if term in rare}
