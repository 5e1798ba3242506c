"""Undoing what an account arranged above stories: fronts go back to what stood there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from articles import clock
from articles.models import Front, FrontEdition
from articles.publishing.editions import call_off, newest_edition, placings_of, save_front

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def undo_fronts(user: User, since: datetime, *, by: User | None) -> Iterator[str]:
    """What was done, in a line for each front; an arrangement that others made later stands."""
    theirs = Q(made_by=user, made_at__gte=since, is_live=True)
    for front in Front.objects.filter(pk__in=FrontEdition.objects.filter(theirs).values("front")):
        with transaction.atomic():
            Front.objects.select_for_update().get(pk=front.pk)
            done = _rearranged(front, theirs, by=by)
        if done:
            yield done


def _rearranged(front: Front, theirs: Q, *, by: User | None) -> str:
    now = clock.now()
    for edition in front.editions.filter(theirs, live_from__gt=now):
        call_off(edition, by=by, now=now)
    live = front.editions.filter(is_live=True, live_from__lte=now).order_by("-live_from", "-pk")
    showing = live.first()
    if showing is None or not live.filter(theirs, pk=showing.pk).exists():
        return ""
    earlier = live.exclude(theirs).first()
    newest = newest_edition(front)
    save_front(
        front,
        placings_of(earlier),
        by=by,
        base=newest.pk if newest else None,
        allow_repeats=bool(earlier and earlier.allow_repeats),
        live_from=now,
    )
    return (
        f"front “{front}”: as it stood before"
        if earlier
        else f"front “{front}”: the newest stories"
    )
