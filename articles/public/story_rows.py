"""A story with all that its page draws, in one query: ties and links come as JSON beside the row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model, OuterRef, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import (
    Article,
    ArticleContributor,
    ArticleQuerySet,
    ArticleTopic,
    Contributor,
    Correction,
    Person,
    PersonMention,
    Topic,
)
from articles.prepared import Prepared
from articles.related.reading import with_links
from articles.subqueries import Rows
from media.models import Picture

Facts = Mapping[str, Any]
"""A JSON object, hence Any."""


def _with_ties(stories: ArticleQuerySet) -> ArticleQuerySet:
    story = OuterRef("pk")
    mentions = PersonMention.objects.filter(content_object=story).order_by("position", "pk")
    topics = ArticleTopic.objects.filter(article=story).order_by("position", "pk")
    makers = ArticleContributor.objects.filter(article=story).order_by("position", "pk")
    notes = Correction.objects.filter(article=story).order_by("-published_at", "-pk")
    person, maker = ("tag__name", "tag__slug", "tag__qualifier"), "contributor__"
    return stories.select_related("section", "source", "lead_picture").annotate(
        mention_rows=Rows(mentions, "tag_id", "role", "evidence", *person),
        topic_rows=Rows(topics, "topic_id", "topic__name", "topic__slug"),
        credit_rows=Rows(
            makers, "contributor_id", "role", f"{maker}name", f"{maker}slug", f"{maker}is_agency"
        ),
        correction_rows=Rows(notes, "pk", "kind", "text", "meaning_changed", "published_at"),
    )


@Prepared
def _stories(*, now: datetime, pk: int) -> ArticleQuerySet:
    public = Article.objects.published(now).filter(pk=pk).order_by()
    return with_links(_with_ties(public))


def story_at(pk: int, now: datetime) -> Article | None:
    """The public story with that id, as ArticleQuerySet.for_page() gives it; one query."""
    story: Any = _stories.first(now=now, pk=pk)  # Any: with rows beside
    if story is not None:
        _keep(story, "mentions", PersonMention, story.mention_rows, _mention)
        _keep(story, "topic_ties", ArticleTopic, story.topic_rows, _topic)
        _keep(story, "credits", ArticleContributor, story.credit_rows, _credit)
        _keep(story, "corrections", Correction, story.correction_rows, _correction)
    found: Article | None = story
    return found


@Prepared
def _pictures(*, ids: list[int]) -> QuerySet[Picture]:
    hidden = ("search_words", "from_file", "people_in_picture", "keywords", "instructions")
    return Picture.objects.filter(pk__in=ids).order_by().defer(*hidden)


def pictures_by_id(ids: Iterable[int]) -> dict[int, Picture]:
    """The pictures that a body names; one query, none for none."""
    return {picture.pk: picture for picture in _pictures(ids=sorted(ids))}


_EMPTY: dict[type[Model], QuerySet[Any, Any]] = {}


def _keep(
    story: Any,
    name: str,
    model: type[Model],
    rows: Iterable[Facts],
    make: Callable[[Facts], Model],
) -> None:
    """Puts rows where prefetch_related would, so that `story.name.all()` asks for nothing."""
    empty = _EMPTY.setdefault(model, model._default_manager.all())
    kept = empty._chain()  # type: ignore[attr-defined]
    kept._result_cache, kept._prefetch_done = [make(row) for row in rows], True
    if not hasattr(story, "_prefetched_objects_cache"):
        story._prefetched_objects_cache = {}
    story._prefetched_objects_cache[name] = kept


def _row(model: type[Model], **values: Any) -> Any:
    return model.from_db(None, list(values), list(values.values()))


def _mention(row: Facts) -> PersonMention:
    evidence = row["evidence"]
    mention = PersonMention(
        role=row["role"],
        evidence=json.loads(evidence) if isinstance(evidence, str) else evidence or {},
    )
    mention.tag = _row(
        Person,
        id=row["tag_id"],
        name=row["tag_name"],
        slug=row["tag_slug"],
        qualifier=row["tag_qualifier"],
    )
    return mention


def _topic(row: Facts) -> ArticleTopic:
    tie = ArticleTopic()
    tie.topic = _row(Topic, id=row["topic_id"], name=row["topic_name"], slug=row["topic_slug"])
    return tie


def _credit(row: Facts) -> ArticleContributor:
    credit = ArticleContributor(role=row["role"])
    credit.contributor = _row(
        Contributor,
        id=row["contributor_id"],
        name=row["contributor_name"],
        slug=row["contributor_slug"],
        is_agency=bool(row["contributor_is_agency"]),
    )
    return credit


def _correction(row: Facts) -> Correction:
    note: Correction = _row(
        Correction,
        id=row["pk"],
        kind=row["kind"],
        text=row["text"],
        meaning_changed=bool(row["meaning_changed"]),
        published_at=_moment(row["published_at"]),
    )
    return note


def _moment(text: str) -> datetime | None:
    """A database's own writing of a moment; without a zone it is UTC's."""
    moment = parse_datetime(text)
    return timezone.make_aware(moment, UTC) if moment and timezone.is_naive(moment) else moment
