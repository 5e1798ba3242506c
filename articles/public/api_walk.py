"""A page of the API's list: which stories, in which order, and where the next page begins."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    Contributor,
    Person,
    PersonMention,
    Section,
    Topic,
)
from articles.years import YEARS


@dataclass(frozen=True, slots=True)
class Tie:
    """Where the ties of one kind stand: the owner's rows, the ties, and their two ends."""

    owners: Any  # a model with a slug
    ties: Any  # a model with story_published_at
    owner: str
    story: str


TIES = {
    "person": Tie(Person, PersonMention, "tag", "content_object"),
    "topic": Tie(Topic, ArticleTopic, "topic", "article"),
    "contributor": Tie(Contributor, ArticleContributor, "contributor", "article"),
}
FILTERS = ("section", *TIES)
"""The only names that filter: a request never names a field of ours."""


@dataclass(frozen=True, slots=True)
class Page:
    ids: list[int]
    next: str
    """The cursor of what follows; empty at the end."""


def page_of(asked: Mapping[str, str], now: datetime) -> Page:
    """`asked` holds slugs under FILTERS, `cursor` and `limit`; each page walks an index from its cursor.

    A filter that names nobody gives an empty page. Raises Http404 for a cursor that is not ours.
    """
    after = _cursor(asked["cursor"]) if asked.get("cursor") else None
    owners = _owners(asked)
    if owners is None:
        return Page([], "")
    limit = int(asked["limit"])
    if len(owners) == 1 and "section" not in owners:
        [(name, key)] = owners.items()
        rows = _along_ties(TIES[name], key, now, after, limit + 1)
    else:
        rows = _along_stories(owners, now, after, limit + 1)
    following = _as_cursor(rows[limit - 1]) if len(rows) > limit else ""
    return Page([pk for _moment, pk in rows[:limit]], following)


Row = tuple[datetime, int]


def _owners(asked: Mapping[str, str]) -> dict[str, int] | None:
    """Numbers for the slugs that were asked for; None if one of them names nobody."""
    owners: dict[str, int] = {}
    for name in FILTERS:
        slug = asked.get(name, "").replace("\0", "")[:200]
        if not slug:
            continue
        model: Any = Section if name == "section" else TIES[name].owners
        key = model.objects.filter(slug=slug).values_list("pk", flat=True).first()
        if key is None:
            return None
        owners[name] = key
    return owners


def _along_ties(tie: Tie, owner: int, now: datetime, after: Row | None, most: int) -> list[Row]:
    """A story comes once even if somebody is credited twice: then the page looks a little further."""
    rows = tie.ties.objects.filter(**{tie.owner: owner}, story_published_at__lte=now)
    if after:
        rows = rows.filter(_before("story_published_at", tie.story, after))
    ordered = rows.order_by("-story_published_at", f"-{tie.story}")
    found = ordered.values_list("story_published_at", tie.story)[: most * 2]
    return list(dict.fromkeys(found))[:most]


def _along_stories(
    owners: Mapping[str, int], now: datetime, after: Row | None, most: int
) -> list[Row]:
    stories: QuerySet[Article, Any] = Article.objects.published(now).newest_first()
    for name, key in owners.items():
        if name == "section":
            stories = stories.filter(section=key)
        else:
            tie = TIES[name]
            ties = tie.ties.objects.filter(**{tie.owner: key})
            stories = stories.filter(pk__in=ties.values(tie.story))
    if after:
        stories = stories.filter(_before("published_at", "pk", after))
    rows: Any = stories.values_list("published_at", "pk")[:most]
    return list(rows)


def _before(moment: str, pk: str, after: Row) -> Q:
    published_at, last = after
    earlier = Q(**{f"{moment}__lt": published_at})
    return Q(**{f"{moment}__lte": published_at}) & (earlier | Q(**{f"{pk}__lt": last}))


def _cursor(text: str) -> Row:
    try:
        moment, _, pk = base64.urlsafe_b64decode(text[:100].encode()).decode().partition("|")
        published_at, last = datetime.fromisoformat(moment), int(pk[:18])
    except (ValueError, binascii.Error) as error:
        raise Http404 from error
    if timezone.is_naive(published_at) or published_at.year not in YEARS:
        raise Http404
    return published_at, last


def _as_cursor(row: Sequence[Any]) -> str:
    moment, pk = row
    return base64.urlsafe_b64encode(f"{moment.isoformat()}|{pk}".encode()).decode()
