"""What the stories of a search have in common, counted, each value a link that narrows the search."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Contributor, Person, SearchText, Section, Topic
from articles.prepared import Prepared
from articles.pressure import is_lean
from articles.public.asked import Asked
from articles.search import Matches, as_rows

SHOWN = 8
"""Values of one facet; the likelier ones come first."""
FEWEST = 2
"""A search of one story has nothing to narrow."""
COUNTED = 500
"""Matches whose values are told with numbers: 2 ms of counting."""
LOOKED_AT = 200
"""Best ones of more than that: they say which values are likely, and no number is told."""


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


def facets(asked: Asked, matches: Matches) -> list[Facet]:
    """Section, people, topics, contributors and years of the best matches; five queries at most.

    What they are tied to is read as the index of search has it: counting tokens is a fifth of the
    work of counting rows of four tables.
    """
    if is_lean() or (len(matches.ids) < FEWEST and not asked.is_narrowed):
        return []
    best = matches.ids if are_counted(matches) else matches.ids[:LOOKED_AT]
    tied = _tied(best)
    names = (_("Section"), _("Person"), _("Topic"), _("Contributor"))
    found = [
        Facet(names[kind], _values(asked, field, _named(kind, tied[letter])))
        for kind, (letter, field, _model, _columns) in enumerate(KINDS)
    ]
    found.append(Facet(_("Year"), _years(asked, [matches.times[pk] for pk in best])))
    return [facet for facet in found if facet.values]


def are_counted(matches: Matches) -> bool:
    """Whether the numbers beside the values are those of all matches."""
    return not matches.is_capped and len(matches.ids) <= COUNTED


Rows = Iterable[tuple[str, str, int]]
"""Address, name, count."""

KINDS: list[tuple[str, str, type[Model], tuple[str, ...]]] = [
    ("s", "section", Section, ("slug", "name")),
    ("p", "person", Person, ("slug", "name", "qualifier")),
    ("t", "topic", Topic, ("slug", "name")),
    ("c", "contributor", Contributor, ("slug", "name")),
]
"""The letter of its tokens, a facet's name in an address, its rows and what is shown of them."""


@Prepared
def _rows(kind: int, *, ids: list[int]) -> QuerySet[Any, Any]:
    _letter, _field, model, columns = KINDS[kind]
    return model._default_manager.filter(pk__in=ids).order_by().values_list("pk", *columns)


def _tied(best: list[int]) -> dict[str, Counter[int]]:
    """For each letter how many of the stories have which number (articles.search.ties)."""
    ties = SearchText.objects.filter(article__in=as_rows(best)).values_list("ties", flat=True)
    tokens = Counter(" ".join(ties).split())
    tied: dict[str, Counter[int]] = defaultdict(Counter)
    for token, n in tokens.items():
        tied[token[1]][int(token[2:])] = n
    return tied


def _named(kind: int, counted: Counter[int]) -> Rows:
    """The most frequent ones by their address and name."""
    most = sorted(counted, key=lambda pk: (-counted[pk], pk))[:SHOWN]
    names = {pk: (slug, _full(*name)) for pk, slug, *name in _rows(kind, ids=most)}
    return [(*names[pk], counted[pk]) for pk in most if pk in names]


def _full(name: str, qualifier: str = "") -> str:
    return f"{name} ({qualifier})" if qualifier else name


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


def _years(asked: Asked, moments: Iterable[float]) -> list[Value]:
    if asked.since or asked.until:
        name = " – ".join(str(day or "…") for day in (asked.since, asked.until))
        count = sum(1 for _moment in moments)
        return [Value(name, count, asked.address(since=None, until=None), is_chosen=True)]
    counted = _by_year(sorted(moments))
    return [
        Value(str(year), n, asked.address(since=date(year, 1, 1), until=date(year, 12, 31)))
        for year, n in sorted(counted.items(), reverse=True)[:SHOWN]
        if len(counted) > 1
    ]


def _by_year(moments: list[float]) -> dict[int, int]:
    """Year of the newsroom's clock -> how many of the moments, which are sorted seconds."""
    if not moments:
        return {}
    counted, start = {}, 0
    for year in range(*_span(moments)):
        end = bisect_left(moments, _start(year + 1))
        if end > start:
            counted[year] = end - start
        start = end
    return counted


def _span(moments: list[float]) -> tuple[int, int]:
    first, last = (timezone.localtime(datetime.fromtimestamp(moments[n], UTC)) for n in (0, -1))
    return first.year, last.year + 1


def _start(year: int) -> float:
    return timezone.make_aware(datetime(year, 1, 1)).timestamp()
