"""The kept links as tests read them."""

from __future__ import annotations

from articles.models import (
    Article,
    RelatedStory,
)


def others(article: Article) -> list[str]:
    rows = RelatedStory.objects.filter(article=article).order_by("rank").select_related("other")
    return [row.other.headline for row in rows]


def all_lists() -> dict[str, list[tuple[str, float]]]:
    rows = RelatedStory.objects.order_by("article", "rank").select_related("article", "other")
    told: dict[str, list[tuple[str, float]]] = {}
    for row in rows:
        told.setdefault(row.article.headline, []).append((row.other.headline, round(row.score, 3)))
    return told
