"""Which stories belong to a story, in order; by sets, the same on both databases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any, Literal

from django.db import connection

from articles.models import RelatedBan, Sketch, StoryTerm, Visibility
from articles.related.held import Held
from articles.related.terms import SAME_TEXT, likeness, unpack

CANDIDATES = 50
"""Stories looked at for one story, best first."""
KEPT = 10
"""Links stored for a story: a page shows six and some may not be public when it is read."""
LEAST = 0.05
"""A score below it is chance."""
WORDS_ALONE = 0.22
"""The same for stories that share words and neither person nor topic, in a paper just begun: of 60
stories any word is rare (chance reaches .19 there, the same event begins at .6)."""
GROWN = 500
"""Stories at which half of that caution is gone; at 10,000 a rare word is rare."""
SAME_KIND = 2
"""Links that rest on a person alone, at most."""
COMMON = 0.01
"""A term on more than this share of stories joins nothing, from COMMON_FROM stories on."""
COMMON_FROM = 250
"""Stories that a term may always join; so nothing is cut from a library of some hundred stories."""
MET = 6000
"""Rows that one story is joined with, rarest terms first: 8 ms at 50,000 stories, where all take 19."""
FEW_STORIES = 5
"""So many stories are joined with others in one query; of more it is first seen what they share."""
SHARED_TERMS = 0.4
"""The share of distinct rows from which one query costs less than reading each term once."""
MOST_POSTINGS = 300_000
"""Rows that are held in memory for a batch: some 60 MB."""
PARAMETERS = 900
"""Values in one statement; SQLite built the old way takes 999."""
MICRO = 1_000_000
"""Scores are compared in millionths, so that two databases agree on what is equal."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What ranking needs to know of a story besides its terms."""

    published_at: datetime | None
    half_life: int | None
    title_key: str
    sketch: tuple[int, ...]


@dataclass(slots=True)
class Link:
    """One related story: whose, which, how near, why."""

    article: int
    other: int
    score: float
    cosine: float = 0.0
    is_copy: bool = False
    """The other is the same text or bears the same headline: no reader wants it here."""
    why: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return str(self.why.get("kind", "event"))


Known = Mapping[int, Facts]
Banned = set[tuple[int, int]]

JOIN = """
SELECT article_id, other_id, score FROM (
  SELECT article_id, other_id, score,
         ROW_NUMBER() OVER (PARTITION BY article_id ORDER BY score DESC, other_id DESC) AS place
  FROM (
    SELECT mine.article_id AS article_id, theirs.article_id AS other_id,
           ROUND(SUM(mine.weight * theirs.weight) * 1000000) AS score
    FROM (
      SELECT own.article_id, own.term_id, own.weight,
             SUM(term.df) OVER (PARTITION BY own.article_id ORDER BY term.df, term.id) AS met
      FROM articles_storyterm own
      JOIN articles_term term ON term.id = own.term_id AND term.df < %s
      WHERE own.article_id IN ({keys})
    ) mine
    CROSS JOIN articles_storyterm theirs
    WHERE theirs.term_id = mine.term_id AND theirs.article_id <> mine.article_id
      AND mine.met <= %s
    GROUP BY mine.article_id, theirs.article_id
  ) summed
  WHERE score > 0
) ranked
WHERE place <= %s
ORDER BY article_id, place
"""

WEIGHTS = "SELECT article_id, term_id, weight FROM articles_storyterm WHERE {column} IN ({keys})"


def nearest(
    articles: Sequence[int], *, stories: int, held: Held | None = None
) -> dict[int, list[tuple[int, float]]]:
    """For each story the CANDIDATES nearest by shared terms, (other, cosine), best first.

    One query for a few stories. Of many that share their terms, each term's stories are read once
    and summed here: a quarter of the time; `held` are all of them, where they were read already. All
    ways have one answer, to the millionth.
    """
    if held is not None:
        return _summed(_joining_vectors(articles, stories)[0], held)
    if len(articles) > FEW_STORIES:
        vectors, met = _joining_vectors(articles, stories)
        distinct = sum(dict(pair for terms in met.values() for pair in terms.items()).values())
        asked = sum(sum(terms.values()) for terms in met.values())
        if distinct <= min(asked * SHARED_TERMS, MOST_POSTINGS):
            return _summed(vectors, _postings(vectors))
    return _joined(articles, stories)


