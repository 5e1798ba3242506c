"""Arranging fronts: each save is an edition of its own, one of them is what readers see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles import clock, freshness
from articles.models import Front, FrontEdition, FrontSlot
from articles.publishing.audit import record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_PLACES = 30
LIVE_KEPT = 30
"""Editions that were live and can be brought back."""
DRAFTS_KEPT = 10
OTHERS_KEPT = timedelta(days=7)
"""So long nobody's saves push out what somebody else arranged: a stolen account cannot bury it."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What stands in one place; no story: the newest that stands nowhere else."""

    article: int | None = None
    headline: str = ""
    kicker: str = ""
    picture: int | None = None
    pinned_until: datetime | None = None


class Overtaken(Exception):
    """Somebody saved the front since this arrangement was begun."""

    def __init__(self, edition: FrontEdition) -> None:
        super().__init__(f"Edition {edition.pk} was saved since.")
        self.edition = edition


def newest_edition(front: Front) -> FrontEdition | None:
    """The last saved, draft or live; who arranges the front goes on from it."""
    return front.editions.select_related("made_by").order_by("-pk").first()


def placings_of(edition: FrontEdition | None) -> list[Placing]:
    """The places of an edition from the first to the last that was filled."""
    slots = {slot.position: slot for slot in edition.slots.all()} if edition else {}
    return [
        Placing(
            slots[place].article_id,
            slots[place].headline,
            slots[place].kicker,
            slots[place].picture_id,
            slots[place].pinned_until,
        )
        if place in slots
        else Placing()
        for place in range(1, max(slots, default=0) + 1)
    ]


def save_front(
    front: Front,
    placings: Sequence[Placing],
    *,
    by: User | None,
    base: int | None,
    allow_repeats: bool = False,
    live_from: datetime | None = None,
) -> FrontEdition:
    """A new edition: a draft, or with `live_from` what readers see from then on.

    `base` is the edition that the arrangement was begun from; raises Overtaken if another was
    saved since. A story that was placed twice stands where it was placed first.
    """
    with transaction.atomic():
        Front.objects.select_for_update().get(pk=front.pk)
        newest = newest_edition(front)
        if newest is not None and newest.pk != base:
            raise Overtaken(newest)
        edition = FrontEdition.objects.create(
            front=front,
            is_live=live_from is not None,
            live_from=live_from,
            allow_repeats=allow_repeats,
            made_by=by,
        )
        FrontSlot.objects.bulk_create(_slots(edition, placings))
        _forget_old(front, by=by)
        if live_from is not None:
            stories = [placing.article for placing in placings if placing.article]
            record("front live", front, by=by, after={"edition": edition.pk, "stories": stories})
            freshness.move()
    return edition


def call_off(edition: FrontEdition, *, by: User | None, now: datetime | None = None) -> bool:
    """An edition that would go live later stays a draft; False if it is live already."""
    with transaction.atomic():
        waiting = FrontEdition.objects.filter(
            pk=edition.pk, is_live=True, live_from__gt=now or clock.now()
        )
        called_off = bool(waiting.update(is_live=False, live_from=None))
        if called_off:
            record("front called off", edition.front, by=by, before={"edition": edition.pk})
            freshness.move()
    return called_off


def slot_of(edition: FrontEdition, position: int, placing: Placing) -> FrontSlot:
    """The row, not saved, for one place of an edition in which a story stands."""
    assert placing.article is not None
    return FrontSlot(
        edition=edition,
        position=position,
        article_id=placing.article,
        headline=placing.headline,
        kicker=placing.kicker,
        picture_id=placing.picture,
        pinned_until=placing.pinned_until,
    )


def _slots(edition: FrontEdition, placings: Sequence[Placing]) -> list[FrontSlot]:
    seen: set[int] = set()
    slots = []
    for position, placing in enumerate(placings[:MOST_PLACES], start=1):
        if placing.article is None or placing.article in seen:
            continue
        seen.add(placing.article)
        slots.append(slot_of(edition, position, placing))
    return slots


def _forget_old(front: Front, *, by: User | None) -> None:
    """Keeps the last editions of each kind, and others' of a week; what readers see now is among them."""
    editions = front.editions.order_by("-pk").values_list("pk", flat=True)
    kept: QuerySet[FrontEdition, int] = editions.filter(is_live=True)
    keep = {*kept[:LIVE_KEPT], *editions.filter(is_live=False)[:DRAFTS_KEPT]}
    showing = editions.filter(is_live=True, live_from__lte=clock.now()).order_by("-live_from")
    keep |= {*showing[:1]}
    recent = Q(made_at__gte=timezone.now() - OTHERS_KEPT) & ~Q(made_by=by)
    front.editions.exclude(recent).exclude(pk__in=keep).delete()
