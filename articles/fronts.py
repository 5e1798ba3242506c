"""Reading of a front: what editors placed on it, as far as readers may see it now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from articles.models import Article, Banner, FrontEdition, FrontSlot, Section
from articles.prepared import Prepared

LEAD_LASTS = timedelta(hours=24)
"""A lead without a pin gives way to newer stories after a day."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place with its story, and how the story looks there; empty words mean the story's own."""

    position: int
    article: int
    headline: str = ""
    kicker: str = ""
    picture: int | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What editors placed on a front, in order; without slots the newest fill all of it."""

    slots: tuple[Slot, ...] = ()
    allow_repeats: bool = False


@Prepared
def _slots(section: int | None, *, now: datetime) -> QuerySet[FrontSlot]:
    live = _live(section, now).values("pk")[:1]
    slots = FrontSlot.objects.filter(edition=Subquery(live)).select_related("edition")
    return slots.order_by("position")


def placed(section: Section | None, now: datetime) -> Arrangement:
    """What the live edition shows at `now`; one query.

    Whether a story is public is the caller's question: only its id is handed on.
    """
    rows = _slots(section.pk if section else None, now=now)
    return arrangement(rows, rows[0].edition, now) if rows else Arrangement()


def arrangement(slots: Iterable[FrontSlot], edition: FrontEdition, now: datetime) -> Arrangement:
    """The slots as they count at `now`.

    A slot whose pin has ended is left out, and so is a lead without a pin once a day has passed
    since the edition went live.
    """
    return Arrangement(
        tuple(
            Slot(slot.position, slot.article_id, slot.headline, slot.kicker, slot.picture_id)
            for slot in slots
            if (slot.pinned_until is None or slot.pinned_until > now)
            and not _has_had_its_day(slot, edition, now)
        ),
        edition.allow_repeats,
    )


def _has_had_its_day(slot: FrontSlot, edition: FrontEdition, now: datetime) -> bool:
    unpinned_lead = slot.position == 1 and slot.pinned_until is None
    return unpinned_lead and edition.live_from is not None and now - edition.live_from > LEAD_LASTS


def live_edition(section: Section | None, now: datetime) -> FrontEdition | None:
    """The arrangement that readers see at `now`; None while nobody curates this front."""
    return _live(section.pk if section else None, now).first()


def _live(section: int | None, now: datetime) -> QuerySet[FrontEdition]:
    live = FrontEdition.objects.filter(front__section=section, is_live=True, live_from__lte=now)
    return live.order_by("-live_from", "-pk")


def banners(now: datetime) -> QuerySet[Banner]:
    """Confirmed breaking news at `now` whose story, if it leads to one, is public; newest first."""
    public = Article.objects.published(now).filter(pk=OuterRef("article"))
    return Banner.objects.filter(
        Q(article=None) | Exists(public),
        starts_at__lte=now,
        ends_at__gt=now,
        confirmed_by__isnull=False,
    ).order_by("-starts_at")
