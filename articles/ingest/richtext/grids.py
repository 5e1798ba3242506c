"""Tables of editors' trees: rows as plain lists, cells with the places that they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articles.ingest.plain import text_of
from articles.ingest.richtext.nodes import Node, listed


def plain_table(facts: Node) -> str:
    """A table whose rows are lists of words (Editor.js, Portable Text); "" for one of nodes."""
    inner = facts.get("table")
    rows = listed(
        facts.get("content") or facts.get("rows") or (inner or {}).get("rows")
        if isinstance(inner, Mapping) or facts
        else []
    )
    rows = [row["cells"] if isinstance(row, Mapping) and "cells" in row else row for row in rows]
    if not rows or not all(isinstance(row, list) for row in rows):
        return ""
    header = facts.get("header")
    rows = [header, *rows] if isinstance(header, list) else rows
    is_headed = isinstance(header, list) or facts.get("withHeadings") is True
    lines = (_row(row, "th" if is_headed and row is rows[0] else "td") for row in rows)
    return f"<table>{''.join(lines)}</table>"


def _row(row: Sequence[object], name: str) -> str:
    cells = (f"<{name}>{text_of(each)}</{name}>" for each in row)
    return f"<tr>{''.join(cells)}</tr>"


def cell(facts: Node, kind: str, inside: str) -> str:
    """A cell with its markup; a head where the editor's type or flag says so."""
    name = "th" if "header" in kind or facts.get("headerState") else "td"
    spans = "".join(
        f' {key.lower()}="{number}"'
        for key in ("colspan", "rowspan", "colSpan", "rowSpan")
        if type(number := facts.get(key)) is int and number > 1
    )
    return f"<{name}{spans}>{inside}</{name}>"
