"""Feeds of the site, a section, a person, a topic, a contributor: one reading, three formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles import clock
from articles.body.document import pictures as figures_in
from articles.body.render import render_feed
from articles.body.shapes import FigureBlock
from articles.models import Article, ArticleQuerySet, Contributor, Person, Section, Topic
from articles.public import feed_formats
from articles.public.answers import conditional, open_to_all
from articles.public.head import FEED_TYPES, absolute
from articles.public.identity import PAPER, story_urn
from articles.public.listing import numbered
from articles.public.markup import feed_figure, feed_note
from articles.public.story import author_names, modified_at
from articles.public.story_head import description_of
from articles.public.walks import (
    Walk,
    everything,
    in_section,
    of_contributor,
    of_person,
    of_topic,
)
from articles.templatetags.stories import phrases
from media.models import Picture

PER_FEED = 30
WRITERS: dict[str, Callable[[feed_formats.Feed], str]] = {
    "rss": feed_formats.rss,
    "atom": feed_formats.atom,
    "json": feed_formats.json_feed,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a feed is of."""

    stories: Walk
    path: str = "/"
    title: str = ""
    description: str = ""
    may_be_empty: bool = False
    """A section without stories is there; a person without public ones is not."""


@conditional
def site(request: HttpRequest, ending: str) -> HttpResponse:
    stories = everything(clock.now())
    return _feed(
        request, ending, Scope(stories, description=settings.SITE_TAGLINE, may_be_empty=True)
    )


@conditional
def section(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    place = get_object_or_404(Section, slug=slug)
    stories = in_section(place, clock.now())
    scope = Scope(
        stories, place.get_absolute_url(), place.name, place.description, may_be_empty=True
    )
    return _feed(request, ending, scope)


@conditional
def person(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    somebody = get_object_or_404(Person, slug=slug)
    stories = of_person(somebody, clock.now())
    scope = Scope(stories, somebody.get_absolute_url(), str(somebody), somebody.note)
    return _feed(request, ending, scope)


@conditional
def topic(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    subject = get_object_or_404(Topic, slug=slug)
    stories = of_topic(subject, clock.now())
    scope = Scope(stories, subject.get_absolute_url(), subject.name, subject.definition)
    return _feed(request, ending, scope)


@conditional
def contributor(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    maker = get_object_or_404(Contributor, slug=slug)
    stories = of_contributor(maker, clock.now())
    return _feed(request, ending, Scope(stories, maker.get_absolute_url(), maker.name))


def _feed(request: HttpRequest, ending: str, scope: Scope) -> HttpResponse:
    """The newest 30; older ones by ?page=, which JSON Feed links to."""
    if ending not in WRITERS:
        raise Http404
    walked: Any = scope.stories  # Any: a Paginator asks only for count() and slices
    page = numbered(Paginator(walked, PER_FEED), request.GET.get("page"))
    stories = feed_stories(Article.objects.published(clock.now()), list(page.object_list))
    if not stories and not scope.may_be_empty:
        raise Http404
    base = "" if scope.path == "/" else absolute(scope.path)
    address = f"{base or settings.SITE_URL}/feed.{ending}"
    feed = feed_formats.Feed(
        title=f"{scope.title} | {settings.SITE_NAME}" if scope.title else settings.SITE_NAME,
        publisher=settings.SITE_NAME,
        description=scope.description or scope.title or settings.SITE_NAME,
        home=absolute(scope.path),
        address=address if page.number == 1 else f"{address}?page={page.number}",
        next=f"{address}?page={page.number + 1}" if page.has_next() else "",
        language=settings.LANGUAGE_CODE,
        stories=stories,
        hub=settings.WEBSUB_HUB,
    )
    kind = f"{FEED_TYPES[ending]}; charset=utf-8"
    response = open_to_all(HttpResponse(WRITERS[ending](feed), content_type=kind))
    if feed.hub:
        response.headers["Link"] = f'<{feed.hub}>; rel="hub", <{feed.address}>; rel="self"'
    return response


def feed_stories(stories: ArticleQuerySet, ids: Sequence[int]) -> list[feed_formats.FeedStory]:
    """Whole stories in the order of `ids`; a fixed number of queries."""
    wanted_ones: Any = stories.for_page().filter(pk__in=ids)  # Any: the annotated key
    found = {article.pk: article for article in wanted_ones.annotate(paper=PAPER)}
    articles = [found[pk] for pk in ids if pk in found]
    wanted = {
        figure.picture
        for article in articles
        for figure in figures_in(article.body)
        if figure.picture is not None
    }
    pictures = Picture.objects.in_bulk(wanted) if wanted else {}
    return [feed_story(article, pictures, article.paper) for article in articles]


def feed_story(
    article: Article, pictures: dict[int, Picture], paper: UUID | None
) -> feed_formats.FeedStory:
    def draw(block: FigureBlock) -> str:
        picture = pictures.get(block.picture or 0)
        return feed_figure(picture, block) if picture else ""

    lead = article.lead_picture
    names = author_names(article)
    published: datetime | None = article.published_at
    above, below = (
        "".join(
            feed_note(each) for each in article.corrections.all() if each.meaning_changed is top
        )
        for top in (True, False)
    )
    text = render_feed(
        article.body,
        site_url=settings.SITE_URL,
        draw_figure=draw,
        phrases=phrases(),
        language="" if article.language == settings.LANGUAGE_CODE else article.language,
        direction=article.direction,
    )
    return feed_formats.FeedStory(
        id=story_urn(paper, article.pk),
        url=absolute(article.get_absolute_url()),
        headline=article.headline,
        summary=description_of(article),
        html=above + text + below,
        published_at=published or clock.now(),
        modified_at=modified_at(article) or published or clock.now(),
        authors=names,
        subjects=[
            *([article.section.name] if article.section else []),
            *(tie.topic.name for tie in article.topic_ties.all()),
        ],
        language=article.language or settings.LANGUAGE_CODE,
        picture=feed_formats.feed_picture(lead, article.lead_caption) if lead else None,
        further=[
            shown
            for figure in figures_in(article.body)
            if (picture := pictures.get(figure.picture or 0))
            and (shown := feed_formats.feed_picture(picture, figure.caption))
        ],
    )
