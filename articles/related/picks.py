"""Links that a source named by headline become links to our stories once such a story is here."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from articles.models import Article, RelatedPick, Sketch
from articles.people.fold import row_key

BATCH = 200
SHORTEST = 3
"""Words of a headline that may tell a story; "Weather" tells none."""


def resolve_picks(articles: Iterable[Article]) -> int:
    """Ties waiting links to these stories, and these stories' waiting links; answers how many.

    A link waits while it has neither a story nor an address. A headline that several stories
    bear ties to nothing. Five queries, and one write for each link that is tied.
    """
    stories = list(articles)
    by_key: dict[str, set[int]] = {}
    for story in stories:
        key = _key(story.headline)
        if key:
            by_key.setdefault(key, set()).add(story.pk)
    waiting = list(
        RelatedPick.objects.filter(
            Q(headline_key__in=by_key) | Q(article__in=stories), target=None, url=""
        ).exclude(headline_key="")
    )
    if not waiting:
        return 0
    wanted = {pick.headline_key for pick in waiting if pick.headline_key not in by_key}
    known: dict[str, set[int]] = dict(by_key)
    for pk, key in Article.objects.filter(sketch__title_key__in=wanted).values_list(
        "pk", "sketch__title_key"
    ):
        known.setdefault(key, set()).add(pk)
    taken = set(
        RelatedPick.objects.filter(
            article__in={pick.article_id for pick in waiting}, target__isnull=False
        ).values_list("article_id", "target_id")
    )
    tied = []
    for pick in waiting:
        found = known.get(pick.headline_key, set()) - {pick.article_id}
        if len(found) != 1 or len(pick.headline_key.split()) < SHORTEST:
            continue
        (target,) = found
        if (pick.article_id, target) not in taken:
            taken.add((pick.article_id, target))
            pick.target_id = target
            tied.append(pick)
    RelatedPick.objects.bulk_update(tied, ["target"], batch_size=200)
    return len(tied)


def resolve_waiting() -> int:
    """Ties all links that wait for a story that is in the library by now; answers how many.

    After an import: a story that named another may have come before that one could be found.
    """
    waiting = RelatedPick.objects.filter(
        target=None, url="", headline_key__in=Sketch.objects.values("title_key")
    ).exclude(headline_key="")
    keys = sorted(set(waiting.values_list("article_id", flat=True)))
    tied = 0
    for start in range(0, len(keys), BATCH):
        stories = Article.objects.filter(pk__in=keys[start : start + BATCH])
        tied += resolve_picks(stories.only("pk", "headline"))
    return tied


def _key(headline: str) -> str:
    return row_key(headline)
