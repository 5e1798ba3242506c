"""oEmbed 1.0 for stories, JSON only: what another site needs to show a link to one of ours."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.html import format_html

from articles.models import Article
from articles.public.head import absolute
from articles.public.story import author_names, writers
from media.renditions import widths

STORY_PATH = re.compile(r"/[^/]+/[^/]*-([0-9]{1,18})/?")
WIDTH, HEIGHT = 600, 120
SMALLEST = 100


def oembed(request: HttpRequest) -> HttpResponse:
    """?url= of a public story, with maxwidth; 404 for all else, 501 for XML."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is offered.\n", status=501, content_type="text/plain")
    article = _story(request.GET.get("url", ""))
    most = _number(request.GET.get("maxwidth", ""), WIDTH)
    response = JsonResponse(_facts(article, most))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _story(url: str) -> Article:
    if not url.startswith(f"{settings.SITE_URL}/") or len(url) > 2000:
        raise Http404
    found = STORY_PATH.fullmatch(unquote(urlsplit(url).path))
    if found is None:
        raise Http404
    public = Article.objects.published(timezone.now()).for_page()
    article = public.filter(pk=int(found[1])).first()
    if article is None:
        raise Http404
    return article


def _facts(article: Article, most: int) -> dict[str, object]:
    """A rich answer of one link, without script; the picture is no wider than asked for."""
    url = absolute(article.get_absolute_url())
    names = [each.name for each in writers(article)] or author_names(article)
    facts: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": article.headline,
        "author_name": ", ".join(names),
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": 300,
        "width": min(WIDTH, most),
        "height": HEIGHT,
        "html": format_html(
            '<blockquote><p><a href="{}">{}</a></p><p>{}</p></blockquote>',
            url,
            article.headline,
            article.standfirst,
        ),
        **_thumbnail(article, most),
    }
    return {name: value for name, value in facts.items() if value != ""}


def _thumbnail(article: Article, most: int) -> dict[str, object]:
    picture = article.lead_picture
    if picture is None or picture.missing:
        return {}
    fitting = [each for each in widths(picture.width, picture.height) if each <= min(most, 940)]
    if not fitting:
        return {}
    width = fitting[-1]
    return {
        "thumbnail_url": absolute(picture.rendition_url(width)),
        "thumbnail_width": width,
        "thumbnail_height": max(1, round(width * picture.height / picture.width)),
    }


def _number(text: str, otherwise: int) -> int:
    return (
        max(SMALLEST, int(text))
        if text.isascii() and text.isdigit() and len(text) < 6
        else otherwise
    )
