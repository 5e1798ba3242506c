"""Calls of the body's renderer and of the related reading; the one place of mark_safe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.body.render import Phrases, render
from articles.body.shapes import FigureBlock
from articles.models import Article, Person, Topic
from articles.pressure import is_lean
from articles.related import reading
from articles.related.reading import Related, Shown
from articles.templatetags.cards import language_of
from articles.templatetags.times import day_in_words, in_words
from media.figures import figure_html
from media.models import Picture
from media.renditions import FigureView

register = template.Library()


@register.simple_tag
def body(
    article: Article, pictures: Mapping[int, Picture], read_on: Article | None = None
) -> SafeString:
    """The story as HTML; `pictures` are those that its figures name, `read_on` a link inside."""
    inserts = {}
    if read_on is not None:
        inserts[reading.READ_ON_AFTER] = "\n" + render_to_string(
            "articles/_read_on.html", {"article": read_on, "story": article}
        )
    html = render(
        article.body,
        draw_figure=figure_drawer(pictures, foreign_words(article)),
        first_mentions=first_mentions(article),
        inserts=inserts,
        phrases=replace(phrases(), language=foreign_words(article)),
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
        words_in=foreign_words(article),
    )


def foreign_words(article: Article) -> str:
    """The page's language where it is not the story's, whose reader's voice is another; else empty."""
    page = get_language() or ""
    return page if language_of(article) else ""


def figure_drawer(
    pictures: Mapping[int, Picture], words_in: str = ""
) -> Callable[[FigureBlock], str]:
    """Draws the figures of a body; a picture that is no longer there prints nothing."""

    def draw(block: FigureBlock) -> str:
        picture = pictures.get(block.picture or 0)
        if picture is None:
            return ""
        return _figure(
            picture.view(),
            block.caption,
            block.alt,
            block.decorative,
            "half" if block.is_halved else "text",
            words_in,
            get_language() or "",
        )

    return draw


@lru_cache(maxsize=2048)
def _figure(
    view: FigureView,
    caption: str,
    alt: str,
    decorative: bool,  # noqa: FBT001 - a part of the key
    sizes: str,
    words_in: str,
    _language: str,
) -> SafeString:
    """Kept by all that it shows."""
    return figure_html(
        view, caption=caption, alt=alt, decorative=decorative, sizes=sizes, words_in=words_in
    )


def first_mentions(article: Article) -> dict[str, str]:
    """Names as they stand in the text, each with its page; none where site or story says no."""
    if not (settings.LINK_PEOPLE and article.link_people):
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
        date=day_in_words,
        moment=in_words,
    )


@register.inclusion_tag("articles/_related.html")
def related(article: Article, now: datetime, shown: Shown | None = None) -> dict[str, Any]:
    """The blocks under a story: picks first, then the machine's, else the section's newest."""
    if is_lean():
        return {"blocks": [], "now": now}
    blocks = reading.under_story(article, now, shown or Shown())
    return {"blocks": blocks, "now": now, "key": "related"}


@register.inclusion_tag("articles/_related.html")
def about_person(person: Person, now: datetime, shown: Shown | None = None) -> dict[str, Any]:
    """`{% about_person person now shown %}`: more about this person."""
    return _one(reading.about_person(person, now, shown or Shown()), now, f"about-{person.pk}")


@register.inclusion_tag("articles/_related.html")
def from_section(article: Article, now: datetime, shown: Shown | None = None) -> dict[str, Any]:
    """`{% from_section article now shown %}`: more from the story's section."""
    shown = shown or Shown()
    shown.ids.add(article.pk)
    return _one(reading.from_section(article, now, shown), now, "section")


@register.inclusion_tag("articles/_related.html")
def in_topic(topic: Topic, now: datetime, shown: Shown | None = None) -> dict[str, Any]:
    """`{% in_topic topic now shown %}`: the most recent in a topic."""
    return _one(reading.in_topic(topic, now, shown or Shown()), now, f"topic-{topic.pk}")


def _one(block: Related, now: datetime, key: str) -> dict[str, Any]:
    return {"blocks": [block] if block.heading else [], "now": now, "key": key}