def _joined(articles: Sequence[int], stories: int) -> dict[int, list[tuple[int, float]]]:
    """`nearest` by one join in the database."""
    if not articles:
        return {}
    limit = joining_limit(stories)
    keys = ", ".join(["%s"] * len(articles))
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(JOIN.format(keys=keys), [limit, *articles, MET, CANDIDATES])
        for article, other, score in cursor.fetchall():
            found[article].append((other, min(score / MICRO, 1.0)))
    return found


Vectors = dict[int, dict[int, float]]


def _joining_vectors(
    articles: Sequence[int], stories: int
) -> tuple[Vectors, dict[int, dict[int, int]]]:
    """The weights of the terms by which each story joins others, and those terms' frequencies."""
    weights: Vectors = defaultdict(dict)
    terms: dict[int, dict[int, int]] = defaultdict(dict)
    rows = StoryTerm.objects.filter(article__in=articles, term__df__lt=joining_limit(stories))
    for article, term, weight, df in rows.values_list(
        "article_id", "term_id", "weight", "term__df"
    ):
        weights[article][term] = weight
        terms[article][term] = df
    met = {}
    for article, known in terms.items():
        kept = joining(known.items(), stories)
        met[article] = {term: df for term, df in known.items() if term in kept}
        weights[article] = {term: weights[article][term] for term in kept}
    return weights, met


def _postings(vectors: Vectors) -> Held:
    """The stories of each term of these."""
    wanted = {term for terms in vectors.values() for term in terms}
    return Held(stored_weights("term_id", wanted), by_story=False)


def _summed(vectors: Vectors, held: Held) -> dict[int, list[tuple[int, float]]]:
    """`nearest` from the stories of each term, read once for all."""
    found = {}
    for article, terms in vectors.items():
        sums: dict[int, float] = {}
        told = sums.get
        for term, mine in terms.items():
            for story, theirs in held.stories_of(term):
                sums[story] = told(story, 0.0) + mine * theirs
        sums.pop(article, None)
        if near := _foremost(sums):
            found[article] = near
    return found


def _foremost(sums: Mapping[int, float]) -> list[tuple[int, float]]:
    """The CANDIDATES of the highest sums; only those that can be among them are rounded."""
    least = 0.0
    if len(sums) > CANDIDATES:
        least = sorted(sums.values())[-CANDIDATES] - 1 / MICRO
    rounded = [(-round(total * MICRO), -story) for story, total in sums.items() if total >= least]
    best = sorted(rounded)[:CANDIDATES]
    return [(-story, min(-score / MICRO, 1.0)) for score, story in best if score]


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


def joining_limit(stories: int) -> int:
    """The document frequency from which a term joins nothing in a library of so many stories."""
    return max(COMMON_FROM, int(stories * COMMON))


def joining(terms: Iterable[tuple[int, int]], stories: int) -> set[int]:
    """Which of these terms, (id, df), join: as the query has it."""
    limit = joining_limit(stories)
    found: set[int] = set()
    met = 0
    for df, term in sorted((df, term) for term, df in terms if df < limit):
        met += df
        if met > MET:
            break
        found.add(term)
    return found


def load_facts(keys: Iterable[int] | None) -> dict[int, Facts]:
    """The facts of stories that readers may see now or later, None: of all; one query."""
    sketches = Sketch.objects.filter(article__visibility=Visibility.PUBLIC)
    if keys is not None:
        sketches = sketches.filter(article__in=set(keys))
    rows = sketches.values_list(
        "article_id", "article__published_at", "article__section__half_life_days", "title_key",
        "hashes",
    )  # fmt: skip
    return {
        pk: Facts(published, half_life, title, unpack(bytes(hashes)))
        for pk, published, half_life, title, hashes in rows
    }


def decay(one: Facts, other: Facts) -> float:
    """Half of a score fades with the days between two stories, by the half-life of the first's section."""
    if not one.half_life or one.published_at is None or other.published_at is None:
        return 1.0
    days = abs((one.published_at - other.published_at).total_seconds()) / 86400
    return 0.5 + 0.5 * float(2 ** (-days / one.half_life))


