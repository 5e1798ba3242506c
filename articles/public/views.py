"""The front, the story, and what stands where there is none: a redirect, 404 or 410."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from articles import clock
from articles.body.document import pictures as figures_in
from articles.body.providers import FRAME_HOSTS
from articles.models import Article, Tombstone
from articles.pressure import is_lean
from articles.public.front import front_page
from articles.public.head import Head, absolute, feed_links, page_graph
from articles.public.moved import new_address, without_last_slash
from articles.public.outages import is_outage, unavailable
from articles.public.story import story_page
from articles.public.story_head import story_head
from articles.public.story_rows import pictures_by_id, story_at
from articles.publishing.pending import current
from articles.related.reading import Shown, read_on


def front(request: HttpRequest) -> HttpResponse:
    """The home page as editors arranged it, filled by the newest."""
    now = clock.now()
    canonical = absolute("/")
    head = Head(
        title=settings.SITE_TAGLINE,
        description=settings.SITE_TAGLINE or settings.SITE_NAME,
        canonical=canonical,
        robots="max-image-preview:large",
        alternates=feed_links("/", settings.SITE_NAME),
        open_graph=page_graph("", settings.SITE_TAGLINE, canonical),
    )
    context = {"head": head, "now": now, "current": "/", **front_page(now)}
    return render(request, "articles/front.html", context)


def article(request: HttpRequest, section: str, slug: str, pk: str) -> HttpResponse:
    """The story with that id; under any but its own address, one permanent redirect to that."""
    now = clock.now()
    read = partial(story_at, int(pk), now)
    story = current(read(), read, now)
    if story is None:
        return gone(request, int(pk))
    if unquote(story.get_absolute_url()) != request.path:
        return HttpResponsePermanentRedirect(story.get_absolute_url())
    response = render(request, "articles/story.html", story_context(story, now))
    if any(block["type"] in ("embed", "live_update") for block in story.body["content"]):
        response.csp = {"frame-src": list(FRAME_HOSTS)}  # type: ignore[attr-defined]
    return response


def story_context(article: Article, now: datetime) -> dict[str, Any]:
    """All that story.html prints; the preview of an editor uses it too."""
    wanted = {figure.picture for figure in figures_in(article.body) if figure.picture}
    pictures, shown = pictures_by_id(wanted), Shown(ids={article.pk})
    return {
        "article": article,
        "shown": shown,
        "read_on": None if is_lean() else read_on(article, now, shown),
        "page": story_page(article, now),
        "pictures": pictures,
        "head": story_head(article, list(pictures.values())),
        "now": now,
        "current": article.section.slug if article.section else "",
    }


def gone(request: HttpRequest, pk: int) -> HttpResponse:
    """410 without a word of the story if it was withdrawn; else it was never there."""
    if Tombstone.objects.filter(article_pk=pk).exists():
        return withdrawn(request)
    raise Http404


def withdrawn(request: HttpRequest) -> HttpResponse:
    return render(request, "410.html", status=410)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Unknown, draft and embargoed look the same to the byte; an old address leads on."""
    address = new_address(request.path, request.META.get("QUERY_STRING", ""))
    if address is None and request.path.endswith("/"):
        address = without_last_slash(request.path)
    if address is None:
        return render(request, "404.html", status=404)
    if not address:
        return withdrawn(request)
    return HttpResponsePermanentRedirect(address)


def server_error(request: HttpRequest) -> HttpResponse:
    """Says that the fault is ours, or that the database is away; reads none."""
    if is_outage(sys.exc_info()[1]):
        return unavailable(request)
    return render(request, "500.html", status=500)
