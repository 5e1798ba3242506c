"""The archive by date: years and months, a month, a day; dates are the site zone's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import TruncDay, TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles import clock
from articles.models import Article, ArticleQuerySet
from articles.public.head import Head, absolute, page_graph
from articles.public.listing import Listing, list_page
from articles.public.tallies import tally
from articles.public.walks import PlainWalk
from articles.templatetags.times import day_in_words
from articles.years import YEARS

BUSY = 2
"""Stories a day above which a month is read day by day; R33."""


@dataclass(frozen=True, slots=True)
class DateLink:
    text: str
    url: str
    stories: int
    is_current: bool = False


def years(request: HttpRequest) -> HttpResponse:
    """Every month that has a public story, under its year."""
    counted = sorted(tally("months", _stories_by_month).items(), reverse=True)
    grouped = [
        (year, [_month_link(month, count) for month, count in months])
        for year, months in groupby(counted, key=lambda row: row[0].year)
    ]
    title, canonical = _("Archive by date"), absolute(request.path)
    told = _("Every story of %(site)s, by month.") % {"site": settings.SITE_NAME}
    graph = page_graph(title, told, canonical)
    head = Head(title=title, description=told, canonical=canonical, open_graph=graph)
    return render(request, "articles/archive.html", {"head": head, "years": grouped})


def _stories_by_month() -> dict[date, int]:
    public = Article.objects.published(clock.now())
    rows = public.order_by().annotate(month=TruncMonth("published_at")).values_list("month")
    return {month.date(): count for month, count in rows.annotate(Count("pk"))}


def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """A month's stories; a busy month offers its days."""
    now, first = clock.now(), _date(year, month, "1")
    after = (first + timedelta(days=32)).replace(day=1)
    stories = _between(first, after, now)
    if not stories.exists():
        raise Http404
    days = _days(stories)
    is_busy = sum(link.stories for link in days) > BUSY * (after - first).days
    return _dated(
        request,
        stories,
        heading=formats.date_format(first, "F Y"),
        links=days if is_busy else [],
        now=now,
    )


def day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    """A day's stories and a way back to its month."""
    now, chosen = clock.now(), _date(year, month, day)
    stories = _between(chosen, chosen + timedelta(days=1), now)
    if not stories.exists():
        raise Http404
    back = [_month_link(chosen.replace(day=1), 0)]
    heading = day_in_words(chosen)
    return _dated(request, stories, heading=heading, links=back, now=now)


def _dated(
    request: HttpRequest,
    stories: ArticleQuerySet,
    *,
    heading: str,
    links: list[DateLink],
    now: datetime,
) -> HttpResponse:
    listing = Listing(
        heading=heading,
        path=request.path,
        label=_("Archive"),
        description=_("Stories of %(when)s, newest first.") % {"when": heading},
        has_feed=False,
    )
    template = "articles/archive_dates.html"
    return list_page(
        request, PlainWalk(stories), listing, now=now, template=template, context={"dates": links}
    )


def _between(first: date, after: date, now: datetime) -> ArticleQuerySet:
    public = Article.objects.published(now)
    return public.filter(published_at__gte=_midnight(first), published_at__lt=_midnight(after))


def _days(stories: ArticleQuerySet) -> list[DateLink]:
    rows = stories.order_by().annotate(day=TruncDay("published_at")).values_list("day")
    return [_day_link(when.date(), count) for when, count in sorted(rows.annotate(Count("pk")))]


def _midnight(when: date) -> datetime:
    return timezone.make_aware(datetime.combine(when, time.min))


def _date(year: str, month: str, day: str) -> date:
    try:
        chosen = date(int(year), int(month), int(day))
    except ValueError as error:
        raise Http404 from error
    if chosen.year not in YEARS:
        raise Http404
    return chosen


def _month_link(first: date, stories: int) -> DateLink:
    url = reverse("month", args=[f"{first:%Y}", f"{first:%m}"])
    return DateLink(formats.date_format(first, "F Y"), url, stories)


def _day_link(when: date, stories: int) -> DateLink:
    url = reverse("day", args=[f"{when:%Y}", f"{when:%m}", f"{when:%d}"])
    return DateLink(str(when.day), url, stories)
