"""Who has a story open, and who gave way to whom. Advisory: nobody is ever kept from saving."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from articles.models import Article, Presence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

HERE = timedelta(seconds=30)
"""Somebody not heard of for so long has left; the browser speaks up every 8 seconds."""


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who has the story open."""

    name: str
    since: datetime
    gave_way: bool = False
    """Somebody else took the story over, and they read along."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What an editor is told: who else is here, and who took the story over from them."""

    others: list[Here] = field(default_factory=list)
    taken_by: str = ""
    taken_at: datetime | None = None


def heard_of(article: Article, user: User, now: datetime) -> Heard:
    """Notes that `user` has the story open. Who took it over and left has given it back."""
    mine, made = Presence.objects.get_or_create(
        article=article, user=user, defaults={"since": now, "seen_at": now}
    )
    others = _others(article, user, now)
    taker = next((row for row in others if row.user_id == mine.gave_way_to_id), None)
    if not made:
        back = now - mine.seen_at > HERE
        changed: dict[str, Any] = {"seen_at": now, **({"since": now} if back else {})}
        if mine.gave_way_to_id and (taker is None or back):
            taker, changed["gave_way_to"] = None, None
        Presence.objects.filter(pk=mine.pk).update(**changed)
    here = [Here(_called(row.user), row.since, _has_given_way(row, user, others)) for row in others]
    if taker is None:
        return Heard(here)
    return Heard(here, taken_by=_called(taker.user), taken_at=mine.gave_way_at)


def take_over(article: Article, user: User, now: datetime) -> None:
    """Asks all others who have the story open to read along; any of them may take it back."""
    rows = Presence.objects.filter(article=article)
    rows.exclude(user=user).update(gave_way_to=user, gave_way_at=now)
    rows.filter(user=user).update(gave_way_to=None)


def leave(article: Article, user: User) -> None:
    Presence.objects.filter(article=article, user=user).delete()


def editing_now(keys: Iterable[int], now: datetime) -> dict[int, str]:
    """Story -> who has it open, for lists: one query."""
    rows = Presence.objects.filter(article__in=list(keys), seen_at__gt=now - HERE)
    names: dict[int, list[str]] = {}
    for row in rows.select_related("user").order_by("since"):
        names.setdefault(row.article_id, []).append(_called(row.user))
    return {key: ", ".join(called) for key, called in names.items()}


def _others(article: Article, user: User, now: datetime) -> list[Presence]:
    rows = Presence.objects.filter(article=article, seen_at__gt=now - HERE).exclude(user=user)
    return list(rows.select_related("user"))


def _has_given_way(row: Presence, user: User, others: list[Presence]) -> bool:
    return row.gave_way_to_id in {user.pk, *(each.user_id for each in others)}


def _called(user: User) -> str:
    return user.get_short_name() or user.get_username()
