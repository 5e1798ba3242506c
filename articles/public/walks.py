"""Walks along an index: the ids of a list's stories a page at a time, counted up to 10,000."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import (
    Article,
    ArticleContributor,
    ArticleQuerySet,
    ArticleTopic,
    Contributor,
    Person,
    PersonMention,
    Section,
    Topic,
)
from articles.prepared import Prepared
from articles.public.tallies import tally

FARTHEST = 10_000
"""Stories that a list leads to by page numbers; older ones are in the archive by date. Walking
so many entries of an index costs half a millisecond, whatever the number of stories."""


class Walk(Protocol):
    """What a Paginator needs."""

    def count(self) -> int: ...
    def __getitem__(self, wanted: slice) -> list[int]: ...


class IndexWalk:
    """Ids by a prepared query, which takes where to begin and where to end by position."""

    def __init__(self, query: Prepared[int], name: str, **values: Any) -> None:
        """`name` tells this walk from all others; counts are kept by it."""
        self.query, self.name, self.values = query, name, values
        self.counted: int | None = None

    def count(self) -> int:
        """Counted once; that there is all that page numbers lead to is kept for a minute."""
        if self.counted is None:
            kept = tally(f"walk:{self.name}", self._count, large=FARTHEST)
            self.counted = kept["stories"]
        return self.counted

    def _count(self) -> dict[str, int]:
        return {"stories": self.query.count(0, FARTHEST, **self.values)}

    def __getitem__(self, wanted: slice) -> list[int]:
        start, stop = wanted.start or 0, min(wanted.stop, FARTHEST)
        return self.query(start, stop, **self.values) if start < stop else []


class PlainWalk:
    """Ids of any stories; for lists that few ask for."""

    def __init__(self, stories: ArticleQuerySet) -> None:
        self.ids = stories.newest_first().values_list("pk", flat=True)

    def count(self) -> int:
        return self.ids[:FARTHEST].count()

    def __getitem__(self, wanted: slice) -> list[int]:
        return list(self.ids[wanted.start : min(wanted.stop, FARTHEST)])


@Prepared
def _all(start: int, stop: int, *, now: datetime) -> QuerySet[Article, int]:
    public = Article.objects.published(now).newest_first()
    return public.values_list("pk", flat=True)[start:stop]


@Prepared
def _of_section(start: int, stop: int, *, now: datetime, section: int) -> QuerySet[Article, int]:
    public = Article.objects.published(now).filter(section=section).newest_first()
    return public.values_list("pk", flat=True)[start:stop]


def _ties(model: Any, owner: str, story: str, *, once: bool = True) -> Prepared[int]:
    """The stories of a person, topic or contributor: its ties know when each became public."""

    def build(start: int, stop: int, *, now: datetime, owned_by: int) -> QuerySet[Any, int]:
        ties = model.objects.filter(**{owner: owned_by}, story_published_at__lte=now)
        newest = ties.order_by("-story_published_at", f"-{story}")
        ids = newest.values_list(story, flat=True)
        chosen: QuerySet[Any, int] = (ids if once else ids.distinct())[start:stop]
        return chosen

    return Prepared(build)


_of_person = _ties(PersonMention, "tag", "content_object")
_of_topic = _ties(ArticleTopic, "topic", "article")
_of_contributor = _ties(ArticleContributor, "contributor", "article", once=False)


def everything(now: datetime) -> Walk:
    return IndexWalk(_all, "all", now=now)


def in_section(section: Section, now: datetime) -> Walk:
    return IndexWalk(_of_section, f"section:{section.pk}", now=now, section=section.pk)


def of_person(person: Person, now: datetime) -> Walk:
    """A story stands in it from the moment it is public; the door is asked when cards are read."""
    return IndexWalk(_of_person, f"person:{person.pk}", now=now, owned_by=person.pk)


def year_of(year: int) -> tuple[datetime, datetime]:
    """The first moment of a year in the site's zone, and the first of the next."""
    return timezone.make_aware(datetime(year, 1, 1)), timezone.make_aware(datetime(year + 1, 1, 1))


@Prepared
def _of_person_in(
    start: int, stop: int, *, now: datetime, owned_by: int, begin: datetime, end: datetime
) -> QuerySet[PersonMention, int]:
    ties = PersonMention.objects.filter(tag=owned_by, story_published_at__lte=now)
    year = ties.filter(story_published_at__gte=begin, story_published_at__lt=end)
    newest = year.order_by("-story_published_at", "-content_object")
    return newest.values_list("content_object", flat=True)[start:stop]


def of_person_in(person: Person, year: int, now: datetime) -> Walk:
    begin, end = year_of(year)
    name = f"person:{person.pk}:{year}"
    return IndexWalk(_of_person_in, name, now=now, owned_by=person.pk, begin=begin, end=end)


@Prepared
def _of_contributor_in(
    start: int, stop: int, *, now: datetime, owned_by: int, begin: datetime, end: datetime
) -> QuerySet[ArticleContributor, int]:
    ties = ArticleContributor.objects.filter(contributor=owned_by, story_published_at__lte=now)
    year = ties.filter(story_published_at__gte=begin, story_published_at__lt=end)
    newest = year.order_by("-story_published_at", "-article")
    return newest.values_list("article", flat=True).distinct()[start:stop]


def of_contributor_in(contributor: Contributor, year: int, now: datetime) -> Walk:
    begin, end = year_of(year)
    name = f"contributor:{contributor.pk}:{year}"
    return IndexWalk(
        _of_contributor_in, name, now=now, owned_by=contributor.pk, begin=begin, end=end
    )


def of_topic(topic: Topic, now: datetime) -> Walk:
    return IndexWalk(_of_topic, f"topic:{topic.pk}", now=now, owned_by=topic.pk)


def of_contributor(contributor: Contributor, now: datetime) -> Walk:
    return IndexWalk(
        _of_contributor, f"contributor:{contributor.pk}", now=now, owned_by=contributor.pk
    )
