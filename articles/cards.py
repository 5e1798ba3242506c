"""Stories as lists draw them: by their ids, with nothing that a card does not print; one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from articles.models import Article, ArticleQuerySet
from articles.prepared import Prepared

DRAWN = (
    "headline", "kicker", "standfirst", "slug", "language", "published_at",
    "section__name", "section__slug",
    *(f"lead_picture__{name}" for name in (
        "token", "width", "height", "alt", "caption", "credit", "creator", "focal_x", "focal_y",
        "missing", "file", "avif_for",
    )),
)  # fmt: skip
"""Of the story, its section and its picture; a field that is left out would cost a query a card."""


def drawn(stories: ArticleQuerySet) -> ArticleQuerySet:
    """The stories with what cards draw; in no order."""
    return stories.select_related("section", "lead_picture").only(*DRAWN).order_by()


@Prepared
def _by_ids(*, now: datetime, ids: list[int]) -> ArticleQuerySet:
    return drawn(Article.objects.published(now)).filter(pk__in=ids)


def cards_by_id(ids: Sequence[int], now: datetime) -> dict[int, Article]:
    """The public ones among these; one query, none for none."""
    return {story.pk: story for story in _by_ids(now=now, ids=list(ids))}


@Prepared
def _newest(count: int, *, now: datetime) -> ArticleQuerySet:
    return drawn(Article.objects.published(now)).newest_first()[:count]


def newest_cards(count: int, now: datetime) -> list[Article]:
    """The newest public stories; one query."""
    return _newest(count, now=now)


def cards_in_order(ids: Sequence[int], now: datetime) -> list[Article]:
    """The public ones among these, in the order of `ids`."""
    found = cards_by_id(ids, now)
    return [found[pk] for pk in ids if pk in found]
