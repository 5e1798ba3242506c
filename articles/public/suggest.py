"""Suggestions while somebody types: people first, then topics, sections and contributors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from articles import clock
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    Contributor,
    Person,
    PersonMention,
    PersonWord,
    Section,
    Topic,
)
from articles.people.directory_search import MOST_WORDS, begins
from articles.people.fold import fold_name

SHORTEST, LONGEST = 2, 60
PEOPLE, OTHERS = 6, 3
LOOKED_AT = 500
"""Names that begin so, before it is asked which of them the news speaks of."""


def suggest(request: HttpRequest) -> JsonResponse:
    """?q= as {"suggestions": [{kind, name, note, url}]}; only what public stories are tied to."""
    key = fold_name(request.GET.get("q", "").replace("\0", "")[:LONGEST])
    found = list(suggestions(key, clock.now())) if len(key) >= SHORTEST else []
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    response.kept_here = True  # type: ignore[attr-defined]
    return response


def suggestions(key: str, now: datetime) -> Iterator[dict[str, str]]:
    """`key` is folded; four queries."""
    for person in people_beginning(key, now):
        yield _told("person", str(person), person.role or _("Person"), person.get_absolute_url())
    kinds: list[tuple[str, str, Any]] = [
        ("topic", _("Topic"), _tied(Topic, ArticleTopic, "topic", key, now)),
        ("section", _("Section"), _sections(key, now)),
        ("contributor", _("Contributor"),
         _tied(Contributor, ArticleContributor, "contributor", key, now)),
    ]  # fmt: skip
    for kind, note, rows in kinds:
        for row in rows[:OTHERS]:
            yield _told(kind, row.name, note, row.get_absolute_url())


def _told(kind: str, name: str, note: str, url: str) -> dict[str, str]:
    return {"kind": kind, "name": name, "note": note, "url": url}


def people_beginning(key: str, now: datetime) -> QuerySet[Person]:
    """People whose names hold these words, the last as a beginning; who was last in the news first."""
    words = key.split()[:MOST_WORDS]
    people = Person.objects.all()
    for word in words[:-1]:
        people = people.filter(pk__in=PersonWord.objects.filter(word=word).values("person"))
    last = PersonWord.objects.filter(begins("word", words[-1])).order_by("word", "person")
    if len(words) == 1:
        people = people.filter(pk__in=last.values("person")[:LOOKED_AT])
    else:
        people = people.filter(pk__in=last.values("person"))
    ties = PersonMention.objects.filter(tag=OuterRef("pk"), story_published_at__lte=now)
    moments = ties.order_by("-story_published_at").values("story_published_at")
    newest = people.annotate(newest=Subquery(moments[:1])).filter(newest__isnull=False)
    found: QuerySet[Person] = newest.order_by("-newest", "name", "pk")[:PEOPLE]
    return found


def _tied(model: Any, ties: Any, name: str, key: str, now: datetime) -> QuerySet[Any]:
    """Rows of a directory whose name begins so and that a public story has."""
    shown = ties.objects.filter(**{name: OuterRef("pk")}, story_published_at__lte=now)
    rows: QuerySet[Any] = model.objects.filter(begins("name_key", key), Exists(shown))
    return rows.order_by("name_key", "pk")


def _sections(key: str, now: datetime) -> list[Section]:
    """A house has few sections: all are looked at."""
    public = Article.objects.published(now).filter(section=OuterRef("pk"))
    named = Section.objects.filter(Exists(public.order_by()))
    return [section for section in named if fold_name(section.name).startswith(key)]
