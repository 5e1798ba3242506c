"""Words -> the ids of stories in order, the same on FTS5 and on PostgreSQL.

The work of one search is bounded: of more than MOST_MATCHES stories that match, the newest
entries are ranked, and the count says "more than".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.models import ArticleQuerySet
from articles.search.query import Query
from articles.search.ties import Narrowed

MOST_MATCHES = 2000

WEIGHTS = (10.0, 4.0, 5.0, 2.0, 1.0, 0.0)
"""bm25's weights of headline, standfirst, people, captions, body, ties."""
POSTGRES_WEIGHTS = "{0.1, 0.2, 0.5, 1.0}"
"""The same for ts_rank, from D to A."""
ANYWHERE = Narrowed()


@dataclass(slots=True)
class Matches:
    """Ids of the stories found, best or newest first; `is_capped`: there are more than these."""

    ids: list[int] = field(default_factory=list)
    is_capped: bool = False
    times: dict[int, datetime] = field(default_factory=dict)
    """When each was published."""


def search(
    query: Query,
    stories: ArticleQuerySet,
    *,
    narrowed: Narrowed = ANYWHERE,
    newest_first: bool = False,
) -> Matches:
    """Those of `stories` that hold every wanted term and no unwanted one; two queries at most.

    `stories` carries the door and the exact filters: published(now), a section, a person;
    `narrowed` says the filters in the index's own terms, so that of a common word the newest
    matches are those that pass them. Without words whatever is narrowed to is found.
    """
    if not (query or narrowed) or not all(narrowed.groups):
        return Matches()
    ranked = _ranked(query, narrowed)
    if not ranked:
        return Matches()
    times: dict[int, Any] = dict(
        stories.filter(pk__in=as_rows(ranked)).order_by().values_list("pk", "published_at")
    )
    if newest_first or not query:
        order = sorted(times, key=lambda pk: (times[pk], pk), reverse=True)
    else:
        order = sorted(times, key=lambda pk: (ranked[pk], -pk))
    return Matches(order[:MOST_MATCHES], is_capped=len(ranked) > MOST_MATCHES, times=times)


def matching(query: Query, stories: ArticleQuerySet) -> ArticleQuerySet:
    """The stories that match, unranked, as a queryset; for lists that have their own order."""
    return stories.filter(pk__in=_matching(query)) if query else stories.none()


def _matching(query: Query) -> RawSQL:
    """A subquery of ids, at most MOST_MATCHES + 1, the newest entries."""
    sql, values = _newest(query, ANYWHERE)
    return RawSQL(sql, values)  # noqa: S611 - the SQL is ours, every word is a parameter


def as_rows(ids: Iterable[int]) -> RawSQL:
    """Ids as a subquery of one parameter: thousands of them cost no more to write down than one."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def _ranked(query: Query, narrowed: Narrowed) -> dict[int, float]:
    """Id -> rank, the lower the better, of the newest MOST_MATCHES + 1 matches."""
    if connection.vendor == "postgresql":
        expression, words = _vector_query(query)
        rank = f"-ts_rank('{POSTGRES_WEIGHTS}', vector, {expression}, 1)" if query else "0"
        # Ranked after the limit: a vector lies outside its row, and fetching it costs 15 microseconds.
        inner, values = _newest(query, narrowed, "article_id, vector")
        sql, values = f"SELECT article_id, {rank} FROM ({inner}) newest", [*words, *values]  # noqa: S608
    else:
        weights = ", ".join(map(str, WEIGHTS))
        rank = f"bm25(articles_searchindex, {weights})" if query else "0"
        sql, values = _newest(query, narrowed, f"rowid, {rank}")
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())


def _newest(query: Query, narrowed: Narrowed, columns: str = "") -> tuple[str, list[Any]]:
    """The newest MOST_MATCHES + 1 matches.

    PostgreSQL would rather walk the primary key backwards and look into one vector after the
    other, outside their rows; an order that no index has makes it ask the index of words.
    """
    where, values = _where(query, narrowed)
    name, order = "rowid", "rowid"
    if connection.vendor == "postgresql":
        name, order = "article_id", "article_id + 0"
    sql = f"SELECT {columns or name} FROM {where} ORDER BY {order} DESC LIMIT {MOST_MATCHES + 1}"  # noqa: S608
    return sql, values


def _where(query: Query, narrowed: Narrowed) -> tuple[str, list[Any]]:
    """Table and condition, and the condition's values."""
    if connection.vendor == "postgresql":
        return _where_postgresql(query, narrowed)
    return "articles_searchindex WHERE articles_searchindex MATCH %s", [_match(query, narrowed)]


def _where_postgresql(query: Query, narrowed: Narrowed) -> tuple[str, list[Any]]:
    expression, words = _vector_query(query)
    conditions: list[str] = []
    values: list[Any] = []
    if query:
        conditions.append(f"vector @@ ({expression})")
        values += words
    for group in narrowed.groups:
        conditions.append("string_to_array(ties, ' ') && %s::text[]")
        values.append(list(group))
    return f"articles_searchtext WHERE {' AND '.join(conditions)}", values


def _match(query: Query, narrowed: Narrowed) -> str:
    """FTS5's expression; every term is a quoted string, so none of its signs mean anything."""
    groups = [_any(group) for group in narrowed.groups]
    wanted = " AND ".join([*(f'"{term}"' for term in query.wanted), *groups])
    return f"({wanted}) NOT {_any(query.unwanted)}" if query.unwanted else wanted


def _any(terms: Sequence[str]) -> str:
    quoted = " OR ".join(f'"{term}"' for term in terms)
    return f"({quoted})"


def _vector_query(query: Query) -> tuple[str, list[str]]:
    parts = ["phraseto_tsquery('newsroom', %s)"] * len(query.wanted)
    parts += ["!! phraseto_tsquery('newsroom', %s)"] * len(query.unwanted)
    return " && ".join(parts), [*query.wanted, *query.unwanted]
