"""What every page needs of the site itself: its name, its sections, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property

from articles import clock
from articles.cards import newest_cards
from articles.fronts import banners
from articles.models import Article, Section
from articles.prepared import Prepared

register = template.Library()

SHOWN = 7
"""Sections in the navigation before "More"; R38."""


@dataclass(frozen=True, slots=True)
class SectionLink:
    name: str
    url: str
    current: str = ""
    """The value of aria-current: "true" in the section being read, else empty."""


@dataclass(frozen=True, slots=True)
class BannerLine:
    text: str
    url: str = ""


@Prepared
def _sections(*, now: datetime) -> QuerySet[Section]:
    """The sections in their order, each with `breaking` beside: the banner's facts or None."""
    facts = JSONObject(
        text="text", pk="article", slug="article__slug", section="article__section__slug"
    )
    breaking = Subquery(banners(now).values(facts=facts)[:1], JSONField())
    return Section.objects.filter(in_navigation=True).annotate(breaking=breaking)


class Navigation:
    """The sections in their order and the breaking news; one query, when a template first looks."""

    def __init__(self, current: str, now: datetime) -> None:
        self.current, self.now = current, now

    @cached_property
    def rows(self) -> list[Any]:
        """Any: rows of Section with `breaking`, which no model has."""
        return _sections(now=self.now)

    @cached_property
    def every(self) -> tuple[SectionLink, ...]:
        """Hashable, so that the parts of a page that show them can be kept."""
        return tuple(
            SectionLink(
                name=section.name,
                url=section.get_absolute_url(),
                current="true" if section.slug == self.current else "",
            )
            for section in self.rows
        )

    @property
    def banner(self) -> BannerLine | None:
        """Breaking news above every page; None if there is none."""
        facts = self.rows[0].breaking if self.rows else None
        if facts is None:
            return None
        if facts["pk"] is None:
            return BannerLine(facts["text"])
        story = Article(pk=facts["pk"], slug=facts["slug"])
        story.section = Section(slug=facts["section"]) if facts["section"] else None
        return BannerLine(facts["text"], story.get_absolute_url())

    @property
    def shown(self) -> tuple[SectionLink, ...]:
        return self.every[:SHOWN]

    @property
    def more(self) -> tuple[SectionLink, ...]:
        return self.every[SHOWN:]


@register.simple_tag
def site() -> dict[str, str]:
    return {"name": settings.SITE_NAME, "url": settings.SITE_URL, "tagline": settings.SITE_TAGLINE}


@register.simple_tag(takes_context=True)
def navigation(context: template.Context, current: str) -> Navigation:
    """The sections, the one being read marked; no query before they are printed.

    Breaking news is that of the page's own `now`, which in a preview is not ours.
    """
    return Navigation(current, context.get("now") or clock.now())


@register.simple_tag
def newest_stories(count: int) -> dict[str, object]:
    """The newest public stories as cards, for pages that have nothing else to offer."""
    now = clock.now()
    return {"articles": newest_cards(count, now), "now": now}
