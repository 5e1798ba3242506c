"""The number that moves whenever what the public sees changes, and the next change by the clock.

The number stands in the database, one row, so that every web machine sees the same one. Whoever
changes something that readers see calls `move()` inside the same transaction. The page cache
reads both through `now_fresh()`, which asks the database at most twice a second. While the
database is away the last number holds: nothing can change then; the shared cache tells it to
machines that had not read it yet.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.core.cache import DEFAULT_CACHE_ALIAS, cache, caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections, transaction
from django.db.models import F, Min

from articles import clock

ROW = 1
REMEMBERED = 0.5
"""Seconds that a process trusts what it read: a withdrawal shows within one second at the origin."""


REMEMBERED_AWAY = 1.0
"""Seconds until a database that did not answer is asked again; pages come from the cache meanwhile."""
TOLD = "freshness"
"""Under this name the newest number stands in the shared cache."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """What was read: the number, and the moment at which the clock alone changes a page."""

    number: int
    next_change: datetime | None
    read_at: float
    is_certain: bool = True
    """False while the database is away and the number is the last that anybody knew."""


_memory: dict[str, Fresh] = {}


def current(using: str = DEFAULT_DB_ALIAS) -> int:
    """The number now; 0 before anything was ever published. A replica may hold a lower one."""
    freshness = apps.get_model("articles", "Freshness")
    rows = freshness.objects.using(using).filter(pk=ROW)
    return rows.values_list("number", flat=True).first() or 0


def move() -> None:
    """Says that public pages may look different from now on."""
    freshness = apps.get_model("articles", "Freshness")
    if not freshness.objects.filter(pk=ROW).update(number=F("number") + 1):
        freshness.objects.get_or_create(pk=ROW, defaults={"number": 1})
    _memory.clear()
    if is_shared():
        transaction.on_commit(lambda: cache.set(TOLD, current(), None))


def is_shared() -> bool:
    """Whether other processes read the same cache."""
    return not isinstance(caches[DEFAULT_CACHE_ALIAS], LocMemCache)


def next_change(now: datetime) -> datetime | None:
    """The first moment after `now` at which a story, front, banner or pin comes or goes by the clock."""
    primary = DEFAULT_DB_ALIAS
    stories = apps.get_model("articles", "Article").objects.using(primary)
    story = stories.filter(visibility="public")
    banner = apps.get_model("articles", "Banner").objects.using(primary)
    moments = [
        story.filter(published_at__gt=now).aggregate(first=Min("published_at"))["first"],
        story.filter(embargo_until__gt=now).aggregate(first=Min("embargo_until"))["first"],
        banner.filter(starts_at__gt=now).aggregate(first=Min("starts_at"))["first"],
        banner.filter(ends_at__gt=now).aggregate(first=Min("ends_at"))["first"],
        apps.get_model("articles", "FrontEdition")
        .objects.using(primary)
        .filter(live_from__gt=now, is_live=True)
        .aggregate(first=Min("live_from"))["first"],
        apps.get_model("articles", "FrontSlot")
        .objects.using(primary)
        .filter(pinned_until__gt=now, edition__is_live=True)
        .aggregate(first=Min("pinned_until"))["first"],
    ]
    return min((moment for moment in moments if moment is not None), default=None)


def now_fresh() -> Fresh:
    """The number and the next change as this process last read them, half a second ago at most.

    Raises the database's error if it is away and nobody knows a number.
    """
    if (trusted := remembered()) is not None:
        return trusted
    kept = _memory.get("fresh")
    try:
        fresh = Fresh(current(), next_change(clock.now()), time.monotonic())
    except (DatabaseError, InterfaceError):
        if not connections[DEFAULT_DB_ALIAS].in_atomic_block:  # Django would close a caller's own
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
        last = _last_known(kept)
        if last is None:
            raise
        fresh = last
    _memory["fresh"] = fresh
    return fresh


def remembered() -> Fresh | None:
    """What this process read last, while it may trust it; asks no database."""
    kept = _memory.get("fresh")
    return kept if kept is not None and _holds(kept) else None


def _holds(kept: Fresh) -> bool:
    age = time.monotonic() - kept.read_at
    if not kept.is_certain:
        return age < REMEMBERED_AWAY
    return age < REMEMBERED and (kept.next_change is None or kept.next_change > clock.now())


def _last_known(kept: Fresh | None) -> Fresh | None:
    """The highest number that this process or the shared cache ever heard of."""
    told = cache.get(TOLD)
    numbers = [number for number in (kept.number if kept else None, told) if number is not None]
    if not numbers:
        return None
    due = kept.next_change if kept else None
    return Fresh(max(numbers), due, time.monotonic(), is_certain=False)


def lifetime(fresh: Fresh, now: datetime, longest: float) -> float:
    """Seconds that a page made now may be kept: never beyond the next change by the clock."""
    if fresh.next_change is None:
        return longest
    return max(0.0, min(longest, (fresh.next_change - now) / timedelta(seconds=1)))
