"""Stories as lists draw them: by their ids, with nothing that a card does not print; one query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from articles.models import Article, ArticleQuerySet, Placement, PlacementRole
from articles.prepared import Prepared
from media.models import Picture

PICTURE = (
    "token", "width", "height", "alt", "caption", "credit", "creator", "focal_x", "focal_y",
    "missing", "file", "avif_for",
)  # fmt: skip
DRAWN = (
    "headline",
    "kicker",
    "standfirst",
    "slug",
    "language",
    "kind",
    "byline",
    "published_at",
    "section__name",
    "section__slug",
    *(f"lead_picture__{name}" for name in PICTURE),
)
"""Of the story, its section and its picture; a field that is left out would cost a query a card."""


def drawn(stories: ArticleQuerySet) -> ArticleQuerySet:
    """The stories with what cards draw; in no order. Hand the rows to `illustrated`."""
    rows = stories.select_related("section", "lead_picture").only(*DRAWN).order_by()
    return rows.annotate(first_shown=Case(When(lead_picture=None, then=Subquery(_in_text()))))


def _in_text() -> QuerySet[Placement, int | None]:
    """The number of the first picture in a story's text."""
    shown = Placement.objects.filter(article=OuterRef("pk"), role=PlacementRole.BODY)
    there = shown.filter(picture__missing=False).order_by("position", "pk")
    return there.values_list("picture", flat=True)[:1]


@Prepared
def _pictures(*, ids: list[int]) -> QuerySet[Picture]:
    return Picture.objects.filter(pk__in=ids).only(*PICTURE)


def illustrated(stories: Iterable[Article]) -> list[Article]:
    """The `drawn` stories; one without a lead picture has the first of its text, which nobody saves.

    One query, none where every story has its lead or no picture at all.
    """
    found = list(stories)
    lent = {story.pk: getattr(story, "first_shown", None) for story in found}
    known = {row.pk: row for row in _pictures(ids=sorted({pk for pk in lent.values() if pk}))}
    for story in found:
        if picture := known.get(lent[story.pk] or 0):
            story.lead_picture = picture
    return found


@Prepared
def _by_ids(*, now: datetime, ids: list[int]) -> ArticleQuerySet:
    return drawn(Article.objects.published(now)).filter(pk__in=ids)


def cards_by_id(ids: Sequence[int], now: datetime) -> dict[int, Article]:
    """The public ones among these; one query, none for none."""
    return {story.pk: story for story in illustrated(_by_ids(now=now, ids=list(ids)))}


@Prepared
def _newest(count: int, *, now: datetime) -> ArticleQuerySet:
    return drawn(Article.objects.published(now)).newest_first()[:count]


def newest_cards(count: int, now: datetime) -> list[Article]:
    """The newest public stories; one query."""
    return illustrated(_newest(count, now=now))


def cards_in_order(ids: Sequence[int], now: datetime) -> list[Article]:
    """The public ones among these, in the order of `ids`."""
    found = cards_by_id(ids, now)
    return [found[pk] for pk in ids if pk in found]
