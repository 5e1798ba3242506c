"""Calls of the body's renderer and of the related reading; the one place of mark_safe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.body.render import Phrases, render
from articles.body.shapes import FigureBlock
from articles.models import Article
from articles.templatetags.times import in_words
from media.figures import figure_html
from media.models import Picture

register = template.Library()


@register.simple_tag
def body(article: Article, pictures: Mapping[int, Picture]) -> SafeString:
    """The story as HTML; `pictures` are those that its figures name."""
    html = render(
        article.body,
        draw_figure=figure_drawer(pictures),
        first_mentions=first_mentions(article),
        phrases=phrases(),
    )
    return mark_safe(html)  # noqa: S308 - body.render escapes every text


@register.simple_tag
def lead_figure(article: Article) -> SafeString | str:
    """The lead picture with its words, loaded before all others; nothing if there is none."""
    if article.lead_picture is None:
        return ""
    return figure_html(
        article.lead_picture.view(),
        caption=article.lead_caption,
        alt=article.lead_alt,
        decorative=article.lead_decorative,
        sizes="lead",
        priority=True,
        widest=1900,
    )


def figure_drawer(pictures: Mapping[int, Picture]) -> Callable[[FigureBlock], str]:
    """Draws the figures of a body; a picture that is no longer there prints nothing."""

    def draw(block: FigureBlock) -> str:
        picture = pictures.get(block.picture or 0)
        if picture is None:
            return ""
        return figure_html(
            picture.view(), caption=block.caption, alt=block.alt, decorative=block.decorative
        )

    return draw


def first_mentions(article: Article) -> dict[str, str]:
    """Names as they stand in the text, each with its person's page."""
    if not article.link_people:
        return {}
    found: dict[str, str] = {}
    for mention in article.mentions.all():
        seen: list[str] = mention.evidence.get("names") or []
        full = [name for name in seen if " " in name]
        for name in (mention.tag.name, *full):
            found.setdefault(name, mention.tag.get_absolute_url())
    return found


def phrases() -> Phrases:
    """The renderer's own few words in the reader's language."""
    return Phrases(
        as_of=_("As of"),
        key_moment=_("Key moment"),
        watch=_("View on %s"),
        notice=_("Loads from %s when you choose it; %s may then set cookies."),
        show=_("Show it here"),
        date=_date_in_words,
        moment=in_words,
    )


def _date_in_words(day: date | datetime) -> str:
    return str(formats.date_format(day, "j F Y"))


@register.inclusion_tag("articles/_related.html")
def related(article: Article, now: datetime) -> dict[str, Any]:
    """Picks first, then the machine's; no heading where there is nothing."""
    return {"blocks": [], "now": now}
