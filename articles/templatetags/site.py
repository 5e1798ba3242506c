"""What every page needs of the site itself: its name, its sections, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property

from articles.models import Article, Section

register = template.Library()

SHOWN = 7
"""Sections in the navigation before "More"; R38."""


@dataclass(frozen=True, slots=True)
class SectionLink:
    name: str
    url: str
    current: str = ""
    """The value of aria-current: "true" in the section being read, else empty."""


class Navigation:
    """The sections in their order; asked of the database once, when a template first looks."""

    def __init__(self, current: str) -> None:
        self.current = current

    @cached_property
    def every(self) -> list[SectionLink]:
        return [
            SectionLink(
                name=section.name,
                url=section.get_absolute_url(),
                current="true" if section.slug == self.current else "",
            )
            for section in Section.objects.filter(in_navigation=True)
        ]

    @property
    def shown(self) -> list[SectionLink]:
        return self.every[:SHOWN]

    @property
    def more(self) -> list[SectionLink]:
        return self.every[SHOWN:]


@register.simple_tag
def site() -> dict[str, str]:
    return {"name": settings.SITE_NAME, "url": settings.SITE_URL, "tagline": settings.SITE_TAGLINE}


@register.simple_tag
def navigation(current: str) -> Navigation:
    """The sections, the one being read marked; no query before they are printed."""
    return Navigation(current)


@register.simple_tag
def newest_stories(count: int) -> dict[str, object]:
    """The newest public stories as cards, for pages that have nothing else to offer."""
    now = timezone.now()
    stories = Article.objects.published(now).for_cards().newest_first()[:count]
    return {"articles": list(stories), "now": now}
