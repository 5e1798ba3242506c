"""One version of a story for whoever holds its link: never kept, never indexed, never public."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles import clock
from articles.body.providers import FRAME_HOSTS
from articles.models import Article
from articles.public.views import story_context
from articles.publishing.previewing import story_behind


def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The story behind the link; an unknown link and one that has ended are alike."""
    story = story_behind(token, clock.now())
    if story is None:
        raise Http404
    return unpublished_page(request, story)


def unpublished_page(request: HttpRequest, story: Article, *, framed: bool = False) -> HttpResponse:
    """The real page of a story that readers may not see; `framed` lets our own pages frame it."""
    context: dict[str, Any] = story_context(story, clock.now())
    context["head"] = replace(context["head"], robots="noindex", structured_data=())
    answer = render(request, "articles/story.html", context)
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Referrer-Policy"] = "no-referrer"
    policy = {"frame-src": list(FRAME_HOSTS)}
    if framed:
        policy["frame-ancestors"] = ["'self'"]
    answer.csp = policy  # type: ignore[attr-defined]
    return answer
