"""Which stories belong to a story, in order; by sets, the same on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from articles.models import RelatedBan, Sketch, Visibility
from articles.prepared import Prepared
from articles.related.terms import SAME_TEXT, likeness, unpack

FEW = 128
"""Stories whose facts are asked for by a statement that was made before."""
KEPT = 10
"""Links stored for a story: a page shows six and some may not be public when it is read."""
LEAST = 0.05
"""A score below it is chance."""
WORDS_ALONE = 0.22
"""The same for stories that share words and neither person nor topic, in a paper just begun: of 60
stories any word is rare (chance reaches .19 there, the same event begins at .6)."""
GROWN = 500
"""Stories at which half of that caution is gone; at 10,000 a rare word is rare."""
FEWEST_WORDS = 2
"""A single word that two stories share, in a library of any size, is chance below WORDS_ALONE."""
WORDS_OF_A_FEW = 3
"""Words that two stories of a paper just begun must share, however near they seem: where few stories
stand, few words are shared at all, and one or two of them make the whole of both signatures."""
SAME_KIND = 2
"""Links that rest on a person alone, at most."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What ranking needs to know of a story besides its terms."""

    published_at: datetime | None
    half_life: int | None
    within: int | None
    """Half-life of a score and age window of a list, days; those of the story's section."""
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

FACTS = (
    "article_id", "article__published_at", "article__section__half_life_days",
    "article__section__related_within_days", "title_key", "hashes",
)  # fmt: skip
_public = Sketch.objects.filter(article__visibility=Visibility.PUBLIC)


@Prepared
def _facts_of_few(*, keys: list[int]) -> QuerySet[Sketch, tuple[Any, ...]]:
    return _public.filter(article__in=keys).values_list(*FACTS)


def load_facts(keys: Collection[int] | None) -> dict[int, Facts]:
    """The facts of stories that readers may see now or later, None: of all; one query."""
    rows: Iterable[tuple[Any, ...]]
    if keys is not None and len(keys) <= FEW:
        rows = _facts_of_few(keys=sorted(keys))
    else:
        sketches = _public.all() if keys is None else _public.filter(article__in=set(keys))
        rows = sketches.values_list(*FACTS)
    return {
        pk: Facts(published, half_life, within, title, unpack(bytes(hashes)))
        for pk, published, half_life, within, title, hashes in rows
    }


def decay(one: Facts, other: Facts) -> float:
    """What is left of a score after the days between two stories, by the first's section.

    Half of it fades by the half-life; outside the age window nothing is left.
    """
    if one.published_at is None or other.published_at is None:
        return 1.0
    days = abs((one.published_at - other.published_at).total_seconds()) / 86400
    if one.within is not None and days >= one.within:
        return 0.0
    return 0.5 + 0.5 * float(2 ** (-days / one.half_life)) if one.half_life else 1.0


@Prepared
def _banned(*, keys: list[int]) -> QuerySet[RelatedBan, tuple[int, int]]:
    either = Q(low__in=keys) | Q(high__in=keys)
    return RelatedBan.objects.filter(either).values_list("low_id", "high_id")


def banned_pairs(keys: Collection[int]) -> Banned:
    """Pairs (low id, high id) that an editor never wants side by side."""
    return set(_banned(keys=sorted(keys)))


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
    shared = len(link.why.get("terms", ()))
    if shared < FEWEST_WORDS and link.cosine < WORDS_ALONE:
        return True
    if shared < WORDS_OF_A_FEW and stories < GROWN:
        return True
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
