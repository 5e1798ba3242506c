"""What the stories of a search have in common, counted, each value a link that narrows the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticleContributor, ArticleTopic, PersonMention
from articles.public.asked import Asked
from articles.search import Matches, as_rows

SHOWN = 8
"""Values of one facet; the likelier ones come first."""
FEWEST = 2
"""A search of one story has nothing to narrow."""
COUNTED = 500
"""Best matches that are looked at: 5 ms of counting; of more the values are shown without numbers."""


@dataclass(frozen=True, slots=True)
class Value:
    name: str
    count: int
    query: str
    """Of the address that narrows to it, or that widens again if it is chosen."""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: list[Value]


def facets(asked: Asked, matches: Matches, now: datetime) -> list[Facet]:
    """Section, people, topics, contributors and years of the best matches; four queries for any number."""
    if len(matches.ids) < FEWEST and not asked.is_narrowed:
        return []
    best = matches.ids[:COUNTED]
    ids = as_rows(best)
    public = Article.objects.published(now)
    found = [
        Facet(_("Section"), _values(asked, "section", _sections(public.filter(pk__in=ids)))),
        Facet(_("Person"), _values(asked, "person", _people(ids))),
        Facet(_("Topic"), _values(asked, "topic", _topics(ids))),
        Facet(_("Contributor"), _values(asked, "contributor", _contributors(ids))),
        Facet(_("Year"), _years(asked, [matches.times[pk] for pk in best])),
    ]
    return [facet for facet in found if facet.values]


def are_counted(matches: Matches) -> bool:
    """Whether the numbers beside the values are those of all matches."""
    return not matches.is_capped and len(matches.ids) <= COUNTED


Rows = Iterable[tuple[str, str, int]]
"""Address, name, count."""


def _most(rows: QuerySet[Any, Any], slug: str, *names: str) -> list[Any]:
    counted = rows.order_by().values_list(slug, *names).annotate(n=Count("pk"))
    return list(counted.order_by("-n", slug)[:SHOWN])


def _sections(public: QuerySet[Article]) -> Rows:
    return _most(public.exclude(section=None), "section__slug", "section__name")


def _people(ids: Any) -> Rows:
    rows = PersonMention.objects.filter(content_object__in=ids)
    found = _most(rows, "tag__slug", "tag__name", "tag__qualifier")
    for slug, name, qualifier, n in found:
        yield slug, f"{name} ({qualifier})" if qualifier else name, n


def _topics(ids: Any) -> Rows:
    return _most(ArticleTopic.objects.filter(article__in=ids), "topic__slug", "topic__name")


def _contributors(ids: Any) -> Rows:
    rows = ArticleContributor.objects.filter(article__in=ids)
    return _most(rows, "contributor__slug", "contributor__name")


def _values(asked: Asked, field: str, rows: Rows) -> list[Value]:
    """One value that all of them share narrows nothing; the chosen one stays, to be taken off."""
    chosen = getattr(asked, field)
    values = [
        Value(name, n, asked.address(**{field: "" if chosen in (slug, name) else slug}),
              is_chosen=chosen in (slug, name))
        for slug, name, n in rows
    ]  # fmt: skip
    if chosen:
        return [value for value in values if value.is_chosen]
    return values if len(values) > 1 else []


def _years(asked: Asked, moments: Iterable[datetime]) -> list[Value]:
    if asked.since or asked.until:
        name = " – ".join(str(day or "…") for day in (asked.since, asked.until))
        count = sum(1 for _moment in moments)
        return [Value(name, count, asked.address(since=None, until=None), is_chosen=True)]
    counted = Counter(timezone.localtime(moment).year for moment in moments)
    return [
        Value(str(year), n, asked.address(since=date(year, 1, 1), until=date(year, 12, 31)))
        for year, n in sorted(counted.items(), reverse=True)[:SHOWN]
        if len(counted) > 1
    ]
