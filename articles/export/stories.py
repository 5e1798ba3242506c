"""Stories with everything that exports say of them, in batches of a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.models import (
    Article,
    ArticleQuerySet,
    ImportItem,
    PersonMention,
    RelatedPick,
)
from articles.publishing.facts import Parts, story_facts
from media.models import Picture

BATCH = 200


def exported(stories: ArticleQuerySet) -> Iterator[dict[str, Any]]:
    """Each story as story_facts gives it, in the order of their ids; memory stays flat."""
    last = 0
    while batch := list(
        stories.filter(pk__gt=last)
        .select_related("section", "source")
        .prefetch_related("topic_ties__topic", "credits__contributor", "corrections")
        .order_by("pk")[:BATCH]
    ):
        yield from _batch(batch)
        last = batch[-1].pk


def _batch(stories: list[Article]) -> Iterator[dict[str, Any]]:
    keys = [story.pk for story in stories]
    people: dict[int, list[dict[str, Any]]] = {key: [] for key in keys}
    for tie in PersonMention.objects.filter(content_object__in=keys).select_related("tag"):
        people[tie.content_object_id].append(
            {
                "name": tie.tag.name,
                "role": tie.role,
                "aliases_seen": tie.evidence.get("names", []),
            }
        )
    picks: dict[int, list[dict[str, Any]]] = {key: [] for key in keys}
    for pick in RelatedPick.objects.filter(article__in=keys).select_related("target__section"):
        picks[pick.article_id].append(
            {
                "headline": pick.target.headline if pick.target else pick.headline,
                "teaser": pick.teaser,
                "url": pick.url,
                "article": pick.target_id,
            }
        )
    told: dict[int, ImportItem] = {}
    for row in (
        ImportItem.objects.filter(article__in=keys)
        .exclude(action__in=["unchanged", "published"])
        .only("article_id", "cleaning", "missing")
        .order_by("pk")
    ):
        if row.article_id is not None:
            told[row.article_id] = row
    pictures = Picture.objects.filter(placements__article__in=keys).distinct().in_bulk()
    for story in stories:
        item = told.get(story.pk)
        yield story_facts(
            story,
            Parts(
                contributors=[
                    {"name": tie.contributor.name, "role": tie.role} for tie in story.credits.all()
                ],
                topics=[tie.topic.name for tie in story.topic_ties.all()],
                people=people[story.pk],
                related=picks[story.pk],
                corrections=[
                    {
                        "kind": note.kind,
                        "text": note.text,
                        "published_at": note.published_at.isoformat(),
                    }
                    for note in story.corrections.all()
                ],
                pictures=pictures,
                missing=item.missing if item else [],
                cleaning=item.cleaning if item else [],
            ),
        )
