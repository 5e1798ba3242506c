"""The search page: a GET form, its answers, and what to offer when there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, ArticleQuerySet, Person, Section
from articles.people.fold import fold_name
from articles.public.head import Head, absolute
from articles.public.listing import PER_PAGE, in_order, numbered, page_numbers

LONGEST = 200
MOST_WORDS = 12
ORDERS = ("relevance", "newest")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for; a value that makes no sense is left out."""

    words: str = ""
    section: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    order: str = "relevance"

    def __bool__(self) -> bool:
        return bool(self.words or self.section or self.person or self.since or self.until)

    @property
    def is_filtered(self) -> bool:
        filters = (self.section, self.person, self.since, self.until)
        return any(filters) or self.order != ORDERS[0]

    def query(self) -> str:
        """What stands before a page number in a link."""
        given = {
            "q": self.words,
            "section": self.section,
            "person": self.person,
            "from": self.since or "",
            "to": self.until or "",
            "order": self.order,
        }
        return urlencode({name: value for name, value in given.items() if value}) + "&"


def search(request: HttpRequest) -> HttpResponse:
    """Results, or an empty form with what is new."""
    now, asked = timezone.now(), asked_for(request.GET)
    public = Article.objects.published(now)
    page = _page(matching(public, asked), request.GET.get("page")) if asked else None
    found = page.paginator.count if page else 0
    context = {
        "head": _head(asked),
        "asked": asked,
        "offered": Section.objects.filter(in_navigation=True),
        "page": page,
        "pages": page_numbers(page) if page else [],
        "query": asked.query(),
        "tally": ngettext("%(n)s result", "%(n)s results", found) % {"n": found},
        "results": in_order(public, list(page.object_list)) if page else [],
        "people": people_named(asked.words, now),
        "newest": [] if found else list(public.for_cards().newest_first()[:5]),
        "now": now,
        "current": "search",
    }
    return render(request, "articles/search.html", context)


def asked_for(given: QueryDict) -> Asked:
    order = given.get("order", "")
    return Asked(
        words=" ".join(given.get("q", "").replace("\0", "")[:LONGEST].split()),
        section=given.get("section", "")[:60].replace("\0", ""),
        person=given.get("person", "")[:100].replace("\0", "").strip(),
        since=_date(given.get("from", "")),
        until=_date(given.get("to", "")),
        order=order if order in ORDERS else ORDERS[0],
    )


def matching(public: ArticleQuerySet, asked: Asked) -> ArticleQuerySet:
    """The public stories that hold every word and pass every filter, newest first."""
    found = public
    for word in asked.words.split()[:MOST_WORDS]:
        found = found.filter(Q(headline__icontains=word) | Q(standfirst__icontains=word))
    if asked.section:
        found = found.filter(section__slug=asked.section)
    if asked.person:
        found = found.mentioning(*Person.objects.filter(name_key=fold_name(asked.person))[:5])
    if asked.since:
        found = found.filter(published_at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(published_at__lt=_midnight(asked.until + timedelta(days=1)))
    return found.newest_first()


def people_named(words: str, now: datetime) -> list[Person]:
    """People of that name who stand in a public story."""
    if not words:
        return []
    key = fold_name(words)
    named = Person.objects.filter(Q(name_key=key) | Q(aliases__name_key=key)).distinct()[:5]
    public = Article.objects.published(now)
    return [each for each in named if public.mentioning(each).exists()]


def _page(found: ArticleQuerySet, asked: str | None) -> Page[int]:
    return numbered(Paginator(found.values_list("pk", flat=True), PER_PAGE), asked)


def _head(asked: Asked) -> Head:
    title = _("Search: %(words)s") % {"words": asked.words} if asked.words else _("Search")
    return Head(title=title, canonical=absolute("/search"), robots="noindex")


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _midnight(when: date) -> datetime:
    return timezone.make_aware(datetime.combine(when, time.min))
