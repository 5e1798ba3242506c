"""The related stories of all public stories as plain values, in batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.models import Article, RelatedStory

BATCH = 500


def printed() -> Iterator[dict[str, Any]]:
    """{"id", "source_id", "related": [{"id", "source_id", "score", "why"}]} of each public story.

    Editors' picks that are stories come first, with score 1 and the reason "picked".
    """
    last = 0
    while batch := list(
        Article.objects.published()
        .filter(pk__gt=last)
        .order_by("pk")
        .values_list("pk", "source_key")[:BATCH]
    ):
        yield from _batch(dict(batch))
        last = batch[-1][0]


def _batch(stories: dict[int, str]) -> Iterator[dict[str, Any]]:
    public = Article.objects.published()
    links: dict[int, list[dict[str, Any]]] = {pk: [] for pk in stories}
    picks = (
        public.filter(picked_by__article__in=stories)
        .values_list("picked_by__article", "pk", "source_key")
        .order_by("picked_by__position")
    )
    for story, other, key in picks:
        links[story].append(
            {"id": other, "source_id": key, "score": 1.0, "why": {"kind": "picked"}}
        )
    rows = (
        RelatedStory.objects.filter(article__in=stories, other__in=public.values("pk"))
        .select_related("other")
        .only("article_id", "rank", "score", "why", "other__source_key")
        .order_by("article_id", "rank")
    )
    for row in rows:
        if all(link["id"] != row.other_id for link in links[row.article_id]):
            links[row.article_id].append(
                {
                    "id": row.other_id,
                    "source_id": row.other.source_key,
                    "score": row.score,
                    "why": row.why,
                }
            )
    for pk, key in stories.items():
        yield {"id": pk, "source_id": key, "related": links[pk]}
