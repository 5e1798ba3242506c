"""Who may see a picture: everybody once a public story, or a person or contributor of one, shows it, staff before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from articles import clock, freshness
from articles.models import (
    Article,
    ArticleContributor,
    Contributor,
    FrontSlot,
    Person,
    PersonMention,
    Placement,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def may_see(
    picture_ids: Iterable[int], now: datetime, user: User | AnonymousUser | None = None
) -> bool:
    """Whether every one of the pictures may be shown to `user` at `now`; media asks before it serves."""
    wanted = set(picture_ids)
    if user is not None and user.is_active and user.has_perm("media.view_picture"):
        return True
    return not (wanted - public_pictures(wanted, now))


def gate(picture_ids: Iterable[int], now: datetime, user: User | AnonymousUser) -> bool:
    """`may_see` for media, which knows this machine's clock alone."""
    return may_see(picture_ids, clock.corrected(now), user)


def changed(picture_ids: Iterable[int]) -> None:
    """Pages that show a picture look different now; media says so in the same transaction."""
    freshness.move()


def public_pictures(picture_ids: set[int], now: datetime) -> set[int]:
    """Those of the pictures that something public shows at `now`."""
    public = Article.objects.published(now)
    seen: set[int | None] = set(
        Placement.objects.filter(picture__in=picture_ids, article__in=public).values_list(
            "picture_id", flat=True
        )
    )
    if picture_ids - seen:
        seen |= set(
            Person.objects.filter(
                Exists(
                    PersonMention.objects.filter(tag=OuterRef("pk"), story_published_at__lte=now)
                ),
                portrait__in=picture_ids,
            ).values_list("portrait_id", flat=True)
        )
        seen |= set(
            Contributor.objects.filter(
                Exists(
                    ArticleContributor.objects.filter(
                        contributor=OuterRef("pk"), story_published_at__lte=now
                    )
                ),
                photo__in=picture_ids,
            ).values_list("photo_id", flat=True)
        )
        seen |= set(
            FrontSlot.objects.filter(
                picture__in=picture_ids,
                article__in=public,
                edition__is_live=True,
                edition__live_from__lte=now,
            ).values_list("picture_id", flat=True)
        )
    return {picture for picture in seen if picture is not None}
