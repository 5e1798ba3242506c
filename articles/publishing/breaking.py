"""Breaking news: nothing stands above every page before somebody confirms it, and all of it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from articles import clock, freshness
from articles.models import Banner
from articles.publishing.audit import record
from articles.publishing.row_columns import changed, stand_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LASTS = timedelta(hours=2)
"""What is proposed; nobody has to remember to take it down."""
LONGEST = timedelta(hours=24)


def may_confirm(user: User) -> bool:
    """Whoever may publish a story may put its news above every page."""
    return user.is_active and user.has_perm("articles.publish_article")


def confirm(banner: Banner, *, by: User) -> None:
    """From its time on the banner stands above every page."""
    with transaction.atomic():
        before = stand_of(banner)
        banner.confirmed_by = by
        banner.save(update_fields=["confirmed_by"])
        until = {"until": banner.ends_at.isoformat()}
        record("breaking", banner, by=by, after=until, kept=changed(before, stand_of(banner)))
        freshness.move()


def change(banner: Banner) -> None:
    """Saves new words or times; they wait to be confirmed anew."""
    with transaction.atomic():
        banner.confirmed_by = None
        banner.save()
        freshness.move()


def end(banner: Banner, *, by: User | None, now: datetime | None = None) -> bool:
    """Takes it down at once; False if it has ended already."""
    now = now or clock.now()
    if banner.ends_at <= now:
        return False
    with transaction.atomic():
        before = stand_of(banner)
        banner.starts_at = min(banner.starts_at, now - timedelta(seconds=1))
        banner.ends_at = now
        banner.save(update_fields=["starts_at", "ends_at"])
        record("breaking ended", banner, by=by, kept=changed(before, stand_of(banner)))
        freshness.move()
    return True
