"""A database as JSON: tables beside each other whose rows point at each other by number, joined into stories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from articles.ingest.plain import name_of
from articles.ingest.rows.aliases import field_of

Row = Mapping[str, Any]
"""A row of a table; its values have any shape."""
Tables = dict[str, list[Row]]

_SORTS: Final[dict[str, tuple[str, str]]] = {
    "author": ("byline", r"users?|authors?|people|persons?|writers?|members|staff|contributors|accounts"),
    "section": ("section", r"categor(?:y|ies)|sections?|desks?|channels?|departments?"),
    "tags": ("topics", r"tags?|topics?|keywords?|terms?|labels?"),
    "images": ("picture", r"images?|pictures?|photos?|media|files?|assets?|attachments?"),
}  # fmt: skip
"""What a table holds: our field for a column that points at it, and what such tables are called."""
_KEYS: Final = ("id", "_id", "ID", "uid", "uuid")
_POINTER: Final = re.compile(r"(?P<name>.+?)(?:_?[iI][dD]s?|ID)")
_PICTURE_NAMES: Final = {
    "picture_caption": "caption", "picture_alt": "alt", "picture_credit": "credit",
}  # fmt: skip
_FILE: Final = re.compile(
    r"\S{1,400}\.(?:jpe?g|png|webp|gif|avif|tiff?)(?:\?\S{0,200})?", re.IGNORECASE
)
_NAMING: Final = re.compile(r"name|title|label|tag|term|topic", re.IGNORECASE)
_FEWEST_TABLES: Final = 2
_MOST_ROWS_TRIED: Final = 5


def joined_stories(value: object) -> list[tuple[str, dict[str, Any]]]:
    """(place, row) of each story of a dump with what its rows point at; empty for any other JSON."""
    return joined_tables(_tables(value), dumped=isinstance(value, list))


def target_of(column: str, known: dict[str, dict[str, Row]]) -> tuple[str, str]:
    """The table that a column points at ("" without one), and what such a table holds."""
    table = _target(column, known)
    return table, _sort_of(table)


def joined_tables(tables: Tables, *, dumped: bool) -> list[tuple[str, dict[str, Any]]]:
    """(place, row) of each story in tables that stand beside each other; `dumped`: they are one database's."""
    names = _story_tables(tables)
    if not any(_is_related(name, tables, dumped=dumped) for name in names):
        return []
    found: list[tuple[str, dict[str, Any]]] = []
    for name in names:
        key = _key(tables[name], name)
        known = {each: _by_key(rows, each) for each, rows in tables.items() if each not in names}
        beside = list(_rows_beside(name, key, tables, known))
        columns = {str(column) for row in tables[name] for column in row} - {key}
        targets = {column: table for column in columns if (table := _target(column, known))}
        found += [
            (f"{name} {number}", _joined(row, key, known, targets, beside))
            for number, row in enumerate(tables[name], start=1)
        ]
    return found


def _tables(value: object) -> Tables:
    """Tables by name: phpMyAdmin's list of them, or an object of lists."""
    if isinstance(value, list):
        found = {
            str(one.get("name")): one["data"]
            for one in value
            if isinstance(one, Mapping)
            and one.get("type") == "table"
            and isinstance(one.get("data"), list)
        }
    elif isinstance(value, Mapping):
        found = {name: rows for name, rows in value.items() if isinstance(rows, list)}
    else:
        return {}
    return {
        name: [row for row in rows if isinstance(row, Mapping)]
        for name, rows in found.items()
        if rows and all(isinstance(row, Mapping) for row in rows[:_MOST_ROWS_TRIED])
    }


def _story_tables(tables: Tables) -> list[str]:
    """The tables that hold texts, the largest first, without those that hold a story's versions."""
    found = [
        name
        for name, rows in sorted(tables.items(), key=lambda pair: -len(pair[1]))
        if not _sort_of(name) and any(map(_has_text, rows[:_MOST_ROWS_TRIED]))
    ]
    own = [
        name
        for name in found
        if not any(_pointing(tables[name], other) for other in found if other != name)
    ]
    return own or found[:1]


def _pointing(rows: list[Row], table: str, key: str = "") -> str:
    """The column of these rows that holds the number of a row of the table, whose own is `key`; "" without one."""
    stem = _stem(table)
    return next(
        (
            column
            for column in rows[0]
            if column not in _KEYS
            and (column == key or column.casefold().startswith(stem))
            and _POINTER.fullmatch(column)
        ),
        "",
    )


def _stem(table: str) -> str:
    """What a column that points at a table begins with: "categories" are "categor"."""
    return re.split(r"[_.\s-]", table.casefold())[-1].removesuffix("s").removesuffix("ie")


