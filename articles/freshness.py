"""The number that moves whenever what the public sees changes, and the next change by the clock.

The number stands in the database, one row, so that every web machine sees the same one. Whoever
changes something that readers see calls `move()` inside the same transaction. The page cache
reads both through `now_fresh()`, which asks the database at most twice a second.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import F, Min
from django.utils import timezone

ROW = 1
REMEMBERED = 0.5
"""Seconds that a process trusts what it read: a withdrawal shows within one second at the origin."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """What was read: the number, and the moment at which the clock alone changes a page."""

    number: int
    next_change: datetime | None
    read_at: float


_memory: dict[str, Fresh] = {}


def current() -> int:
    """The number now; 0 before anything was ever published."""
    freshness = apps.get_model("articles", "Freshness")
    return freshness.objects.filter(pk=ROW).values_list("number", flat=True).first() or 0


def move() -> None:
    """Says that public pages may look different from now on."""
    freshness = apps.get_model("articles", "Freshness")
    if not freshness.objects.filter(pk=ROW).update(number=F("number") + 1):
        freshness.objects.get_or_create(pk=ROW, defaults={"number": 1})
    _memory.clear()


def next_change(now: datetime) -> datetime | None:
    """The first moment after `now` at which a story, front, banner or pin comes or goes by the clock."""
    story = apps.get_model("articles", "Article").objects.filter(visibility="public")
    banner = apps.get_model("articles", "Banner").objects
    moments = [
        story.filter(published_at__gt=now).aggregate(first=Min("published_at"))["first"],
        story.filter(embargo_until__gt=now).aggregate(first=Min("embargo_until"))["first"],
        banner.filter(starts_at__gt=now).aggregate(first=Min("starts_at"))["first"],
        banner.filter(ends_at__gt=now).aggregate(first=Min("ends_at"))["first"],
        apps.get_model("articles", "FrontEdition")
        .objects.filter(live_from__gt=now, is_live=True)
        .aggregate(first=Min("live_from"))["first"],
        apps.get_model("articles", "FrontSlot")
        .objects.filter(pinned_until__gt=now, edition__is_live=True)
        .aggregate(first=Min("pinned_until"))["first"],
    ]
    return min((moment for moment in moments if moment is not None), default=None)


def now_fresh() -> Fresh:
    """The number and the next change as this process last read them, half a second ago at most."""
    kept = _memory.get("fresh")
    now = timezone.now()
    if (
        kept is not None
        and time.monotonic() - kept.read_at < REMEMBERED
        and (kept.next_change is None or kept.next_change > now)
    ):
        return kept
    fresh = Fresh(current(), next_change(now), time.monotonic())
    _memory["fresh"] = fresh
    return fresh


def lifetime(fresh: Fresh, now: datetime, longest: float) -> float:
    """Seconds that a page made now may be kept: never beyond the next change by the clock."""
    if fresh.next_change is None:
        return longest
    return max(0.0, min(longest, (fresh.next_change - now) / timedelta(seconds=1)))
