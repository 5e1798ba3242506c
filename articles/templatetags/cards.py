"""How a story looks in a list. One look everywhere; written here, because a front draws forty.

A card as a template of its own cost .4 ms, which was half of a front; this costs .03 ms. Pictures
are the media app's own template, kept by what they show.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, ngettext

from articles.models import Article, Kind, Person
from articles.related.reading import Outside
from articles.templatetags.times import age
from media.figures import picture_context
from media.renditions import FigureView

register = template.Library()

NOTHING = SafeString()
SECOND_SIZES = "(min-width: 1140px) 29rem, (min-width: 740px) 46vw, 120px"
LARGE_SIZES = "(min-width: 1140px) 41rem, (min-width: 740px) 55vw, 92vw"
SHAPES = {
    "lead": ("4:3", "front"),
    "large": ("16:9", LARGE_SIZES),
    "second": ("16:9", SECOND_SIZES),
    "beside": ("5:4", "card"),
}
"""Look of a card -> crop and `sizes` of its picture; other looks have none."""
ABOVE = frozenset({"lead", "large"})
"""Looks whose picture stands above the words; in the others the style sheet sets it beside them."""


@register.simple_tag
def card(
    article: Article,
    now: datetime,
    look: str = "beside",
    place: str = "section",
    *,
    standfirst: bool = False,
    fills: bool = False,
    extract: Iterable[tuple[str, bool]] = (),
) -> SafeString:
    """A story in a list.

    `look` is "lead", "large", "second", "beside" or "words"; `place`, what stands above the headline, is
    "section", "kicker" or "none"; `standfirst` prints it, `fills` only where there is no picture;
    `extract` stands instead of it: pieces of the text, each with whether it is marked.
    """
    row = article.lead_picture if article.lead_picture_id else None
    view = row.view() if row is not None and look in SHAPES and not row.missing else None
    picture = _picture(view, look) if view is not None else NOTHING
    language = language_of(article)
    return format_html(
        '<div class="card{}">\n{}<div class="card-words">\n{}'
        '<h3 class="card-headline"{}><a href="{}">{}</a></h3>\n{}{}'
        '<p class="card-age">{}</p>\n</div>\n</div>',
        " card-beside" if picture and look not in ABOVE else "",
        picture,
        _kicker(article, place, language),
        language,
        article.get_absolute_url(),
        article.headline,
        _voice(article, language),
        _words(article, extract, language, shown=standfirst or (fills and row is None)),
        age(article.published_at, now),
    )


def _kicker(article: Article, place: str, language: str) -> SafeString:
    if place == "section" and article.section:
        says_more = article.kicker and article.kicker != article.section.name
        after = f" {article.kicker}" if says_more else ""
        return format_html(
            '<p class="card-kicker"{}><span class="mark"{}>{}</span>{}</p>\n',
            language,
            interface_language(article) if language else "",
            article.section.name,
            after,
        )
    if place != "none" and article.kicker:
        return format_html('<p class="card-kicker"{}>{}</p>\n', language, article.kicker)
    return NOTHING


def _voice(article: Article, language: str) -> SafeString:
    """Whose opinion it is, unless the kicker is the name."""
    if article.kind != Kind.OPINION or article.byline in {"", article.kicker}:
        return NOTHING
    return format_html('<p class="card-byline"{}>{}</p>\n', language, article.byline)


def _words(
    article: Article, extract: Iterable[tuple[str, bool]], language: str, *, shown: bool
) -> SafeString:
    pieces = [
        format_html("<mark>{}</mark>", piece) if is_marked else piece
        for piece, is_marked in extract
    ]
    if pieces:
        text = format_html_join("", "{}", ((piece,) for piece in pieces))
        return format_html('<p class="extract"{}>{}</p>\n', language, text)
    if shown and article.standfirst:
        return format_html('<p class="card-standfirst"{}>{}</p>\n', language, article.standfirst)
    return NOTHING


@lru_cache(maxsize=2048)
def _picture(view: FigureView, look: str) -> SafeString:
    ratio, sizes = SHAPES[look]
    context = picture_context(view, ratio=ratio, sizes=sizes, priority=look == "lead", alt="")
    markup = render_to_string("media/_picture.html", {"picture": context})
    return format_html('<div class="card-picture">{}</div>\n', markup)


@register.simple_tag
def outside_card(link: Outside) -> SafeString:
    """A link that leaves the site, in the same place as a card."""
    teaser = (
        format_html('<p class="card-standfirst">{}</p>\n', link.teaser) if link.teaser else NOTHING
    )
    return format_html(
        '<div class="card">\n<div class="card-words">\n<h3 class="card-headline">'
        '<a href="{}" rel="noopener">{}</a></h3>\n{}</div>\n</div>',
        link.url,
        link.headline,
        teaser,
    )


@register.simple_tag
def chips(people: Iterable[Person]) -> SafeString:
    """People as a list's points, each linked to their page."""
    return format_html_join(
        "\n",
        '<li><a class="chip" href="{}"><span class="disc" aria-hidden="true">{}</span>{}{}</a></li>',
        (
            (person.get_absolute_url(), initials(person.name), str(person), _together(person))
            for person in people
        ),
    )


def _together(person: Person) -> SafeString | str:
    """In how many stories of somebody else's page the person is named, where that was counted."""
    count = getattr(person, "together", 0)
    if not count:
        return ""
    words = ngettext("story together", "stories together", count)
    return format_html(
        ' <span class="muted">{}<span class="unseen"> {}</span></span>', count, words
    )


@register.simple_tag
def language_of(article: Article) -> SafeString | str:
    """` lang dir` attributes where the story's language is not the page's; else nothing."""
    if not article.language or article.language.lower() == (get_language() or "").lower():
        return ""
    return format_html(' lang="{}" dir="{}"', article.language, article.direction)


@register.simple_tag
def interface_language(article: Article) -> SafeString | str:
    """The page's own ` lang dir` for its words inside a story of another language."""
    if not language_of(article):
        return ""
    direction = "rtl" if get_language_bidi() else "ltr"
    return format_html(' lang="{}" dir="{}"', get_language(), direction)


@register.filter
def initials(name: str) -> str:
    """First letters of the first and the last name: "Ada King Lovelace" is "AL"."""
    words = [word for word in name.split() if word[:1].isalpha()]
    if not words:
        return name[:1].upper()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