def _has_text(row: Row) -> bool:
    return {"headline", "body"} <= {field_of(str(column)) for column, value in row.items() if value}


def _is_related(name: str, tables: Tables, *, dumped: bool) -> bool:
    """Whether rows point at other tables by numbers; other shapes are read by their own rules."""
    if dumped:
        return True
    pointing = any(_POINTER.fullmatch(column) for column in tables[name][0] if column not in _KEYS)
    return len(tables) >= _FEWEST_TABLES and pointing and any(map(_sort_of, tables))


@lru_cache(maxsize=1_024)
def _sort_of(table: str) -> str:
    """What a table holds by the end of its name: "cms_users" holds authors."""
    last = re.split(r"[_.\s-]", table.casefold())[-1]
    return next((sort for sort, (_, names) in _SORTS.items() if re.fullmatch(names, last)), "")


def _key(rows: list[Row], table: str) -> str:
    """The column that numbers a table's rows."""
    columns = list(rows[0]) if rows else []
    own = next((column for column in columns if column in _KEYS), "")
    stem = _stem(table)
    named = [c for c in columns if _POINTER.fullmatch(c) and c.casefold().startswith(stem)]
    return own or next(iter(named), "") or next((c for c in columns if _POINTER.fullmatch(c)), "")


def _by_key(rows: list[Row], table: str) -> dict[str, Row]:
    key = _key(rows, table)
    return {str(row[key]): row for row in rows if row.get(key) is not None} if key else {}


def _rows_beside(
    story_table: str, key: str, tables: Tables, known: dict[str, dict[str, Row]]
) -> Iterator[tuple[str, dict[str, list[Row]]]]:
    """Sort -> rows by the story's number: from tables that only join two, and from those with the number."""
    for name, rows in tables.items():
        if name == story_table or not rows:
            continue
        column = _pointing(rows, story_table, key)
        if not column:
            continue
        other = next(
            (c for c in rows[0] if c != column and c not in _KEYS and _POINTER.fullmatch(c)), ""
        )
        target = _target(other, known) if other else ""
        sort = _sort_of(target or name)
        found: dict[str, list[Row]] = {}
        for row in rows:
            shown = known[target].get(str(row.get(other))) if target else row
            if sort and shown is not None:
                found.setdefault(str(row.get(column)), []).append(shown)
        yield sort, found


def _target(column: str, known: dict[str, dict[str, Row]]) -> str:
    """The table that a column points at, by its name or by what it holds."""
    pointer = _POINTER.fullmatch(column)
    stem = (pointer["name"] if pointer else column).casefold()
    field = field_of(stem)
    called = {stem, f"{stem}s", f"{stem.removesuffix('y')}ies"}
    # "version": 3 beside a table of versions is a number.
    meant = [table for table in known if pointer or _sort_of(table)]
    for whole in (True, False):  # "tags" before "article_tags"
        for table in meant:
            name = table.casefold()
            if (name if whole else re.split(r"[_.\s-]", name)[-1]) in called:
                return table
    return next(
        (table for table in known if (sort := _sort_of(table)) and _SORTS[sort][0] == field), ""
    )


def _joined(
    row: Row,
    key: str,
    known: dict[str, dict[str, Row]],
    targets: dict[str, str],
    beside: list[tuple[str, dict[str, list[Row]]]],
) -> dict[str, Any]:
    """A row with the words of what its columns point at; `targets` says which table each column means."""
    made: dict[str, Any] = {}
    for column, value in row.items():
        target = targets.get(column, "") if isinstance(value, (int, str)) else ""
        shown = known[target].get(str(value)) if target else None
        if shown is None:
            made[column] = value
        else:
            sort = _sort_of(target)
            made[sort or target] = told_of(sort, shown)
    for sort, found in beside:
        rows = found.get(str(row.get(key)), [])
        if sort and rows:
            made.setdefault(sort, [told_of(sort, each) for each in rows])
    return made


def told_of(sort: str, row: Row) -> Any:
    """A picture's words by the names that pictures have; of anything else its name."""
    if sort == "images":
        told = {
            _PICTURE_NAMES.get(field_of(column), column): value for column, value in row.items()
        }
        files = (v for v in row.values() if isinstance(v, str) and _FILE.fullmatch(v))
        address = next(files, "")
        return {**told, "url": told.get("url") or address}
    named = name_of(row)
    if named and not named.isdigit():
        return named
    return next(
        (v for c, v in row.items() if _NAMING.search(c) and isinstance(v, str) and v.strip()), ""
    )
