"""Fronts, the home page's and a section's: what editors placed, the newest where they did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from articles.cards import cards_by_id
from articles.fronts import Arrangement, Slot, placed
from articles.models import Article, Section
from articles.prepared import Prepared
from articles.subqueries import STORY, OneOf
from media.models import Picture

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
    is_foreign: bool = False
    """Not in the paper's language: it stands in its turn, but is not what opens the page by itself."""


@dataclass(frozen=True, slots=True)
class Block:
    """A section on the home page."""

    section: Section
    articles: list[Article]
    is_led: bool = False
    """Its newest story stands large, the others beside it: every other block, for the rhythm."""


def front_page(now: datetime, arranged: Arrangement | None = None) -> dict[str, Any]:
    """lead, seconds, others and blocks: what editors placed, then the newest.

    No story stands twice, unless editors asked that the sections repeat the top's. `arranged` is
    what is to be looked at in place of the live edition.
    """
    arranged = arranged or placed(None, now)
    sections = _sections()
    found = list(_newest(sections, now, [slot.article for slot in arranged.slots]))
    top = _top(arranged.slots, found)
    taken = set() if arranged.allow_repeats else {place.pk for place in top}
    rest = [place for place in found if place.pk not in taken]
    chosen = {section.pk: _of_section(section, rest) for section in sections}
    ids = {place.pk for place in chain(top, *chosen.values())}
    cards = cards_by_id(sorted(ids), now)
    return {
        **spread(top, dressed(cards, arranged.slots)),
        "blocks": list(_blocks(sections, chosen, cards)),
    }


def _blocks(
    sections: Sequence[Section], chosen: Mapping[int, list[Place]], cards: Mapping[int, Article]
) -> Iterator[Block]:
    is_led = True
    for section in sections:
        articles = [cards[place.pk] for place in chosen[section.pk] if place.pk in cards]
        if articles:
            leads = is_led and len(articles) == PER_SECTION and bool(articles[0].lead_picture_id)
            yield Block(section, articles, leads)
            is_led = not is_led


def spread(top: Sequence[Place], cards: Mapping[int, Article]) -> dict[str, Any]:
    """lead, seconds and others of the places that are still public."""
    shown = [cards[place.pk] for place in top if place.pk in cards]
    beside = 1 + _seconds(top)
    return {
        "lead": shown[0] if shown else None,
        "seconds": shown[1:beside],
        "others": shown[beside:],
    }


def section_top(
    section: Section, newest: Sequence[Article], now: datetime, arranged: Arrangement | None = None
) -> dict[str, Any]:
    """lead, seconds and others above a section's list, and `rest`, what is left for the list.

    `newest` are the cards of the list's first page, newest first.
    """
    arranged = arranged or placed(section, now)
    cards = {story.pk: story for story in newest}
    far = [slot.article for slot in arranged.slots if slot.article not in cards]
    cards |= cards_by_id(far, now)
    found = [
        Place(pk, story.section_id, _pictured(story), _is_foreign(story.language))
        for pk, story in cards.items()
    ]
    top = _top(arranged.slots, found, listed=0, older=set(far))
    taken = set() if arranged.allow_repeats else {place.pk for place in top}
    return {
        **spread(top, dressed(cards, arranged.slots)),
        "rest": [story for story in newest if story.pk not in taken],
    }


def _pictured(story: Article) -> bool:
    return story.lead_picture_id is not None


def _is_foreign(language: str) -> bool:
    primary, _, _ = language.partition("-")
    return bool(primary) and primary.lower() != settings.LANGUAGE_CODE.partition("-")[0].lower()


def _opened(places: Sequence[Place]) -> list[Place]:
    """The same places, the first in the paper's language before all others."""
    opening = next((place for place in places if not place.is_foreign), None)
    if opening is None:
        return list(places)
    return [opening, *(place for place in places if place is not opening)]


def _top(
    slots: Sequence[Slot],
    found: Sequence[Place],
    *,
    listed: int = LISTED,
    older: AbstractSet[int] = frozenset(),
) -> list[Place]:
    """The places above the list: each slot in its position, the newest in all the others.

    What no editor placed opens in the paper's language. `older` are stories that only a slot puts
    there.
    """
    by_pk = {place.pk: place for place in found}
    fixed: dict[int, Place] = {}
    for slot in slots:
        place = by_pk.get(slot.article)
        if place is not None and place not in fixed.values():
            fixed[slot.position] = place
    free = [p for p in found if p not in fixed.values() and p.pk not in older]
    newest = iter(free if 1 in fixed else _opened(free))
    top: list[Place] = []
    while len(top) < 1 + _seconds(top) + listed or any(each > len(top) for each in fixed):
        place = fixed.get(len(top) + 1) or next(newest, None)
        if place is None:
            top += [fixed[each] for each in sorted(fixed) if each > len(top) + 1]
            break
        top.append(place)
    return top


def dressed(cards: Mapping[int, Article], slots: Sequence[Slot]) -> dict[int, Article]:
    """The cards with placed stories as their slots say: another headline, kicker or picture."""
    wanted = {slot.picture for slot in slots if slot.picture and slot.article in cards}
    pictures = Picture.objects.in_bulk(wanted) if wanted else {}
    found = dict(cards)
    for slot in slots:
        if slot.article in found:
            story = found[slot.article] = copy(found[slot.article])
            story.headline = slot.headline or story.headline
            story.kicker = slot.kicker or story.kicker
            if slot.picture in pictures:
                story.lead_picture = pictures[slot.picture]
    return found


def _seconds(places: Sequence[Place]) -> int:
    """How many stand beside the lead: two with pictures, one more for each without."""
    return SECONDS + sum(not place.has_picture for place in places[1 : 1 + SECONDS])


def _newest(sections: list[Section], now: datetime, placed_ids: list[int]) -> Iterator[Place]:
    """The placed, the newest of all and of each section; each branch a short walk on an index."""
    ids = tuple(section.pk for section in sections)
    rows = _places(ids, len(placed_ids), now=now, placed_ids=placed_ids or [0])
    return (
        Place(pk, section, picture is not None, _is_foreign(language))
        for pk, section, picture, language in rows
    )


@Prepared
def _sections() -> QuerySet[Section]:
    return Section.objects.filter(in_navigation=True)


@Prepared
def _places(
    sections: tuple[int, ...], more: int, *, now: datetime, placed_ids: list[int]
) -> QuerySet[Article, tuple[int, int | None, int | None, str]]:
    public = Article.objects.published(now)
    newest = public.newest_first().values("pk")
    chosen = Q(OneOf(STORY, newest[: TOP + more])) | Q(pk__in=placed_ids)
    for section in sections:
        chosen |= Q(OneOf(STORY, newest.filter(section=section)[: NEWEST_PER_SECTION + more]))
    chosen_rows = public.filter(chosen).newest_first()
    return chosen_rows.values_list("pk", "section", "lead_picture", "language")


def _of_section(section: Section, places: list[Place]) -> list[Place]:
    """Its newest; of these the first in the paper's language opens the block."""
    return _opened([place for place in places if place.section == section.pk][:PER_SECTION])
