"""A fixture of Django (`manage.py dumpdata`), also Wagtail's -> the tables of a database, as `relations` joins them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from articles.ingest.rows.aliases import field_of
from articles.ingest.rows.relations import Tables, target_of, told_of
from articles.ingest.strictjson import BadJSON, loads

_PARENT: Final = "_ptr"
_TIED: Final = ("content_object", "object_id")
"""What a row that ties a tag to something calls the something's number."""
_PICTURES: Final = re.compile(r"image|photo|picture", re.IGNORECASE)
_TRIED: Final = 20
_FEWEST_MODELS: Final = 2
_DEEPEST: Final = 20


def tables_of(value: object) -> Tables:
    """Rows by model; empty for anything but a fixture of two models or more."""
    if not isinstance(value, list) or not value or not all(map(_is_row, islice(value, _TRIED))):
        return {}
    tables: dict[str, list[Any]] = {}
    for row in filter(_is_row, value):
        name = row["model"].replace(".", "_")
        tables.setdefault(name, []).append({"id": row.get("pk"), **row["fields"]})
    if len(tables) < _FEWEST_MODELS:
        return {}
    _join_parents(tables)
    _name_ties(tables)
    known = {
        name: {str(row["id"]): row for row in rows if row.get("id") is not None}
        for name, rows in tables.items()
    }
    return {name: [_whole(row, known) for row in rows] for name, rows in tables.items()}


def _is_row(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("model"), str)
        and isinstance(value.get("fields"), Mapping)
    )


def _join_parents(tables: dict[str, list[Any]]) -> None:
    """What a model inherits stands in a table of its own, under the same number (a page of Wagtail)."""
    for name, rows in list(tables.items()):
        pointer = next((column for column in rows[0] if column.endswith(_PARENT)), "")
        sort = pointer.removesuffix(_PARENT)
        parent = next((each for each in tables if each.rpartition("_")[2] == sort), "")
        if not (pointer and parent) or parent == name:
            continue
        inherited = {str(row["id"]): row for row in tables[parent]}
        made = [{**inherited.pop(str(row[pointer]), {}), **row} for row in rows if pointer in row]
        tables[name] = [{**row, "id": row[pointer]} for row in made]
        tables[parent] = list(inherited.values())
    for name in [name for name, rows in tables.items() if not rows]:
        del tables[name]


def _name_ties(tables: dict[str, list[Any]]) -> None:
    """Rows that tie tags to stories name both sides as a database does: "tag_id", "article_id"."""
    owners = {
        str(row["id"]): name.rpartition("_")[2]
        for name, rows in tables.items()
        for row in rows
        if any(field_of(column) == "body" for column in row)
    }
    for name, rows in tables.items():
        column = next((each for each in _TIED if each in rows[0]), "")
        if "tag" not in rows[0] or not column:
            continue
        tables[name] = [
            {"tag_id": row.get("tag"), f"{owner}_id": row.get(column)}
            for row in rows
            if (owner := owners.get(str(row.get(column))))
        ] or rows


def _whole(row: Mapping[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A row with the names behind its lists of numbers and the pictures in its streams."""
    made: dict[str, Any] = {}
    for column, value in row.items():
        made[column] = value
        if isinstance(value, list) and value and all(isinstance(one, int) for one in value):
            table, sort = target_of(column, known)
            shown = [known[table][str(one)] for one in value if str(one) in known.get(table, {})]
            made[column] = [told_of(sort, one) for one in shown] or value
        elif isinstance(value, str) and value.startswith("[{"):
            try:
                made[column] = _with_pictures(loads(value), known)
            except BadJSON:
                continue
    return made


def _with_pictures(value: Any, known: dict[str, dict[str, Any]], depth: int = 0) -> Any:
    """A stream whose parts show pictures, and no numbers of some."""
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        return [_with_pictures(one, known, depth + 1) for one in value]
    if not isinstance(value, Mapping):
        return value
    made = {}
    for name, inner in value.items():
        means = str(value.get("type")) if name == "value" else name
        shown = None
        if isinstance(inner, int) and _PICTURES.search(means):
            table, sort = target_of("image", known)
            row = known.get(table, {}).get(str(inner))
            shown = told_of(sort, row) if row else None
        if shown is None:
            made[name] = _with_pictures(inner, known, depth + 1)
        else:
            made[name] = {"image": shown} if name == "value" else shown
    return made
