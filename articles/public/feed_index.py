"""The page that lists the feeds; people and writers have theirs beside their own pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles import clock
from articles.models import ArticleTopic, Section, Topic
from articles.public.head import FEED_TYPES, Head, absolute, page_graph
from articles.public.tallies import tally

TOPICS_SHOWN = 100
"""The most told of; the others have their feeds, too, on pages of their own."""
WORDS = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


@dataclass(frozen=True, slots=True)
class Listed:
    """What a feed follows, its page, and (words, address) of each format."""

    name: str
    url: str
    formats: tuple[tuple[str, str], ...]


def feeds(request: HttpRequest) -> HttpResponse:
    """Everything, each section of the navigation, and the topics that most stories have."""
    title, canonical = _("Feeds"), absolute(request.path)
    told = _("New stories in your feed reader, without an account.")
    sections = Section.objects.filter(in_navigation=True)
    context = {
        "head": Head(
            title=title,
            description=told,
            canonical=canonical,
            open_graph=page_graph(title, told, canonical),
        ),
        "whole": _listed(settings.SITE_NAME, "/"),
        "by_section": [_listed(each.name, each.get_absolute_url()) for each in sections],
        "by_topic": [_listed(each.name, each.get_absolute_url()) for each in _topics()],
    }
    return render(request, "articles/feeds.html", context)


def _listed(name: str, path: str) -> Listed:
    base = "" if path == "/" else path
    formats = tuple((WORDS[ending], f"{base}/feed.{ending}") for ending in FEED_TYPES)
    return Listed(name, path, formats)


def _topics() -> list[Topic]:
    counted = tally("feed-topics", _stories_by_topic)
    public = ArticleTopic.objects.filter(topic=OuterRef("pk"), story_published_at__lte=clock.now())
    return list(Topic.objects.filter(Exists(public), pk__in=counted).order_by("name"))


def _stories_by_topic() -> dict[int, int]:
    public = ArticleTopic.objects.filter(story_published_at__lte=clock.now()).values("topic")
    counted = public.annotate(stories=Count("pk")).order_by("-stories", "topic")[:TOPICS_SHOWN]
    return {row["topic"]: row["stories"] for row in counted}
