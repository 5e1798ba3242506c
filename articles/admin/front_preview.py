"""A front as readers would see it at a moment of the editor's choice; nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.cards import cards_by_id
from articles.fronts import Arrangement, arrangement
from articles.models import Article, Front, FrontEdition, Section
from articles.public.front import front_page, section_top
from articles.public.head import Head
from articles.public.listing import PER_PAGE, Listing, by_day, newest_first
from articles.public.walks import in_section
from articles.publishing.editions import Placing, slot_of


def preview_front(
    request: HttpRequest,
    front: Front,
    placings: Sequence[Placing],
    *,
    at: datetime,
    live_from: datetime,
    allow_repeats: bool,
) -> HttpResponse:
    """The real page at `at` of an arrangement that would be live from `live_from` on."""
    edition = FrontEdition(front=front, live_from=live_from, allow_repeats=allow_repeats)
    slots = [
        slot_of(edition, place, placing)
        for place, placing in enumerate(placings, start=1)
        if placing.article
    ]
    arranged = arrangement(slots, edition, at)
    page = (
        _section_page(request, front.section, arranged, at)
        if front.section is not None
        else render(
            request,
            "articles/front.html",
            {"head": Head(robots="noindex"), "now": at, **front_page(at, arranged)},
        )
    )
    page.headers["Cache-Control"] = "no-store, private"
    page.csp = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
    return page


def _section_page(
    request: HttpRequest, section: Section, arranged: Arrangement, at: datetime
) -> HttpResponse:
    first = in_section(section, at)[0:PER_PAGE]
    newest: list[Article] = newest_first(cards_by_id(first, at).values())
    top = section_top(section, newest, at, arranged)
    listing = Listing(
        heading=section.name,
        path=section.get_absolute_url(),
        note=section.description,
        place="kicker",
        current=section.slug,
    )
    context = {
        "listing": listing,
        "head": Head(title=section.name, robots="noindex"),
        "days": by_day(top["rest"]),
        "now": at,
        "current": section.slug,
        **top,
    }
    return render(request, "articles/section.html", context)
