"""The desk: what waits for this person, what is about to happen, what went out, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from articles.models import Article, ArticleQuerySet, ImportItem, ItemAction, Placement, State
from articles.publishing.policy import can, visible_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

SHOWN = 12
"""Stories of one list on the desk; the rest is a filter away."""


@dataclass(slots=True)
class Due:
    """A scheduled story and how many others go out within the same quarter of an hour."""

    article: Article
    goes_out: datetime
    clashes: int = 0


@dataclass(slots=True)
class Desk:
    """What the desk shows; every list is at most SHOWN rows."""

    mine: list[Article] = field(default_factory=list)
    waiting: list[Article] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    live: list[Article] = field(default_factory=list)
    held: list[Article] = field(default_factory=list)
    held_updates: list[ImportItem] = field(default_factory=list)
    problems: list[Article] = field(default_factory=list)


def desk_of(user: User | AnonymousUser, *, now: datetime | None = None) -> Desk:
    """One person's desk at `now`; eight queries whatever the archive holds."""
    now = now or timezone.now()
    seen = visible_to(user, Article.objects.all()).for_cards()
    desk = Desk(
        mine=list(_mine(user, seen)),
        waiting=list(seen.filter(state=State.IN_REVIEW).order_by("saved_at")[:SHOWN]),
        due=clashing(list(_scheduled(seen, now))),
        live=list(_live(seen, now)),
        held=list(seen.filter(state=State.HELD).order_by("-saved_at")[:SHOWN]),
    )
    if can(user, "publish") or can(user, "caption"):
        desk.problems = list(_faulty(seen, now))
    if can(user, "import"):
        desk.held_updates = list(
            ImportItem.objects.filter(
                action=ItemAction.HELD, decision__isnull=True, article__import_run__lt=F("run")
            )
            .select_related("article")
            .defer("original", "before", "cleaning")
            .order_by("-pk")[:SHOWN]
        )
    return desk


def _mine(user: User | AnonymousUser, seen: ArticleQuerySet) -> ArticleQuerySet:
    return seen.filter(
        created_by=user.pk, state__in=[State.DRAFT, State.IN_PROGRESS, State.IN_REVIEW]
    ).order_by("-saved_at")[:SHOWN]


def _scheduled(seen: ArticleQuerySet, now: datetime) -> ArticleQuerySet:
    return seen.filter(
        Q(published_at__gt=now) | Q(embargo_until__gt=now), visibility="public"
    ).order_by("published_at")[:SHOWN]


def _live(seen: ArticleQuerySet, now: datetime) -> ArticleQuerySet:
    return (
        seen.published(now).filter(published_at__gt=now - timedelta(days=1)).newest_first()[:SHOWN]
    )


def _faulty(seen: ArticleQuerySet, now: datetime) -> ArticleQuerySet:
    """Live stories of the last 30 days whose pictures lack a credit or an alternative text."""
    rows = Placement.objects.filter(article=OuterRef("pk"), picture__isnull=False).filter(
        Q(alt="", picture__alt="", decorative=False) | Q(picture__credit="", picture__creator="")
    )
    recent = seen.published(now).filter(published_at__gt=now - timedelta(days=30))
    return recent.filter(Exists(rows)).newest_first()[:SHOWN]


def clashing(stories: list[Article]) -> list[Due]:
    """The stories by the time they go out, each with the number that goes out beside it."""
    due = [
        Due(article, article.public_from) for article in stories if article.public_from is not None
    ]
    due.sort(key=lambda one: one.goes_out)
    for one in due:
        one.clashes = (
            sum(abs(one.goes_out - other.goes_out) < timedelta(minutes=15) for other in due) - 1
        )
    return due
