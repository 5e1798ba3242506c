"""The newest matches on PostgreSQL, window of stories by window, ranked by their leading words.

One GIN index holds words, ties and windows of article numbers (migration 0011), so that it finds the
newest stories with a common word without visiting the older ones. First some 4,000 of the newest
stories are asked; how many matched there says how far back the next question must reach.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from articles.search.query import Query
from articles.search.ties import Narrowed

WEIGHTS = "{0.1, 0.2, 0.5, 1.0}"
"""ts_rank's weights from D to A: the lede, nothing, standfirst and people, the headline."""
FINE, COARSE = 11, 15
"""Bits of an article's number that say its place within a window of either kind."""
FIRST = 2
"""Fine windows that are asked first."""
MOST_WINDOWS = 16
"""Windows in one question, so up to half a million stories; each is one more list to merge."""
MARGIN = 1.5
"""A word is not spread evenly: so much further than reckoned the second question reaches."""
LOOKED_THROUGH = 2_000
"""Newest stories that hold all words of a phrase and are looked through for it, 4 microseconds each."""

WINDOWS = "articles_windows(article_id)"
TIES = "string_to_array(ties, ' ')"

HELD_BY = "JOIN LATERAL (SELECT {} FROM {} WHERE article_id = wanted OFFSET 0) held ON true"
"""Row by row by its key. Left to choose, PostgreSQL asked the index of words for a phrase once more and
read every vector of the house that holds its words, 200 ms at 50,000 stories; OFFSET 0 forbids it.
"""
NEAR, FURTHER = 1 << (FINE + 1), 1 << (COARSE + 1)
"""How far back a list's question goes in its first and second step; the third is without end."""

Windows = list[int]
Condition = tuple[list[str], list[Any]]
"""Parts of a WHERE and their values."""


def newest(query: Query, narrowed: Narrowed, most: int) -> tuple[dict[int, float], bool]:
    """Id -> rank, the lower the better, of the newest `most` matches, and whether there may be more.

    The index knows no places of words within a story: the newest that hold all words of a phrase
    are read.
    """
    if not _has_phrase(query):
        candidates = _candidates(_condition(query), narrowed, most)
        return _ranked(query, candidates), len(candidates) >= most
    candidates = _candidates(_looser(query), narrowed, LOOKED_THROUGH)
    found = _ranked(query, candidates)
    newest_ids = sorted(found, reverse=True)[:most]
    is_capped = len(candidates) >= LOOKED_THROUGH or len(found) >= most
    return {pk: found[pk] for pk in newest_ids}, is_capped and bool(found)


def listed(query: Query, most: int) -> list[int]:
    """The newest `most` matches, unranked, by one statement: for lists with an order of their own.

    Three steps back in time, each taken where those before found too few: what a step does not
    need, PostgreSQL does not execute.
    """
    is_phrase = _has_phrase(query)
    conditions, values = _looser(query) if is_phrase else _condition(query)
    each = LOOKED_THROUGH if is_phrase else most
    few = [f"(SELECT count(*) FROM {step}) < {each}" for step in ("near", "further")]  # noqa: S608
    near = _step([*conditions, _within("", FINE, NEAR)], each)
    further = _step([few[0], *conditions, _within("-1 - ", COARSE, FURTHER)], each)
    anywhere = _step([*few, *conditions], each)
    sql = (
        "WITH top AS (SELECT coalesce(max(article_id), 0)::bigint n FROM articles_searchtext), "  # noqa: S608
        f"near AS MATERIALIZED ({near}), further AS MATERIALIZED ({further}), "
        f"anywhere AS MATERIALIZED ({anywhere}), found AS (SELECT article_id FROM near "
        "UNION SELECT article_id FROM further UNION SELECT article_id FROM anywhere) "
        "SELECT wanted FROM (SELECT article_id wanted FROM found) each_one"
    )
    values = values * 3
    if is_phrase:
        expression, words = _exact(query)
        sql += f" {HELD_BY.format('vector', 'articles_searchtext')} WHERE held.vector @@ ({expression})"
        values += words
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return sorted((pk for (pk,) in cursor.fetchall()), reverse=True)[:most]


def _within(sign: str, bits: int, reach: int) -> str:
    """The windows in which the newest `reach` numbers are, reckoned by PostgreSQL."""
    windows = f"{sign}generate_series(greatest(0, n - {reach}) >> {bits}, n >> {bits})"
    return f"{WINDOWS} && ARRAY(SELECT {windows} FROM top)"  # noqa: S608


