"""What a reader asks of the search: words and filters, read from the address and turned into stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

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
from articles.people.fold import row_key
from articles.public.walks import PlainWalk, Walk
from articles.search import LONGEST, Matches, Narrowed, parse, search
from articles.search.ties import contributor_token, person_token, section_token, topic_token
from articles.years import YEARS

ORDERS = ("relevance", "newest")
NAMESAKES = 5
NAMES = {"section": 60, "person": 100, "topic": 120, "contributor": 120}
"""Filters by what a story is tied to, and the longest value that is read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for; a value that makes no sense is left out."""

    words: str = ""
    section: str = ""
    person: str = ""
    topic: str = ""
    contributor: str = ""
    since: date | None = None
    until: date | None = None
    order: str = "relevance"

    def __bool__(self) -> bool:
        return bool(self.words or self.is_narrowed)

    @property
    def is_narrowed(self) -> bool:
        return any((self.since, self.until, *(getattr(self, name) for name in NAMES)))

    @property
    def is_filtered(self) -> bool:
        return self.is_narrowed or self.order != ORDERS[0]

    def query(self) -> str:
        """What stands before a page number in a link."""
        return f"{self.address()}&" if self else ""

    def address(self, **changes: Any) -> str:
        """The query of the same search with these changes; values of fields, hence Any."""
        changed = replace(self, **changes)
        given = {
            "q": changed.words,
            **{name: getattr(changed, name) for name in NAMES},
            "from": changed.since or "",
            "to": changed.until or "",
            "order": changed.order if changed.order != ORDERS[0] else "",
        }
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(slots=True)
class Found:
    """Ids in order, or a walk where no word was asked; and what was ranked, for facets."""

    ids: Sequence[int] | Walk
    matches: Matches = field(default_factory=Matches)


def asked_for(given: QueryDict) -> Asked:
    order = given.get("order", "")
    named = {
        name: " ".join(given.get(name, "").replace("\0", "")[:longest].split())
        for name, longest in NAMES.items()
    }
    return Asked(
        words=" ".join(given.get("q", "").replace("\0", "")[:LONGEST].split()),
        since=_date(given.get("from", "")),
        until=_date(given.get("to", "")),
        order=order if order in ORDERS else ORDERS[0],
        **named,
    )


def found_for(asked: Asked, now: datetime) -> Found:
    """The public stories that hold the words and pass the filters."""
    stories, narrowed = _filtered(Article.objects.published(now), asked)
    query = parse(asked.words)
    if asked.words and not query:
        return Found([])
    if not query and not narrowed:
        return Found(PlainWalk(stories))
    matches = search(query, stories, narrowed=narrowed, newest_first=asked.order == "newest")
    return Found(matches.ids, matches)


def _filtered(public: ArticleQuerySet, asked: Asked) -> tuple[ArticleQuerySet, Narrowed]:
    """The exact filters, and the same for the index; a name that nobody has finds nothing."""
    stories, narrowed = public, Narrowed()
    since, until = _midnight(asked.since), _midnight(asked.until, days=1)
    if since:
        stories = stories.filter(published_at__gte=since)
    if until:
        stories = stories.filter(published_at__lt=until)
    if asked.section:
        keys = _keys(Section.objects.filter(slug=asked.section))
        stories = stories.filter(section__in=keys)
        narrowed = narrowed.to(*map(section_token, keys))
    if asked.person:
        keys = _named(Person, asked.person)
        stories = stories.filter(
            pk__in=PersonMention.objects.filter(tag__in=keys).values("content_object")
        )
        narrowed = narrowed.to(*map(person_token, keys))
    if asked.topic:
        keys = _named(Topic, asked.topic)
        stories = stories.filter(
            pk__in=ArticleTopic.objects.filter(topic__in=keys).values("article")
        )
        narrowed = narrowed.to(*map(topic_token, keys))
    if asked.contributor:
        keys = _named(Contributor, asked.contributor)
        stories = stories.filter(
            pk__in=ArticleContributor.objects.filter(contributor__in=keys).values("article")
        )
        narrowed = narrowed.to(*map(contributor_token, keys))
    if narrowed or asked.words:
        narrowed = narrowed.between(since, until)
    return stories, narrowed


def _named(model: Any, value: str) -> list[int]:
    """Rows of a directory by their address or their name (Any: three models of one shape)."""
    return _keys(model.objects.filter(Q(slug=value) | Q(name_key=row_key(value))))


def _keys(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:NAMESAKES])


def _date(text: str) -> date | None:
    try:
        when = parse_date(text)
    except ValueError:
        return None
    return when if when and when.year in YEARS else None


def _midnight(when: date | None, days: int = 0) -> datetime | None:
    if when is None:
        return None
    return timezone.make_aware(datetime.combine(when + timedelta(days=days), time.min))
