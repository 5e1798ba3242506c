"""What somebody has typed and not saved, and who has a story open; neither ever touches the story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Draft, Presence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

HERE = timedelta(seconds=30)
"""Somebody not heard of for so long has left; the browser speaks up every 8 seconds."""


def keep_draft(
    article: Article | None, user: User, *, base_version: int, form: dict[str, Any]
) -> datetime:
    """Keeps the unsaved form, one per story and editor; the time under which it is kept."""
    now = timezone.now()
    values = {"base_version": base_version, "form": form, "saved_at": now}
    with transaction.atomic():
        mine = Draft.objects.filter(article=article, user=user)
        if mine.update(**values):
            return now
        try:
            with transaction.atomic():
                Draft.objects.create(
                    article=article, user=user, base_version=base_version, form=form
                )
        except IntegrityError:  # another tab came first
            mine.update(**values)
    return now


def draft_of(article: Article | None, user: User) -> Draft | None:
    return Draft.objects.filter(article=article, user=user).first()


def forget_draft(article: Article | None, user: User) -> None:
    """After a save, or when the editor throws it away."""
    Draft.objects.filter(article=article, user=user).delete()


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who has the story open."""

    name: str
    since: datetime


def heard_of(article: Article, user: User, now: datetime) -> list[Here]:
    """Notes that `user` has the story open; answers with the others who have."""
    mine = Presence.objects.filter(article=article, user=user)
    last = mine.values_list("seen_at", flat=True).first()
    if last is None:
        Presence.objects.get_or_create(
            article=article, user=user, defaults={"since": now, "seen_at": now}
        )
    else:
        since = {"since": now} if now - last > HERE else {}
        mine.update(seen_at=now, **since)
    return others_in(article, user, now)


def others_in(article: Article, user: User, now: datetime) -> list[Here]:
    rows = Presence.objects.filter(article=article, seen_at__gt=now - HERE).exclude(user=user)
    return [Here(_called(row.user), row.since) for row in rows.select_related("user")]


def leave(article: Article, user: User) -> None:
    Presence.objects.filter(article=article, user=user).delete()


def editing_now(keys: Iterable[int], now: datetime) -> dict[int, str]:
    """Story -> who has it open, for lists: one query."""
    rows = Presence.objects.filter(article__in=list(keys), seen_at__gt=now - HERE)
    names: dict[int, list[str]] = {}
    for row in rows.select_related("user").order_by("since"):
        names.setdefault(row.article_id, []).append(_called(row.user))
    return {key: ", ".join(called) for key, called in names.items()}


def _called(user: User) -> str:
    return user.get_short_name() or user.get_username()
