"""The search page: a GET form, its answers, and what to offer when there are none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import clock
from articles.body.words import plain_text
from articles.cards import cards_in_order, newest_cards
from articles.models import Article, Person, PersonAlias, PersonMention
from articles.people.fold import fold_name
from articles.prepared import Prepared
from articles.public.asked import Asked, asked_for, found_for
from articles.public.crowded import a_few_at_once
from articles.public.extracts import extract
from articles.public.facets import are_counted, facets
from articles.public.head import Head, absolute
from articles.public.listing import PER_PAGE, numbered, page_numbers
from articles.public.spelling import spelled
from articles.search import parse

NEWEST, PEOPLE = 5, 5


@a_few_at_once
def search(request: HttpRequest) -> HttpResponse:
    """Results, or an empty form with what is new."""
    now, asked = clock.now(), asked_for(request.GET)
    answer = _answer(asked, request.GET.get("page"), now)
    nothing = not answer["results"]
    instead = spelled(asked, now) if nothing and asked.words else ""
    context = {
        **answer,
        "head": _head(asked),
        "asked": asked,
        "query": asked.query(),
        "people": people_named(asked.words, now),
        "instead": instead,
        "instead_query": Asked(words=instead).address(),
        "newest": newest_cards(NEWEST, now) if nothing else [],
        "now": now,
        "current": "search",
    }
    response = render(request, "articles/search.html", context)
    response.headers["Cache-Control"] = "no-store"  # what somebody looked for stays with them
    response.kept_here = True  # type: ignore[attr-defined]
    return response


@Prepared
def _bodies(*, now: datetime, ids: list[int]) -> QuerySet[Article, Any]:
    return Article.objects.published(now).filter(pk__in=ids).order_by().values_list("pk", "body")


def _answer(asked: Asked, page_number: str | None, now: datetime) -> dict[str, Any]:
    """page, pages, tally, facets and results: (story, extract) pairs; empty where nothing was asked."""
    if not asked:
        return {"page": None, "pages": [], "tally": "", "facets": [], "results": []}
    wanted = parse(asked.words).wanted
    found = found_for(asked, now)
    walked: Any = found.ids  # Any: a Paginator asks only for count() and slices
    page = numbered(Paginator(walked, PER_PAGE), page_number)
    cards = cards_in_order(list(page.object_list), now)
    bodies = dict(_bodies(now=now, ids=[each.pk for each in cards]))
    return {
        "page": page,
        "pages": page_numbers(page),
        "tally": tally(page.paginator.count, is_capped=found.matches.is_capped),
        "facets": facets(asked, found.matches),
        "is_counted": are_counted(found.matches),
        "results": [(each, extract(plain_text(bodies[each.pk]), wanted)) for each in cards],
    }


def tally(count: int, *, is_capped: bool) -> str:
    """How many were found, as it is said aloud."""
    if is_capped:
        return _("More than %(n)s results") % {"n": count}
    return ngettext("%(n)s result", "%(n)s results", count) % {"n": count}


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
