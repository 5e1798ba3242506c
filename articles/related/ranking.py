"""Which stories belong to a story, in order and with reasons; by sets, the same on both databases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from articles.models import Article, Person, RelatedBan, Sketch, StoryTerm, Term, Topic, Visibility
from articles.related.terms import SAME_TEXT, likeness, unpack

CANDIDATES = 50
"""Stories looked at for one story, best first."""
KEPT = 10
"""Links stored for a story: a page shows six and some may not be public when it is read."""
LEAST = 0.05
"""A score below it is chance."""
SAME_KIND = 2
"""Links that rest on a person alone, at most."""
COMMON = 0.01
"""A term on more than this share of stories (and on 50 of them) joins nothing."""


@dataclass(slots=True)
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
    why: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return str(self.why.get("kind", "event"))


JOIN = """
SELECT article_id, other_id, score FROM (
  SELECT mine.article_id AS article_id, theirs.article_id AS other_id,
         SUM(mine.weight * theirs.weight) AS score,
         ROW_NUMBER() OVER (
           PARTITION BY mine.article_id
           ORDER BY SUM(mine.weight * theirs.weight) DESC, theirs.article_id DESC
         ) AS place
  FROM articles_storyterm mine
  JOIN articles_term term ON term.id = mine.term_id AND term.df < %s
  JOIN articles_storyterm theirs
    ON theirs.term_id = mine.term_id AND theirs.article_id <> mine.article_id
  WHERE mine.article_id IN ({keys})
  GROUP BY mine.article_id, theirs.article_id
) ranked
WHERE place <= %s AND score >= %s
ORDER BY article_id, place
"""


def nearest(articles: Sequence[int], *, stories: int) -> dict[int, list[tuple[int, float]]]:
    """For each story the CANDIDATES nearest by shared terms, (other, cosine), best first; one query."""
    if not articles:
        return {}
    limit = max(50, int(stories * COMMON))
    keys = ", ".join(["%s"] * len(articles))
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(JOIN.format(keys=keys), [limit, *articles, CANDIDATES, LEAST / 2])
        for article, other, score in cursor.fetchall():
            found[article].append((other, score))
    return found


def load_facts(keys: Iterable[int]) -> dict[int, Facts]:
    """The facts of stories that readers may see now or later; one query."""
    rows = Sketch.objects.filter(
        article__in=set(keys), article__visibility=Visibility.PUBLIC
    ).values_list(
        "article_id", "article__published_at", "article__section__half_life_days", "title_key",
        "hashes",
    )  # fmt: skip
    return {
        pk: Facts(published, half_life, title, unpack(bytes(hashes)))
        for pk, published, half_life, title, hashes in rows
    }


def decay(one: Facts, other: Facts) -> float:
    """Half of a score fades with the days between two stories, by the section's half-life."""
    if one.half_life is None or one.published_at is None or other.published_at is None:
        return 1.0
    days = abs((one.published_at - other.published_at).total_seconds()) / 86400
    return 0.5 + 0.5 * float(2 ** (-days / one.half_life))


def banned_pairs(keys: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs (low id, high id) that an editor never wants side by side."""
    wanted = set(keys)
    rows = RelatedBan.objects.filter(low__in=wanted) | RelatedBan.objects.filter(high__in=wanted)
    return set(rows.values_list("low_id", "high_id"))


def choose(
    article: int, candidates: list[tuple[int, float]], facts: dict[int, Facts],
    banned: set[tuple[int, int]],
) -> list[Link]:  # fmt: skip
    """The links of one story before reasons: decayed, without bans, near copies and twins."""
    mine = facts.get(article)
    if mine is None:
        return []
    scored = [
        Link(article, other, score * decay(mine, facts[other]))
        for other, score in candidates
        if other in facts and (min(article, other), max(article, other)) not in banned
    ]
    scored.sort(key=lambda link: (-link.score, -link.other))
    chosen: list[Link] = []
    seen = [mine]
    for link in scored:
        other = facts[link.other]
        if link.score >= LEAST and not any(_same_story(other, one) for one in seen):
            chosen.append(link)
            seen.append(other)
        if len(chosen) == KEPT * 2:
            break
    return chosen


def _same_story(one: Facts, other: Facts) -> bool:
    if one.title_key and one.title_key == other.title_key:
        return True
    return likeness(one.sketch, other.sketch) >= SAME_TEXT


def explain(links: list[Link]) -> None:
    """Sets `why` on every link: shared people and topics by name, the three strongest terms."""
    keys = {link.article for link in links} | {link.other for link in links}
    vectors: dict[int, dict[int, float]] = defaultdict(dict)
    rows = StoryTerm.objects.filter(article__in=keys).values_list("article_id", "term_id", "weight")
    for story, term, weight in rows:
        vectors[story][term] = weight
    parts = {
        (link.article, link.other): sorted(
            (
                (vectors[link.article][term] * weight, term)
                for term, weight in vectors[link.other].items()
                if term in vectors[link.article]
            ),
            reverse=True,
        )[:12]
        for link in links
    }
    wanted = {term for shared in parts.values() for _product, term in shared}
    words = dict(Term.objects.filter(pk__in=wanted).values_list("pk", "word"))
    names = _names(words.values())
    for link in links:
        link.why = _why(parts[link.article, link.other], words, names)


def _why(
    shared: list[tuple[float, int]], words: dict[int, str], names: dict[str, str]
) -> dict[str, Any]:
    total = sum(product for product, _term in shared) or 1.0
    people = [words[term] for _product, term in shared if words[term].startswith("@")]
    topics = [words[term] for _product, term in shared if words[term].startswith("#")]
    terms = [words[term] for _product, term in shared if words[term][0] not in "@#"]
    by_people = sum(product for product, term in shared if words[term].startswith("@"))
    return {
        "people": [names[key] for key in people if key in names],
        "topics": [names[key] for key in topics if key in names],
        "terms": terms[:3],
        "kind": "person" if by_people > 0.6 * total else "event",
    }


def _names(words: Iterable[str]) -> dict[str, str]:
    people = [int(word[1:]) for word in words if word.startswith("@")]
    topics = [int(word[1:]) for word in words if word.startswith("#")]
    found = {
        f"@{pk}": name
        for pk, name in Person.objects.filter(pk__in=people).values_list("pk", "name")
    }
    found |= {
        f"#{pk}": name for pk, name in Topic.objects.filter(pk__in=topics).values_list("pk", "name")
    }
    return found


def within_kinds(links: list[Link]) -> list[Link]:
    """The first KEPT of them, with at most SAME_KIND that rest on people alone."""
    kept: list[Link] = []
    people_only = 0
    for link in links:
        if link.kind == "person":
            people_only += 1
            if people_only > SAME_KIND:
                continue
        kept.append(link)
        if len(kept) == KEPT:
            break
    return kept


def rank(articles: Sequence[int], *, stories: int) -> dict[int, list[Link]]:
    """The stored links of these stories, best first, with their reasons; eight queries at most."""
    near = nearest(articles, stories=stories)
    keys = {*articles, *(other for found in near.values() for other, _score in found)}
    facts = load_facts(keys)
    banned = banned_pairs(articles)
    chosen = {
        article: choose(article, near.get(article, []), facts, banned) for article in articles
    }
    explain([link for links in chosen.values() for link in links])
    return {article: within_kinds(links) for article, links in chosen.items()}


def library_size() -> int:
    """Stories in the library."""
    return Sketch.objects.count()


def public(articles: Iterable[Article]) -> list[Article]:
    """Those that readers may see now or later."""
    return [article for article in articles if article.visibility == Visibility.PUBLIC]
