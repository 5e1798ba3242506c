"""What every page needs of the site itself: its name, its sections, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils import timezone

from articles.models import Article, Section

register = template.Library()

SHOWN = 7
"""Sections in the navigation before "More"; R38."""


@dataclass(frozen=True, slots=True)
class SectionLink:
    name: str
    url: str
    current: str = ""
    """"page" on the section's own page, "true" inside it, else empty."""


@dataclass(frozen=True, slots=True)
class Navigation:
    shown: list[SectionLink]
    more: list[SectionLink]
    every: list[SectionLink]


@register.simple_tag
def site() -> dict[str, str]:
    return {"name": settings.SITE_NAME, "url": settings.SITE_URL, "tagline": settings.SITE_TAGLINE}


@register.simple_tag
def navigation(current: str, *, is_page: bool = False) -> Navigation:
    """The sections in their order; one query."""
    mark = "page" if is_page else "true"
    every = [
        SectionLink(
            name=section.name,
            url=section.get_absolute_url(),
            current=mark if section.slug == current else "",
        )
        for section in Section.objects.filter(in_navigation=True)
    ]
    return Navigation(shown=every[:SHOWN], more=every[SHOWN:], every=every)


@register.simple_tag
def newest_stories(count: int) -> dict[str, object]:
    """The newest public stories as cards, for pages that have nothing else to offer."""
    now = timezone.now()
    stories = Article.objects.published(now).for_cards().newest_first()[:count]
    return {"articles": list(stories), "now": now}
