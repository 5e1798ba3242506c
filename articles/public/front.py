"""The home page while nobody curates it: the newest stories, then each section by its latest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Q

from articles.models import Article, Section
from articles.public.listing import in_order

TOP = 9
"""A lead, two to four seconds, four in the list; R30."""
SECONDS, LISTED = 2, 4
PER_SECTION = 4
NEWEST_PER_SECTION = TOP + PER_SECTION
"""Enough to fill a section's block when all of the top comes from it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A story by its id alone, while it is not settled whether it is shown."""

    pk: int
    section: int | None
    has_picture: bool


@dataclass(frozen=True, slots=True)
class Block:
    section: Section
    articles: list[Article]


def latest_front(now: datetime) -> dict[str, Any]:
    """lead, seconds, others and blocks; no story stands twice; three queries."""
    sections = list(Section.objects.filter(in_navigation=True))
    places = list(_newest(sections, now))
    beside = 1 + _seconds(places)
    top, rest = places[: beside + LISTED], places[beside + LISTED :]
    chosen = {section.pk: _of_section(section, rest) for section in sections}
    ids = [place.pk for place in chain(top, *chosen.values())]
    cards = {story.pk: story for story in in_order(Article.objects.published(now), ids)}
    shown = [cards[place.pk] for place in top if place.pk in cards]
    return {
        "lead": shown[0] if shown else None,
        "seconds": shown[1:beside],
        "others": shown[beside:],
        "blocks": [
            Block(section, [cards[place.pk] for place in chosen[section.pk] if place.pk in cards])
            for section in sections
            if chosen[section.pk]
        ],
    }


def _seconds(places: list[Place]) -> int:
    """How many stand beside the lead: two with pictures, one more for each without."""
    return SECONDS + sum(not place.has_picture for place in places[1 : 1 + SECONDS])


def _newest(sections: list[Section], now: datetime) -> Iterator[Place]:
    """The newest of all and of each section; every branch is a short walk along an index."""
    public = Article.objects.published(now)
    newest = public.newest_first().values("pk")
    chosen = Q(pk__in=newest[:TOP])
    for section in sections:
        chosen |= Q(pk__in=newest.filter(section=section)[:NEWEST_PER_SECTION])
    rows = public.filter(chosen).newest_first().values_list("pk", "section", "lead_picture")
    return (Place(pk, section, picture is not None) for pk, section, picture in rows)


def _of_section(section: Section, places: list[Place]) -> list[Place]:
    return [place for place in places if place.section == section.pk][:PER_SECTION]
