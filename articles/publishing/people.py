"""What follows when the people of many stories change at once: search, related links, public pages."""

from __future__ import annotations

from collections.abc import Iterable

from articles import freshness
from articles.models import Article, PersonMention, SearchText, Visibility
from articles.related import keeping
from articles.search import LETTERS

BATCH = 500
FOLLOWED = 200
"""Stories whose related links follow at once, 30 ms each; of more, `rebuild_related` does it."""


def people_changed(stories: Iterable[int]) -> None:
    """To be called in the transaction that tagged, merged or untagged; two statements for 500 stories."""
    touched = sorted(set(stories))
    for start in range(0, len(touched), BATCH):
        _search_again(touched[start : start + BATCH])
    if len(touched) <= FOLLOWED:
        public = Article.objects.filter(pk__in=touched, visibility=Visibility.PUBLIC)
        keeping.follow(*public.order_by("pk"))
    freshness.move()


def _search_again(stories: list[int]) -> None:
    names: dict[int, list[str]] = {}
    ties = PersonMention.objects.filter(content_object__in=stories)
    for story, name in ties.values_list("content_object_id", "tag__name"):
        names.setdefault(story, []).append(name)
    SearchText.objects.bulk_update(
        [
            SearchText(article_id=story, people=" · ".join(names.get(story, [])).translate(LETTERS))
            for story in stories
        ],
        ["people"],
        batch_size=BATCH,
    )
