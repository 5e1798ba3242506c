"""Words -> the ids of stories in order, the same on FTS5 and on PostgreSQL.

The work of one search is bounded: of more than MOST_MATCHES stories that match, the newest
entries are ranked, and the count says "more than".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.models import ArticleQuerySet
from articles.search import on_postgresql
from articles.search.query import Query
from articles.search.ties import Narrowed

MOST_MATCHES = 1000

WEIGHTS = (10.0, 4.0, 5.0, 2.0, 1.0, 0.0)
"""bm25's weights of headline, standfirst, people, captions, body, ties."""
ANYWHERE = Narrowed()


@dataclass(slots=True)
class Matches:
    """Ids of the stories found, best or newest first; `is_capped`: there are more than these."""

    ids: list[int] = field(default_factory=list)
    is_capped: bool = False
    times: dict[int, float] = field(default_factory=dict)
    """When each was published, in seconds since 1970."""


def search(
    query: Query,
    stories: ArticleQuerySet,
    *,
    narrowed: Narrowed = ANYWHERE,
    newest_first: bool = False,
) -> Matches:
    """Those of `stories` that hold every wanted term and no unwanted one; five queries at most.

    `stories` carries the door and the exact filters: published(now), a section, a person;
    `narrowed` says the filters in the index's own terms, so that of a common word the newest
    matches are those that pass them. Without words whatever is narrowed to is found.
    """
    if not (query or narrowed) or not all(narrowed.groups):
        return Matches()
    ranked, is_capped = _ranked(query, narrowed)
    if not ranked:
        return Matches()
    times = _times(stories.filter(pk__in=as_rows(ranked)))
    if newest_first or not query:
        order = [pk for _time, pk in sorted(((times[pk], pk) for pk in times), reverse=True)]
    else:
        order = [-pk for _rank, pk in sorted((ranked[pk], -pk) for pk in times)]
    return Matches(order[:MOST_MATCHES], is_capped=is_capped, times=times)


def _times(stories: ArticleQuerySet) -> dict[int, float]:
    """Numbers, on PostgreSQL from there: making a thousand moments takes as long as to rank them."""
    rows = stories.order_by()
    if connection.vendor == "postgresql":
        seconds = RawSQL("extract(epoch FROM articles_article.published_at)::float8", [])
        return dict(rows.values_list("pk", seconds))
    moments = rows.values_list("pk", "published_at")
    return {pk: moment.timestamp() if moment else 0.0 for pk, moment in moments}


def listed(query: Query) -> list[int]:
    """The newest MOST_MATCHES + 1 stories that match, by one statement, whoever may see them."""
    if not query:
        return []
    if connection.vendor == "postgresql":
        return on_postgresql.listed(query, MOST_MATCHES + 1)
    return list(_ranked(query, ANYWHERE)[0])


def matching(query: Query, stories: ArticleQuerySet) -> ArticleQuerySet:
    """Those of `stories` that match, unranked, as a queryset; for lists with an order of their own."""
    return stories.filter(pk__in=as_rows(listed(query)))


def as_rows(ids: Iterable[int]) -> RawSQL:
    """Ids as a subquery of one parameter: thousands of them cost no more to write down than one."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [on_postgresql.array(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def _ranked(query: Query, narrowed: Narrowed) -> tuple[dict[int, float], bool]:
    """Id -> rank, the lower the better, of the newest MOST_MATCHES + 1 matches; whether there are more."""
    if connection.vendor == "postgresql":
        return on_postgresql.newest(query, narrowed, MOST_MATCHES + 1)
    weights = ", ".join(map(str, WEIGHTS))
    rank = f"bm25(articles_searchindex, {weights})" if query else "0"
    sql = (
        f"SELECT rowid, {rank} FROM articles_searchindex WHERE articles_searchindex MATCH %s "  # noqa: S608
        f"ORDER BY rowid DESC LIMIT {MOST_MATCHES + 1}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_match(query, narrowed)])
        ranked = dict(cursor.fetchall())
    return ranked, len(ranked) > MOST_MATCHES


def _match(query: Query, narrowed: Narrowed) -> str:
    """FTS5's expression; every term is a quoted string, so none of its signs mean anything."""
    groups = [_any(group) for group in narrowed.groups]
    wanted = " AND ".join([*(f'"{term}"' for term in query.wanted), *groups])
    return f"({wanted}) NOT {_any(query.unwanted)}" if query.unwanted else wanted


def _any(terms: Sequence[str]) -> str:
    quoted = " OR ".join(f'"{term}"' for term in terms)
    return f"({quoted})"
