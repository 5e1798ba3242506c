"""The desk: what waits for this person, what is about to happen, what went out, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticleQuerySet, ImportItem, ItemAction, Placement, State
from articles.models.article import NOT_ON_CARDS
from articles.publishing.clock import away
from articles.publishing.pending import KEPT_BACK
from articles.publishing.policy import can, visible_to
from articles.templatetags.times import lasting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

SHOWN = 12
"""Stories of one list on the desk; the rest is a filter away."""


@dataclass(slots=True)
class Due:
    """A scheduled story and how many others go out within the same quarter of an hour."""

    article: Article
    goes_out: datetime
    until: str = ""
    is_today: bool = False
    clashes: int = 0


@dataclass(slots=True)
class Listed:
    """The first stories of one list, and what its heading says of all."""

    stories: list[Article] = field(default_factory=list)
    has_more: bool = False
    oldest: str = ""
    """How long the first one has waited, for a list in the order of waiting."""

    @property
    def in_words(self) -> str:
        number = _("more than %(n)s") if self.has_more else "%(n)s"
        counted = number % {"n": len(self.stories)}
        return (
            _("%(n)s, the oldest %(ago)s") % {"n": counted, "ago": self.oldest}
            if self.oldest
            else counted
        )


@dataclass(slots=True)
class Desk:
    """What the desk shows; every list is at most SHOWN rows."""

    mine: Listed = field(default_factory=Listed)
    waiting: Listed = field(default_factory=Listed)
    due: list[Due] = field(default_factory=list)
    live: Listed = field(default_factory=Listed)
    held: Listed = field(default_factory=Listed)
    held_updates: list[ImportItem] = field(default_factory=list)
    problems: Listed = field(default_factory=Listed)

    @property
    def due_today(self) -> int:
        return sum(one.is_today for one in self.due)


def desk_of(user: User | AnonymousUser, *, now: datetime | None = None) -> Desk:
    """One person's desk at `now`; nine queries whatever the archive holds."""
    now = now or timezone.now()
    seen = visible_to(user, Article.objects.all()).for_cards()
    waiting = listed(seen.filter(state=State.IN_REVIEW).order_by("saved_at"))
    if waiting.stories:
        waiting.oldest = lasting(waiting.stories[0].saved_at, now)
    desk = Desk(
        mine=listed(_mine(user, seen)),
        waiting=waiting,
        due=clashing(list(_scheduled(seen, now)), now),
        live=listed(_live(seen, now)),
        held=listed(_held(seen)),
    )
    if can(user, "publish") or can(user, "caption"):
        desk.problems = listed(_faulty(seen, now))
        for article in desk.problems.stories:
            article.faults = _faults_of(article)  # type: ignore[attr-defined]
        _tell_kept_back(desk.problems, seen.published(now))
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


def listed(stories: ArticleQuerySet) -> Listed:
    """The first of them; one row more is read to know whether there are more."""
    found = list(stories[: SHOWN + 1])
    return Listed(found[:SHOWN], has_more=len(found) > SHOWN)


def _mine(user: User | AnonymousUser, seen: ArticleQuerySet) -> ArticleQuerySet:
    return seen.filter(
        created_by=user.pk, state__in=[State.DRAFT, State.IN_PROGRESS, State.IN_REVIEW]
    ).order_by("-saved_at")


def _held(seen: ArticleQuerySet) -> ArticleQuerySet:
    """With the reasons, an editor's and an import's, which a card leaves out."""
    left_out = [name for name in NOT_ON_CARDS if name not in ("state_reason", "hold_reasons")]
    return seen.filter(state=State.HELD).order_by("-saved_at").defer(None).defer(*left_out)


def _scheduled(seen: ArticleQuerySet, now: datetime) -> ArticleQuerySet:
    return seen.filter(
        Q(published_at__gt=now) | Q(embargo_until__gt=now), visibility="public"
    ).order_by("published_at")[:SHOWN]


def _live(seen: ArticleQuerySet, now: datetime) -> ArticleQuerySet:
    return seen.published(now).filter(published_at__gt=now - timedelta(days=1)).newest_first()


NO_ALT = Q(alt="", picture__alt="", decorative=False)
NO_CREDIT = Q(picture__credit="", picture__creator="")


def _faulty(seen: ArticleQuerySet, now: datetime) -> ArticleQuerySet:
    """Live stories of the last 30 days whose pictures lack a credit or an alternative text."""
    rows = Placement.objects.filter(article=OuterRef("pk"), picture__isnull=False)
    recent = seen.published(now).filter(published_at__gt=now - timedelta(days=30))
    faulty = recent.filter(Exists(rows.filter(NO_ALT | NO_CREDIT))).newest_first()
    return faulty.annotate(
        lacks_alt=Exists(rows.filter(NO_ALT)), lacks_credit=Exists(rows.filter(NO_CREDIT))
    )


def _tell_kept_back(problems: Listed, live: ArticleQuerySet) -> None:
    """First those with a change that was due and would have broken them; few wait at any time."""
    stories = list(live.filter(pending__isnull=False, pending__has_key=KEPT_BACK)[:SHOWN])
    also = {article.pk: article.faults for article in problems.stories}  # type: ignore[attr-defined]
    for article in stories:
        told = [_("a change that was due is kept back"), also.pop(article.pk, "")]
        article.faults = "; ".join(filter(None, told))  # type: ignore[attr-defined]
    problems.stories = [*stories, *(each for each in problems.stories if each.pk in also)]


def _faults_of(article: Article) -> str:
    missing = {_("a credit"): "lacks_credit", _("an alternative text"): "lacks_alt"}
    named = [word for word, name in missing.items() if getattr(article, name)]
    return _("lacks %(what)s") % {"what": _(" and ").join(named)}


def clashing(stories: list[Article], now: datetime) -> list[Due]:
    """The stories by the time they go out, each with the number that goes out beside it."""
    today = timezone.localdate(now)
    due = [
        Due(
            article,
            article.public_from,
            until=away(article.public_from - now),
            is_today=timezone.localdate(article.public_from) == today,
        )
        for article in stories
        if article.public_from is not None
    ]
    due.sort(key=lambda one: one.goes_out)
    for one in due:
        one.clashes = (
            sum(abs(one.goes_out - other.goes_out) < timedelta(minutes=15) for other in due) - 1
        )
    return due
