"""What the checks look at, read for one story; articles.publishing.checking reads it for many."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Subquery

from articles.body.document import walk
from articles.models import Article, Comment, Placement
from articles.publishing.snapshots import ties_and_names
from articles.publishing.standing import Standing, tied_of
from media.models import Picture


@dataclass(slots=True)
class Facts:
    """Everything that the checks look at, loaded once for any number of stories."""

    article: Article
    now: datetime
    goes_out: datetime | None = None
    """When readers shall see it; None: now."""
    placements: list[Placement] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    hidden_picks: list[str] = field(default_factory=list)
    dead_links: list[str] = field(default_factory=list)
    same_headline: bool = False
    has_picks: bool = False
    open_comments: list[str] = field(default_factory=list)

    @property
    def pictures(self) -> list[tuple[Placement, Picture]]:
        return [(row, row.picture) for row in self.placements if row.picture is not None]


def load_facts(article: Article, *, now: datetime, standing: Standing | None = None) -> Facts:
    """The facts of a saved story; `standing` is what the caller read of it under the lock."""
    if standing is None:
        standing = Standing(article, *ties_and_names(article))
    picks = standing.ties.picks or []
    links = internal_links(article)
    targets = {pick.target for pick in picks if pick.target is not None}
    others = public_others(article, targets | links.keys(), now=now)
    return Facts(
        article=article,
        now=now,
        placements=_placements(article, standing),
        people=[*tied_of(standing.ties, standing.names).people.values()],
        hidden_picks=_hidden(targets - others.keys()),
        dead_links=dead_links(article, links, others),
        same_headline=is_told_twice(article, others),
        has_picks=bool(picks),
        open_comments=list(
            Comment.objects.filter(article=article, resolved_at=None).values_list("text", flat=True)
        ),
    )


def _hidden(targets: Collection[int]) -> list[str]:
    if not targets:
        return []
    return list(Article.objects.filter(pk__in=targets).values_list("headline", flat=True))


def _placements(article: Article, standing: Standing) -> list[Placement]:
    if standing.placements is not None:
        return standing.placements
    return list(Placement.objects.filter(article=article).select_related("picture"))


def public_others(article: Article, wanted: Iterable[int], *, now: datetime) -> dict[int, str]:
    """Which of the `wanted` readers see, and one that has the same headline: number to headline.

    One query, however many stories have that headline.
    """
    public = Article.objects.published(now)
    same = public.filter(headline=article.headline).exclude(pk=article.pk).order_by()
    keys: list[Any] = [*wanted]
    if article.headline:
        keys.append(Subquery(same.values("pk")[:1]))
    rows = public.filter(pk__in=keys) if keys else public.none()
    return dict(rows.order_by().values_list("pk", "headline"))


def is_told_twice(article: Article, others: Mapping[int, str]) -> bool:
    """Whether one of the `public_others` has the story's headline."""
    return bool(article.headline) and any(
        headline == article.headline for pk, headline in others.items() if pk != article.pk
    )


def dead_links(article: Article, links: Mapping[int, str], others: Collection[int]) -> list[str]:
    """The paths in the body to stories of ours that readers cannot see; its own it may name."""
    return [path for key, path in links.items() if key not in others and key != article.pk]


STORY_PATH = re.compile(r"^/[^/]+/[^/]*-(\d+)$")


def internal_links(article: Article) -> dict[int, str]:
    """The stories of ours that the body links to: number to the path that stands there."""
    return {
        int(match[1]): path
        for path in _links(article)
        if (match := STORY_PATH.match(path)) is not None
    }


def _links(article: Article) -> Iterator[str]:
    for block, _place in walk(article.body):
        for run in block.get("content", []):
            for mark in run.get("marks", []):
                if mark["type"] == "link":
                    yield mark["attrs"]["href"]
