"""What Next.js streams to a page's scripts, row by row: one value with the rows' references followed.

A row is its number, a colon and JSON, or "T", a length and that many bytes of text; "$1f" stands for row 1f.
The rows come in pieces, each an argument of `self.__next_f.push`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from articles.ingest.limits import LIMITS

_PUSHED: Final = re.compile(r"\s*self\.__next_f\.push\(\[\s*1\s*,\s*(?=\")")
_ROW: Final = re.compile(rb"(?P<id>[0-9a-f]{0,8}):(?:T(?P<length>[0-9a-f]{1,7}),)?")
_REFERENCE: Final = re.compile(r"\$(?:[L@QW])?(?P<id>[0-9a-f]{1,8})")
_DATE: Final = re.compile(r"\$D(?=\d{4}-)")
_DEEPEST: Final = 60
_MOST_VALUES: Final = 100_000
"""Values that references may stand for; a few rows that name each other could make more than there is memory for."""
BEGINS: Final = re.compile(r"[0-9a-f]{0,8}:")
"""No JSON begins so."""


def rows_of(scripts: Iterable[str]) -> str:
    """The rows that the scripts push, as one text; "" where none does."""
    pieces: list[str] = []
    for script in scripts:
        if found := _PUSHED.match(script):
            try:
                piece, _ = json.JSONDecoder().raw_decode(script, found.end())
            except (ValueError, RecursionError):
                continue
            pieces.append(str(piece))
    text = "".join(pieces)
    return text if len(text) <= LIMITS["page_bytes"] else ""


def value_of(text: str) -> list[Any]:
    """The values of the rows in their order, with what they refer to in its place."""
    rows = _rows(text)
    left = _MOST_VALUES

    def met(value: Any, depth: int, within: frozenset[str]) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or not depth:
            return None
        if isinstance(value, str):
            return _met_text(value, depth, within)
        if isinstance(value, list):
            return [met(each, depth - 1, within) for each in value]
        if isinstance(value, dict):
            return {name: met(each, depth - 1, within) for name, each in value.items()}
        return value

    def _met_text(value: str, depth: int, within: frozenset[str]) -> Any:
        if value[:1] != "$":
            return value
        named = _REFERENCE.fullmatch(value)
        if named and named["id"] in rows:
            row = named["id"]
            return None if row in within else met(rows[row], depth - 1, within | {row})
        if _DATE.match(value):
            return value[2:]
        return value[1:] if value[1:2] == "$" else None

    return [met(value, _DEEPEST, frozenset({row})) for row, value in rows.items()]


def _rows(text: str) -> dict[str, Any]:
    """The rows by their numbers; those that say what else the page loads are left out."""
    data = text.encode("utf-8", "surrogatepass")
    rows: dict[str, Any] = {}
    place = 0
    while found := _ROW.match(data, place):
        row = found["id"].decode()
        if found["length"]:
            place = found.end() + int(found["length"], 16)
            rows[row] = data[found.end() : place].decode("utf-8", "replace")
            continue
        end = data.find(b"\n", found.end())
        end = len(data) if end < 0 else end
        try:
            rows[row] = json.loads(data[found.end() : end])
        except (ValueError, RecursionError):
            rows.pop(row, None)
        place = end + 1
    return rows
