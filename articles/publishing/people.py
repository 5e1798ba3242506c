"""What follows when the people or topics of many stories change at once: search, related links, pages."""

from __future__ import annotations

from collections.abc import Iterable

from articles import freshness
from articles.models import Article, Visibility
from articles.related import keeping
from articles.search import index_ties

BATCH = 500
FOLLOWED = 200
"""Stories whose related links follow at once, 30 ms each; of more, `rebuild_related` does it."""


def people_changed(stories: Iterable[int]) -> None:
    """To be called in the transaction that tagged, merged or untagged; five statements for 500 stories."""
    touched = sorted(set(stories))
    for start in range(0, len(touched), BATCH):
        index_ties(touched[start : start + BATCH])
    if len(touched) <= FOLLOWED:
        public = Article.objects.filter(pk__in=touched, visibility=Visibility.PUBLIC)
        keeping.follow(*public.order_by("pk"))
    freshness.move()