def _step(conditions: list[str], most: int) -> str:
    return (
        f"SELECT article_id FROM articles_searchtext WHERE {' AND '.join(conditions)} "  # noqa: S608
        f"ORDER BY article_id + 0 DESC LIMIT {most}"
    )


def _candidates(words: Condition, narrowed: Narrowed, most: int) -> list[int]:
    """The newest `most` that the index finds; three questions at most."""
    top, first = _highest(), FIRST << FINE
    found = _asked(words, narrowed, most, _windows(top, first))
    if len(found) >= most or top < first:
        return found
    reach = int(first * most / max(1, len(found)) * MARGIN)
    found = _asked(words, narrowed, most, _windows(top, reach))
    if len(found) >= most or reach >= top:
        return found
    return _asked(words, narrowed, most, _windows(top, top))


def _windows(top: int, reach: int) -> Windows | None:
    """Those in which the newest `reach` numbers are; None where they would be too many."""
    for bits, named in ((FINE, _as_fine), (COARSE, _as_coarse)):
        oldest = max(0, top - reach) >> bits
        if (top >> bits) - oldest < MOST_WINDOWS:
            return [named(window) for window in range(oldest, (top >> bits) + 1)]
    return None


def _as_fine(window: int) -> int:
    return window


def _as_coarse(window: int) -> int:
    return -1 - window


def array(ids: Iterable[int]) -> str:
    """PostgreSQL's way to write it; the driver's own takes ten times as long."""
    return f"{{{','.join(map(str, ids))}}}"


def _highest() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(article_id) FROM articles_searchtext")
        (top,) = cursor.fetchone()
    return top or 0


def _asked(words: Condition, narrowed: Narrowed, most: int, windows: Windows | None) -> list[int]:
    """PostgreSQL would rather walk the primary key backwards and look into one vector after the
    other, outside their rows; an order that no index has makes it ask the index of words.
    """
    conditions, values = list(words[0]), list(words[1])
    for group in narrowed.groups:
        conditions.append(f"{TIES} && %s::text[]")
        values.append(list(group))
    if windows is not None:
        conditions.append(f"{WINDOWS} && %s::bigint[]")
        values.append(windows)
    with connection.cursor() as cursor:
        cursor.execute(_step(conditions, most), values)
        return [pk for (pk,) in cursor.fetchall()]


def _ranked(query: Query, candidates: list[int]) -> dict[int, float]:
    """The candidates that hold the phrases, too, by their leading words."""
    if not query or not candidates:
        return dict.fromkeys(candidates, 0.0)
    expression, words = _exact(query)
    found, values = "unnest(%s::bigint[]) wanted", [array(candidates)]
    if _has_phrase(query):
        found += f" {HELD_BY.format('vector', 'articles_searchtext')} WHERE held.vector @@ ({expression})"
        values += words
    sql = (
        f"SELECT wanted, -coalesce(ts_rank('{WEIGHTS}', held.words, {expression}, 1), 0) "  # noqa: S608
        f"FROM (SELECT wanted FROM {found}) holding "
        f"LEFT {HELD_BY.format('words', 'articles_searchlead')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*words, *values])
        return dict(cursor.fetchall())


def _has_phrase(query: Query) -> bool:
    return not all(term.isalnum() for term in (*query.wanted, *query.unwanted))


def _condition(query: Query) -> Condition:
    if not query:
        return [], []
    expression, words = _exact(query)
    return [f"vector @@ ({expression})"], words


def _exact(query: Query) -> tuple[str, list[Any]]:
    parts = ["phraseto_tsquery('newsroom', %s)"] * len(query.wanted)
    parts += ["!! phraseto_tsquery('newsroom', %s)"] * len(query.unwanted)
    return " && ".join(parts), [*query.wanted, *query.unwanted]


def _looser(query: Query) -> Condition:
    """What every match fulfills and the index alone can tell: all words, wherever they stand."""
    unwanted = [term for term in query.unwanted if term.isalnum()]
    parts = ["plainto_tsquery('newsroom', %s)"] * len(query.wanted)
    parts += ["!! plainto_tsquery('newsroom', %s)"] * len(unwanted)
    return [f"vector @@ ({' && '.join(parts)})"], [*query.wanted, *unwanted]
