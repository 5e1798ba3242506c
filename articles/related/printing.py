"""The related stories of all public stories as plain values, in batches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Coalesce, Now

from articles.models import Article, ArticleQuerySet, RelatedStory, Sketch, State, Visibility
from articles.related.indexing import library_size, text_of
from articles.related.nearness import CANDIDATES, nearest
from articles.related.ranking import Link, banned_pairs, load_facts, same_text
from articles.related.reasons import explain
from articles.related.rebuilding import rebuild
from articles.related.seeking import seek

BATCH = 100
SERIES = 5
"""Stories that bear one headline, from which on it makes no twins in the printed ranking."""
DRAFTS = (State.DRAFT, State.IN_PROGRESS, State.IN_REVIEW, State.HELD)

Told = dict[str, Any]


def printed(*, with_copies: bool = False, only_shown: bool = False) -> Iterator[Told]:
    """{"id", "source_id", "related": [{"id", "source_id", "score", "why"}]} of each public story.

    Editors' picks that are stories come first, with score 1 and the reason "picked". Then the
    ranking as it stands now, up to nearness.CANDIDATES stories: without bans, without the story's
    own copies and twins unless `with_copies` (they then say "copy": true). A page shows less of
    it (two of one kind, of two copies the newest, six at most): `only_shown` gives the stored
    lists that pages read.
    """
    public = Article.objects.published()
    last = 0
    while batch := list(public.filter(pk__gt=last).order_by("pk")[:BATCH]):
        links = _stored(batch) if only_shown else _ranked(batch, with_copies=with_copies)
        yield from _told(batch, links, public)
        last = batch[-1].pk


def unpublished() -> int:
    """Stories that are ranked with drafts alone."""
    return Article.objects.filter(state__in=DRAFTS).count()


def printed_with_drafts(*, with_copies: bool = False) -> Iterator[Told]:
    """As if every draft, held and embargoed story were public now; the database stays as it is.

    All is counted and linked anew inside a transaction that is taken back at the end: on SQLite
    nobody can save meanwhile.
    """
    with transaction.atomic(), ExitStack() as at_end:
        at_end.callback(transaction.set_rollback, rollback=True)
        drafts = Article.objects.filter(state__in=DRAFTS)
        drafts.filter(headline="").update(headline="-")
        drafts.update(
            state=State.PUBLISHED,
            visibility=Visibility.PUBLIC,
            published_at=Coalesce(F("published_at"), Now()),
        )
        Article.objects.filter(visibility=Visibility.PUBLIC).update(embargo_until=None)
        rebuild()
        yield from printed(with_copies=with_copies)


def _ranked(batch: list[Article], *, with_copies: bool) -> list[Link]:
    keys = [article.pk for article in batch]
    near_to = partial(nearest, stories=library_size())
    found = seek(keys, lambda some, most: near_to(some, most=most), load_facts, banned_pairs(keys))
    facts = found.facts
    series = _titles_of_series({facts[key].title_key for key in keys if key in facts})
    links: list[Link] = []
    for scored in found.scored.values():
        for link in scored:
            here, there = facts[link.article], facts[link.other]
            if link.is_copy and here.title_key in series:
                link.is_copy = same_text(here, there)
        told = [link for link in scored if link.score and (with_copies or not link.is_copy)]
        links += told[:CANDIDATES]
    explain(links, {article.pk: text_of(article) for article in batch})
    return links


def _titles_of_series(titles: set[str]) -> set[str]:
    """Headlines that so many stories bear that they tell no story: a column's, or a stopgap."""
    rows = Sketch.objects.filter(title_key__in=titles - {""}).values("title_key")
    counted = rows.annotate(stories=Count("pk")).filter(stories__gte=SERIES)
    return set(counted.values_list("title_key", flat=True))


def _stored(batch: list[Article]) -> list[Link]:
    rows = RelatedStory.objects.filter(article__in=batch).order_by("article", "rank")
    return [
        Link(article, other, points, why=why)
        for article, other, points, why in rows.values_list(
            "article_id", "other_id", "score", "why"
        )
    ]


def _told(batch: list[Article], links: list[Link], public: ArticleQuerySet) -> Iterator[Told]:
    told: dict[int, dict[int, Told]] = {article.pk: {} for article in batch}
    picks = public.filter(picked_by__article__in=batch).order_by("picked_by__position")
    for story, other, key in picks.values_list("picked_by__article", "pk", "source_key"):
        told[story][other] = {
            "id": other,
            "source_id": key,
            "score": 1.0,
            "why": {"kind": "picked"},
        }
    others = {link.other for link in links}
    keys = dict(public.filter(pk__in=others).values_list("pk", "source_key"))
    for link in links:
        if link.other in keys and link.other not in told[link.article]:
            facts = {"id": link.other, "source_id": keys[link.other], "score": link.score}
            told[link.article][link.other] = facts | {"why": link.why}
            if link.is_copy:
                told[link.article][link.other]["copy"] = True
    for article in batch:
        yield {
            "id": article.pk,
            "source_id": article.source_key,
            "related": list(told[article.pk].values()),
        }
