"""A row's values by our fields, and how they are asked: the ground of what reads rows."""

from __future__ import annotations

from typing import Any

from articles.ingest.plain import names_of
from articles.ingest.rows.aliases import is_empty

Named = dict[str, list[tuple[str, Any]]]
"""Our field -> (the source's name, its value), best first; a source's values have any shape."""


def first(named: Named, field: str) -> Any:
    found = named.get(field)
    return found[0][1] if found else None


def listed(value: object) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, str):
        return list(names_of(value))
    return [] if is_empty(value) or isinstance(value, bool) else [value]
