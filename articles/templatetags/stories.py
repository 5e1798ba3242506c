"""Calls of the body's renderer and of the related reading; the one place of mark_safe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.body.render import Phrases, render
from articles.body.shapes import FigureBlock
from articles.models import Article, ArticleQuerySet, RelatedPick, RelatedStory
from articles.templatetags.times import in_words
from media.figures import figure_html
from media.models import Picture

register = template.Library()

MOST_RELATED, FILLED = 6, 4
FEWEST_SCORED, FEWEST_RELATED = 3, 2


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
    """Picks first, then the machine's, else the section's newest; nothing to show, no heading."""
    found: list[Any] = list(_candidates(article, now))  # Any: rows with `pick` and `rank` beside
    picked = [each for each in found if each.pick is not None][:MOST_RELATED]
    scored = [each for each in found if each.pick is None and each.rank is not None]
    recent = [each for each in found if each.pick is None and each.rank is None]
    if picked:
        heading, chosen = _("More on this story"), [*picked, *scored[: FILLED - len(picked)]]
    elif len(scored) >= FEWEST_SCORED:
        heading, chosen = _("Related stories"), scored[:FILLED]
    else:
        name = article.section.name if article.section else ""
        heading, chosen = _("More from %(section)s") % {"section": name}, recent[:FILLED]
    enough = len(chosen) >= FEWEST_RELATED or bool(picked)
    return {"blocks": [{"heading": heading, "articles": chosen}] if enough else [], "now": now}


def _candidates(article: Article, now: datetime) -> ArticleQuerySet:
    """All that may stand under the story, each with `pick` and `rank`; one query."""
    public = Article.objects.published(now).exclude(pk=article.pk)
    picks = RelatedPick.objects.filter(article=article, target__isnull=False)
    scored = RelatedStory.objects.filter(article=article)
    recent = public.filter(section=article.section_id).newest_first().values("pk")[:FILLED]
    return (
        public.for_cards()
        .annotate(
            pick=Subquery(picks.filter(target=OuterRef("pk")).values("position")[:1]),
            rank=Subquery(scored.filter(other=OuterRef("pk")).values("rank")[:1]),
        )
        .filter(
            Q(pk__in=picks.values("target")) | Q(pk__in=scored.values("other")) | Q(pk__in=recent)
        )
        .order_by(F("pick").asc(nulls_last=True), F("rank").asc(nulls_last=True), "-published_at")
    )
