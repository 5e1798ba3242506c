"""oEmbed 1.0 for stories, JSON only: what another site needs to show a link to one of ours."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.html import format_html

from articles import clock
from articles.models import Article
from articles.public.answers import open_to_all
from articles.public.head import absolute
from articles.public.story import author_names, writers
from media.renditions import widths

STORY_PATH = re.compile(r"/[^/]+/[^/]*-([0-9]{1,18})/?")
WIDTH, HEIGHT = 600, 120
TALLEST = 5000


def oembed(request: HttpRequest) -> HttpResponse:
    """?url= of a public story, with maxwidth; 404 for all else, 501 for XML."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is offered.\n", status=501, content_type="text/plain")
    article = _story(request.GET.get("url", ""))
    width = _number(request.GET.get("maxwidth", ""), WIDTH)
    tallest = _number(request.GET.get("maxheight", ""), TALLEST)
    return open_to_all(JsonResponse(_facts(article, min(WIDTH, width), tallest)))


def _story(url: str) -> Article:
    if not url.startswith(f"{settings.SITE_URL}/") or len(url) > 2000:
        raise Http404
    found = STORY_PATH.fullmatch(unquote(urlsplit(url).path))
    if found is None:
        raise Http404
    public = Article.objects.published(clock.now()).for_page()
    article = public.filter(pk=int(found[1])).first()
    if article is None:
        raise Http404
    return article


def _facts(article: Article, width: int, tallest: int) -> dict[str, object]:
    """A rich answer of one link, without script; the picture is no wider than asked for."""
    url = absolute(article.get_absolute_url())
    makers = writers(article)
    facts: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": article.headline,
        "author_name": ", ".join(author_names(article)),
        "author_url": absolute(makers[0].get_absolute_url()) if len(makers) == 1 else "",
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": 300,
        "width": width,
        "height": min(HEIGHT, tallest),
        "html": format_html(
            '<blockquote><p><a href="{}">{}</a></p><p>{}</p></blockquote>',
            url,
            article.headline,
            article.standfirst,
        ),
        **_thumbnail(article, width, tallest),
    }
    return {name: value for name, value in facts.items() if value != ""}


def _thumbnail(article: Article, most: int, tallest: int) -> dict[str, object]:
    picture = article.lead_picture
    if picture is None or picture.missing:
        return {}
    for width in reversed(widths(picture.width, picture.height)):
        height = max(1, round(width * picture.height / picture.width))
        if width <= most and height <= tallest:
            return {
                "thumbnail_url": absolute(picture.rendition_url(width)),
                "thumbnail_width": width,
                "thumbnail_height": height,
            }
    return {}


def _number(text: str, otherwise: int) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return int(text) if is_number and int(text) > 0 else otherwise