def banned_pairs(keys: Iterable[int]) -> Banned:
    """Pairs (low id, high id) that an editor never wants side by side."""
    wanted = set(keys)
    rows = RelatedBan.objects.filter(low__in=wanted) | RelatedBan.objects.filter(high__in=wanted)
    return set(rows.values_list("low_id", "high_id"))


def score(article: int, near: Iterable[tuple[int, float]], facts: Known, banned: Banned) -> list[Link]:  # fmt: skip
    """All candidates of one story that may be seen and are not banned, decayed, best first."""
    mine = facts.get(article)
    if mine is None:
        return []
    runs = set(mine.sketch)
    links = []
    for other, cosine in near:
        theirs = facts.get(other)
        if theirs is None or (min(article, other), max(article, other)) in banned:
            continue
        is_alike = mine.title_key == theirs.title_key or not runs.isdisjoint(theirs.sketch)
        is_copy = is_alike and _same_story(mine, theirs)
        links.append(Link(article, other, round(cosine * decay(mine, theirs), 6), cosine, is_copy))
    return in_order(links)


def in_order(links: Iterable[Link]) -> list[Link]:
    """Best first; of equals the younger row."""
    return sorted(links, key=lambda link: (-link.score, -link.other))


def without_copies(links: Iterable[Link], facts: Known, most: int) -> list[Link]:
    """The first `most` links that a reader may get: none by chance, no copy, of two copies the newest.

    The newest stands where the nearest of them stood.
    """
    good = [link for link in links if not link.is_copy and link.score >= LEAST]
    alike = _maybe_twins([link.other for link in good], facts)
    chosen: list[Link] = []
    places: dict[int, int] = {}
    for link in good:
        twin = _place_of_twin(link, chosen, places, facts) if link.other in alike else None
        if twin is None:
            if len(chosen) < most:
                if link.other in alike:
                    places[len(chosen)] = link.other
                chosen.append(link)
        elif _age(link, facts) > _age(chosen[twin], facts):
            places[twin] = link.other
            chosen[twin] = replace(link, score=chosen[twin].score)
    return chosen


def _maybe_twins(stories: Sequence[int], facts: Known) -> set[int]:
    """Those that share a title, or enough runs of words, with others of them: nearly always nobody."""
    known = [(story, facts[story]) for story in dict.fromkeys(stories) if story in facts]
    titles = Counter(each.title_key for _story, each in known)
    sketches = [each.sketch for _story, each in known]
    if len(titles) == len(known) and len(set().union(*sketches)) == sum(map(len, sketches)):
        return set()
    runs = Counter(chain.from_iterable(sketches))
    common = {run for run, stories in runs.items() if stories > 1}
    return {
        story
        for story, each in known
        if titles[each.title_key] > 1
        or len(common.intersection(each.sketch)) >= SAME_TEXT * len(each.sketch)
    }


def _place_of_twin(
    link: Link, chosen: Sequence[Link], places: Mapping[int, int], facts: Known
) -> int | None:
    here = facts[link.other]
    for place in sorted(places):
        if _same_story(facts[chosen[place].other], here):
            return place
    return None


def _age(link: Link, facts: Known) -> tuple[float, int]:
    published = facts[link.other].published_at
    return (published.timestamp() if published else 0.0, link.other)


def _same_story(one: Facts, other: Facts) -> bool:
    if one.title_key and one.title_key == other.title_key:
        return True
    return same_text(one, other)


def same_text(one: Facts, other: Facts) -> bool:
    """Whether one is the other with some sentences changed, as their sketches tell."""
    return likeness(one.sketch, other.sketch) >= SAME_TEXT


def is_chance(link: Link, stories: int) -> bool:
    """Whether an explained link of a library of so many stories rests on a few words by chance."""
    if link.why.get("people") or link.why.get("topics"):
        return False
    return link.cosine < LEAST + (WORDS_ALONE - LEAST) * GROWN / (GROWN + stories)


def within_kinds(links: Iterable[Link], *, stories: int) -> list[Link]:
    """The first KEPT of them: none by chance, and at most SAME_KIND that rest on people alone."""
    kept: list[Link] = []
    people_only = 0
    for link in links:
        if link.cosine and is_chance(link, stories):
            continue
        if link.kind == "person":
            people_only += 1
            if people_only > SAME_KIND:
                continue
        kept.append(link)
        if len(kept) == KEPT:
            break
    return kept
