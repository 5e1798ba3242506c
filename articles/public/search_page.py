"""The search page: a GET form, its answers, and what to offer when there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.body.words import plain_text
from articles.cards import cards_in_order, newest_cards
from articles.models import Article, ArticleQuerySet, Person, PersonAlias, PersonMention, Section
from articles.people.fold import fold_name
from articles.prepared import Prepared
from articles.public.extracts import extract
from articles.public.head import Head, absolute
from articles.public.listing import PER_PAGE, numbered, page_numbers
from articles.public.walks import PlainWalk, Walk
from articles.search import LONGEST, Query, parse
from articles.search import search as find

ORDERS = ("relevance", "newest")
NEWEST, PEOPLE = 5, 5


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
    answer = _answer(asked, request.GET.get("page"), now)
    context = {
        **answer,
        "head": _head(asked),
        "asked": asked,
        "offered": Section.objects.filter(in_navigation=True),
        "query": asked.query(),
        "people": people_named(asked.words, now),
        "newest": [] if answer["results"] else newest_cards(NEWEST, now),
        "now": now,
        "current": "search",
    }
    return render(request, "articles/search.html", context)


@Prepared
def _bodies(*, now: datetime, ids: list[int]) -> QuerySet[Article, Any]:
    return Article.objects.published(now).filter(pk__in=ids).order_by().values_list("pk", "body")


def _answer(asked: Asked, page_number: str | None, now: datetime) -> dict[str, Any]:
    """page, pages, tally and results: (story, extract) pairs; empty where nothing was asked."""
    if not asked:
        return {"page": None, "pages": [], "tally": "", "results": []}
    query = parse(asked.words)
    ids, is_capped = matching(Article.objects.published(now), asked, query)
    walked: Any = ids  # Any: a Paginator asks only for count() and slices
    page = numbered(Paginator(walked, PER_PAGE), page_number)
    found = cards_in_order(list(page.object_list), now)
    bodies = dict(_bodies(now=now, ids=[each.pk for each in found]))
    return {
        "page": page,
        "pages": page_numbers(page),
        "tally": tally(page.paginator.count, is_capped=is_capped),
        "results": [(each, extract(plain_text(bodies[each.pk]), query.wanted)) for each in found],
    }


def tally(count: int, *, is_capped: bool) -> str:
    """How many were found, as it is said aloud."""
    if is_capped:
        return _("More than %(n)s results") % {"n": count}
    return ngettext("%(n)s result", "%(n)s results", count) % {"n": count}


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


def matching(
    public: ArticleQuerySet, asked: Asked, query: Query
) -> tuple[Sequence[int] | Walk, bool]:
    """Ids of the stories that hold the words and pass the filters, in order; whether more exist."""
    stories = filtered(public, asked)
    if not asked.words:
        return PlainWalk(stories), False
    matches = find(query, stories, newest_first=asked.order == "newest")
    return matches.ids, matches.is_capped


def filtered(public: ArticleQuerySet, asked: Asked) -> ArticleQuerySet:
    found = public
    if asked.section:
        found = found.filter(section__slug=asked.section)
    if asked.person:
        found = found.mentioning(*Person.objects.filter(name_key=fold_name(asked.person))[:5])
    if asked.since:
        found = found.filter(published_at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(published_at__lt=_midnight(asked.until + timedelta(days=1)))
    return found


def people_named(words: str, now: datetime) -> list[Person]:
    """People of that name who stand in a public story."""
    if not words:
        return []
    return _people(now=now, key=fold_name(words))


@Prepared
def _people(*, now: datetime, key: str) -> QuerySet[Person]:
    """Two walks on indexes; a person's ties say whether any of their stories is public."""
    shown = PersonMention.objects.filter(tag=OuterRef("pk"), story_published_at__lte=now)
    aliases = PersonAlias.objects.filter(name_key=key).values("person")
    named = Person.objects.filter(Q(name_key=key) | Q(pk__in=aliases), Exists(shown))
    return named.order_by("name", "pk")[:PEOPLE]


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
