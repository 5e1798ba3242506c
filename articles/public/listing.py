"""Every list of stories: pages of 20 by real links, grouped by the day in the site's zone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.cards import cards_by_id
from articles.models import Article
from articles.public.head import Head, ScriptText, absolute, feed_links, page_graph
from articles.public.walks import Walk

PER_PAGE = 20
PAGE_NUMBER = re.compile("[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one list page is about."""

    heading: str
    path: str
    """Of the page itself, without query."""
    label: str = ""
    note: str = ""
    """One line under the heading."""
    description: str = ""
    """For search engines, where there is no note."""
    empty: str = ""
    place: str = "section"
    """What stands above a card's headline: "section", "kicker" or "none"."""
    current: str = ""
    """Slug of the section to mark in the navigation."""
    has_feed: bool = True
    query: str = ""
    """What the links to other pages keep, such as "year=2025&"."""
    robots: str = ""
    structured_data: tuple[ScriptText, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    articles: list[Article]


def list_page(
    request: HttpRequest,
    stories: Walk,
    listing: Listing,
    *,
    may_be_empty: bool = False,
    now: datetime,
    template: str = "articles/listing.html",
    context: Mapping[str, Any] | None = None,
    top: Callable[[list[Article]], dict[str, Any]] | None = None,
) -> HttpResponse:
    """A page of `stories`; a page number that is none or too high is a 404, and so is no story.

    `top` takes what stands above the list out of the first page's stories and says in `rest` which
    are left; it may add others.
    """
    walked: Any = stories  # Any: a Paginator asks only for count() and slices
    page = numbered(Paginator(walked, PER_PAGE), request.GET.get("page"))
    articles = newest_first(cards_by_id(list(page.object_list), now).values())
    if not articles and not may_be_empty:
        raise Http404
    above = top(articles) if top is not None and page.number == 1 else {}
    return render(
        request,
        template,
        {
            "listing": listing,
            "head": listing_head(listing, page),
            "page": page,
            "pages": page_numbers(page),
            "days": by_day(above.get("rest", articles)),
            "now": now,
            "current": listing.current,
            **above,
            **(context or {}),
        },
    )


def numbered(paginator: Paginator[Any], asked: str | None) -> Page[Any]:
    """The page asked for; "0", "abc" and a number past the end are not there."""
    if asked is not None and not PAGE_NUMBER.fullmatch(asked):
        raise Http404
    try:
        return paginator.page(int(asked or 1))
    except EmptyPage as error:
        raise Http404 from error


def newest_first(stories: Iterable[Article]) -> list[Article]:
    return sorted(stories, key=lambda story: (story.published_at, story.pk), reverse=True)


def by_day(articles: Sequence[Article]) -> list[Day]:
    """Stories under their day in the site's zone, in the order given."""

    def day(article: Article) -> date:
        return timezone.localtime(article.published_at).date()

    return [Day(key, list(group)) for key, group in groupby(articles, key=day)]


def page_numbers(page: Page[Any]) -> list[int | None]:
    """The first, the last and the neighbors; None stands for a gap."""
    return list(_with_gaps(page.number, page.paginator.num_pages))


def _with_gaps(number: int, last: int) -> Iterator[int | None]:
    shown = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    before = 0
    for each in shown:
        if each > before + 1:
            yield None
        yield each
        before = each


def listing_head(listing: Listing, page: Page[Any]) -> Head:
    """Title with the page's number, itself as canonical, neighbors, feeds."""
    address = absolute(listing.path)
    title = listing.heading
    if page.number > 1:
        title = _("%(heading)s, page %(n)s") % {"heading": title, "n": page.number}
    canonical = _numbered_address(address, page.number)
    return Head(
        title=title,
        description=listing.note or listing.description,
        canonical=canonical,
        robots=listing.robots,
        previous=_numbered_address(address, page.number - 1) if page.has_previous() else "",
        next=_numbered_address(address, page.number + 1) if page.has_next() else "",
        alternates=feed_links(listing.path, listing.heading) if listing.has_feed else (),
        open_graph=page_graph(title, listing.note or listing.description, canonical),
        structured_data=listing.structured_data,
    )


def _numbered_address(address: str, number: int) -> str:
    return f"{address}?page={number}" if number > 1 else address
