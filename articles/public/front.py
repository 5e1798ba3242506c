"""The home page while nobody curates it: the newest stories, then each section by its latest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from articles.models import Article, ArticleQuerySet, Section

TOP = 9
"""A lead, two to four seconds, four in the list; R30."""
SECONDS, LISTED = 2, 4
PER_SECTION = 4
NEWEST_PER_SECTION = TOP + PER_SECTION
"""Enough to fill a section's block when all of the top comes from it."""


@dataclass(frozen=True, slots=True)
class Block:
    section: Section
    articles: list[Article]


def latest_front(now: datetime) -> dict[str, Any]:
    """lead, seconds, others and blocks; no story stands twice; two queries."""
    sections = list(Section.objects.filter(in_navigation=True))
    stories = list(_newest(sections, now))
    beside = 1 + _seconds(stories)
    below = beside + LISTED
    return {
        "lead": stories[0] if stories else None,
        "seconds": stories[1:beside],
        "others": stories[beside:below],
        "blocks": list(_blocks(sections, stories[below:])),
    }


def _seconds(stories: list[Article]) -> int:
    """How many stand beside the lead: two with pictures, one more for each without."""
    without = sum(story.lead_picture_id is None for story in stories[1 : 1 + SECONDS])
    return SECONDS + without


def _newest(sections: list[Section], now: datetime) -> ArticleQuerySet:
    """The newest of all and of each section; every branch is a short walk along an index."""
    public = Article.objects.published(now)
    newest = public.newest_first().values("pk")
    chosen = Q(pk__in=newest[:TOP])
    for section in sections:
        chosen |= Q(pk__in=newest.filter(section=section)[:NEWEST_PER_SECTION])
    return public.for_cards().filter(chosen).newest_first()


def _blocks(sections: list[Section], stories: list[Article]) -> Iterator[Block]:
    for section in sections:
        chosen = [story for story in stories if story.section_id == section.pk][:PER_SECTION]
        if chosen:
            yield Block(section, chosen)
