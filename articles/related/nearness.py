"""How near stories are by the terms they share; the sums, the same on both databases."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import connection

from articles.models import StoryTerm
from articles.related.held import Held
from articles.related.terms import SHARED as LEAST_SHARED

CANDIDATES = 50
"""Stories looked at for one story, best first."""
BEHIND_COPIES = 250
"""The same where copies, of it or of one another, use those up: a table that is printed each day."""
COMMON = 0.01
"""A term on more than this share of stories is common, from COMMON_FROM stories on."""
COMMON_FROM = 250
"""Stories on which a term is always rare; so nothing is cut from a library of some hundred stories."""
ENOUGH = 32
"""Shared terms from which on common ones join nothing. A story of 600 words has as many rare ones; a company's
figures of 60 words have hardly any, and would be near to nothing or to chance."""
MET = 6000
"""Rows that one story is joined with, rarest terms first: 3 ms at 50,000 stories, where all take 9."""
FEW_STORIES = 5
"""So many stories are joined with others one by one; of more it is first seen what they share."""
SHARED_TERMS = 0.4
"""The share of distinct rows from which a query each costs less than reading each term once."""
MOST_POSTINGS = 300_000
"""Rows that are held in memory for a batch: some 60 MB."""
PARAMETERS = 900
"""Values in one statement; SQLite built the old way takes 999."""
MICRO = 1_000_000
"""Scores are compared in millionths, so that two databases agree on what is equal."""

Near = list[tuple[int, float]]
"""(other, cosine), best first."""

GIVEN = {
    "postgresql": "unnest({terms}::bigint[], {weights}::float8[]) AS mine (term_id, weight)",
    "sqlite": "(SELECT CAST(key AS integer) AS term_id, value AS weight FROM json_each(%s)) AS mine",
}
"""Terms and weights of a story as a table, from what `as_table` makes of them."""

JOIN = """
SELECT theirs.article_id, ROUND(SUM(mine.weight * theirs.weight) * 1000000) AS score
FROM {given} CROSS JOIN articles_storyterm theirs
WHERE theirs.term_id = mine.term_id AND theirs.article_id <> {story}
GROUP BY theirs.article_id HAVING ROUND(SUM(mine.weight * theirs.weight) * 1000000) >= %s
ORDER BY score DESC, theirs.article_id DESC LIMIT %s
"""

EACH = """
SELECT story.id, found.article_id, found.score
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS story (id, terms, weights)
CROSS JOIN LATERAL ({join}) found
"""
"""The join of many stories on PostgreSQL, a row of lists for each: two fifths less than a query each."""

SHARED = {
    "postgresql": "term_id + 0 = ANY(%s::bigint[])",
    "sqlite": "term_id + 0 IN (SELECT value FROM json_each(%s))",
}
"""A term is one of a list; the sum keeps the database from asking for each pair of story and term."""

WEIGHTS = "SELECT article_id, term_id, weight FROM articles_storyterm WHERE {column} IN ({keys})"


@dataclass(slots=True)
class Signed:
    """Signatures as they are stored, and how many stories each of their terms stands in."""

    weights: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    """Story -> term -> weight."""
    frequency: dict[int, int] = field(default_factory=dict)
    """Term -> stories; of all that may join."""

    def joining(self, story: int, stories: int) -> dict[int, float]:
        """The weights of the terms by which a story joins others in a library of so many."""
        weights = self.weights.get(story, {})
        counted = self.frequency
        kept = joining(((term, counted[term]) for term in weights if term in counted), stories)
        return {term: weight for term, weight in weights.items() if term in kept}


def read_signed(articles: Collection[int], stories: int) -> Signed:
    """The signatures of these stories by the terms that may join; one query."""
    signed = Signed()
    rows = StoryTerm.objects.filter(article__in=articles, term__df__lte=MET)
    for article, term, weight, df in rows.values_list(
        "article_id", "term_id", "weight", "term__df"
    ):
        signed.weights[article][term] = weight
        signed.frequency[term] = df
    return signed


def nearest(
    articles: Sequence[int],
    *,
    stories: int,
    held: Held | None = None,
    signed: Signed | None = None,
    least: float = 0.0,
    most: int = CANDIDATES,
) -> dict[int, Near]:
    """For each story the `most` nearest by shared terms, none of a cosine below `least`.

    One query, on SQLite for each story. Of many that share their terms, each term's stories are read
    once and summed here: a quarter of the time; `held` are all of them, where they were read already,
    `signed` the stories' own signatures, likewise. All ways have one answer, to the millionth.
    """
    signed = signed or read_signed(articles, stories)
    vectors = {
        article: vector for article in articles if (vector := signed.joining(article, stories))
    }
    if held is None and len(articles) > FEW_STORIES:
        counted = signed.frequency
        asked = sum(counted[term] for vector in vectors.values() for term in vector)
        distinct = sum(counted[term] for term in set().union(*vectors.values()))
        if distinct <= min(asked * SHARED_TERMS, MOST_POSTINGS):
            held = _postings(vectors)
    if held is not None:
        found = {
            article: _summed(article, vector, held, least, most)
            for article, vector in vectors.items()
        }
    elif connection.vendor == "postgresql" and len(vectors) > 1:
        found = _near_to_each(vectors, least, most)
    else:
        found = {
            article: near_to(vector, but=article, least=least, most=most)
            for article, vector in vectors.items()
        }
    return {article: near for article, near in found.items() if near}


def near_to(
    weights: Mapping[int, float], *, but: int, least: float = 0.0, most: int = CANDIDATES
) -> Near:
    """The `most` nearest to a signature, all its terms joining, one story left out; one query."""
    if not weights:
        return []
    values = GIVEN[connection.vendor].format(terms="%s", weights="%s")
    statement = JOIN.format(given=values, story="%s")
    given: list[str | int] = [*as_table(weights), but, _in_micro(least), most]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[tuple[int, float]] = cursor.fetchall()
    return [(other, min(score / MICRO, 1.0)) for other, score in rows]


def _near_to_each(
    vectors: Mapping[int, Mapping[int, float]], least: float, most: int
) -> dict[int, Near]:
    """`near_to` for each of these, on PostgreSQL; one query."""
    values = GIVEN["postgresql"].format(terms="story.terms", weights="story.weights")
    statement = EACH.format(join=JOIN.format(given=values, story="story.id"))
    terms, weights = zip(*map(as_table, vectors.values()), strict=True)
    lists = [_as_array(vectors), _as_array(terms), _as_array(weights)]
    found: defaultdict[int, Near] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*lists, _in_micro(least), most])
        for story, other, score in cursor.fetchall():
            found[story].append((other, min(score / MICRO, 1.0)))
    return found


def _in_micro(least: float) -> int:
    """The fewest millionths that count: what rounds to nothing is near to nothing."""
    return max(1, round(least * MICRO))


def _postings(vectors: Mapping[int, Mapping[int, float]]) -> Held:
    """The stories of each term of these."""
    wanted = {term for terms in vectors.values() for term in terms}
    return Held(stored_weights("term_id", wanted), by_story=False)


def _summed(
    article: int, vector: Mapping[int, float], held: Held, least: float, most: int = CANDIDATES
) -> Near:
    """`near_to` from the stories of each term, read once for all."""
    sums: dict[int, float] = {}
    told = sums.get
    for term, mine in vector.items():
        for story, theirs in held.stories_of(term):
            sums[story] = told(story, 0.0) + mine * theirs
    sums.pop(article, None)
    return _foremost(sums, _in_micro(least), most)


def _foremost(sums: Mapping[int, float], fewest: int, most: int) -> Near:
    """The `most` of the highest sums; only those that can be among them are rounded."""
    least = (fewest - 1) / MICRO
    able = [(total, story) for story, total in sums.items() if total >= least]
    if len(able) > most:
        least = sorted(total for total, _story in able)[-most] - 1 / MICRO
    rounded = ((-round(total * MICRO), -story) for total, story in able if total >= least)
    best = sorted(pair for pair in rounded if -pair[0] >= fewest)[:most]
    return [(-story, min(-score / MICRO, 1.0)) for score, story in best]


def stored_weights(
    column: Literal["article_id", "term_id"], keys: Collection[int]
) -> Iterator[tuple[int, int, float]]:
    """(story, term, weight) of all rows whose `column` is one of `keys`; without making models."""
    listed = sorted(keys)
    with connection.cursor() as cursor:
        for start in range(0, len(listed), PARAMETERS):
            some = listed[start : start + PARAMETERS]
            cursor.execute(WEIGHTS.format(column=column, keys=", ".join(["%s"] * len(some))), some)
            yield from cursor.fetchall()


def shared_weights(
    stories: Collection[int], terms: Collection[int]
) -> Iterator[tuple[int, int, float]]:
    """Of the rows of these stories those whose term is one of `terms`."""
    statement = f"{WEIGHTS} AND {SHARED[connection.vendor]}"
    packed = packer()(sorted(terms))
    listed = sorted(stories)
    with connection.cursor() as cursor:
        for start in range(0, len(listed), PARAMETERS):
            some = listed[start : start + PARAMETERS]
            keys = ", ".join(["%s"] * len(some))
            cursor.execute(statement.format(column="article_id", keys=keys), [*some, packed])
            yield from cursor.fetchall()


def as_table(pairs: Mapping[Any, float]) -> list[str]:
    """Numbers or words, each with a number, as values of a statement: two lists, or one object.

    SQLite reads two lists beside each other anew for each row: 37 ms a story where ten thousand words come.
    """
    if connection.vendor == "postgresql":
        return [_as_array(pairs), _as_array(pairs.values())]
    return [json.dumps(pairs, ensure_ascii=False)]


def packer() -> Callable[[Iterable[int | float | str]], str]:
    """Makes one value of a list, as this database takes it."""
    return _as_array if connection.vendor == "postgresql" else _as_json


def _as_json(values: Iterable[int | float | str]) -> str:
    return json.dumps([*values])


def _as_array(values: Iterable[int | float | str]) -> str:
    """As PostgreSQL writes a list; the driver writes one value after the other, .8 ms for a story's words.

    All are numbers, or all are words.
    """
    listed: list[Any] = [*values]
    if not listed or not isinstance(listed[0], str):
        return "{" + ",".join(map(repr, listed)) + "}"
    escaped = "\x00".join(listed).replace("\\", "\\\\").replace('"', '\\"')
    return '{"' + escaped.replace("\x00", '","') + '"}'


def joining_limit(stories: int) -> int:
    """The document frequency from which a term is common in a library of so many stories."""
    return max(COMMON_FROM, int(stories * COMMON))


def joining(terms: Iterable[tuple[int, int]], stories: int) -> set[int]:
    """Which of these terms, (id, df), join others: the rarest until MET rows are met, common ones up to ENOUGH."""
    limit = joining_limit(stories)
    found: set[int] = set()
    met = shared = 0
    for df, term in sorted((df, term) for term, df in terms):
        met += df
        if met > MET or (df >= limit and shared >= ENOUGH):
            break
        found.add(term)
        shared += df >= LEAST_SHARED
    return found
