"""The slices of a page of Prismic: each a kind, its fields, and rows that repeat -> plain HTML."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from articles.ingest.pictures import figure_markup
from articles.ingest.richtext.nodes import Node

Written = Callable[[object], str | None]

_NAMES_OF_SPEAKER: Final = ("author", "name", "cite", "cita", "attribution", "source", "person")
_CREDITS: Final = ("credit", "photographer", "copyright")
_HEADINGS: Final = {"title": "h2", "heading": "h2", "headline": "h2", "question": "h3"}
_FEWEST_WORDS: Final = 2
"""Words of a plain field; a single one is a setting ("left", "dark")."""


def to_markup(value: object, written: Written) -> str | None:
    """HTML of a list of slices; None for anything else. `written` writes a field of rich text."""
    if not isinstance(value, list) or not value:
        return None
    if not all(
        isinstance(one, Mapping) and isinstance(one.get("slice_type"), str) for one in value
    ):
        return None
    return "".join(_slice(one, written) for one in value)


def _slice(node: Node, written: Written) -> str:
    if "newsletter" in node["slice_type"].casefold():  # `left_out` tells of it
        return ""
    if isinstance(old := node.get("value"), (list, str)):  # slices of the first kind
        return (written(old) if isinstance(old, list) else f"<p>{html.escape(old)}</p>") or ""
    rows = [node.get("primary"), *(node["items"] if isinstance(node.get("items"), list) else [])]
    is_quote = "quote" in node["slice_type"].casefold()
    fields = (row for row in rows if isinstance(row, Mapping) and row)
    return "".join(_fields(row, written, is_quote=is_quote) for row in fields)


def _fields(row: Node, written: Written, *, is_quote: bool) -> str:
    caption = next((v for k, v in row.items() if "caption" in k.casefold() and v), None)
    named = (v for k, v in row.items() if any(map(k.casefold().__contains__, _NAMES_OF_SPEAKER)))
    speaker = next(filter(None, named), None)
    told = (v for k, v in row.items() if any(map(k.casefold().__contains__, _CREDITS)) and v)
    shows = any(isinstance(value, Mapping) and "alt" in value for value in row.values())
    credit = next((each for each in told if isinstance(each, str)), "") if shows else ""
    pieces: list[str] = []
    for name, value in row.items():
        if (tag := _HEADINGS.get(name.casefold())) and isinstance(value, str) and value.strip():
            pieces.append(f"<{tag}>{html.escape(value)}</{tag}>")
            continue
        if value is caption or (is_quote and value is speaker) or (credit and value is credit):
            continue
        pieces += _field(value, written, caption, credit)
    inside = "".join(pieces)
    if not is_quote or "<blockquote" in inside:
        return inside
    who = html.escape(speaker) if isinstance(speaker, str) else (written(speaker) or "")
    return f"<blockquote>{inside}<cite>{who}</cite></blockquote>" if inside else ""


def _field(value: object, written: Written, caption: object, credit: str) -> Iterator[str]:
    if isinstance(value, Mapping) and isinstance(value.get("url"), str) and "alt" in value:
        told = html.escape(caption) if isinstance(caption, str) else (written(caption) or "")
        alt, rights = (str(value.get(key) or "") for key in ("alt", "copyright"))
        yield figure_markup(value["url"], alt=alt, caption=told, credit=credit or rights)
    elif isinstance(value, Mapping) and isinstance(value.get("embed_url"), str):
        yield f'<iframe src="{html.escape(value["embed_url"])}"></iframe>'
    elif isinstance(value, list):
        yield written(value) or ""
    elif isinstance(value, str) and len(value.split()) >= _FEWEST_WORDS:
        yield f"<p>{html.escape(value)}</p>"
