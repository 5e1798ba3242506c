"""The story document: the one door to its definition, its check and small ways to build one.

The definition itself is data in `blocks`; everybody outside this room imports from here.
"""

from __future__ import annotations

from typing import Any

from articles.body.blocks import BLOCKS, LIMITS, MARKS, TOP_LEVEL, schema
from articles.body.links import normalize_link
from articles.body.providers import PROVIDERS, embed_from_url, frame_url, page_url
from articles.body.shapes import (
    Block,
    Document,
    FigureBlock,
    Inline,
    Mark,
    children,
    every,
    figure_block,
    inlines,
    pictures,
    walk,
)
from articles.body.tables import table, table_cell, table_row
from articles.body.validation import InvalidBody, from_json, to_json, validate

__all__ = [
    "BLOCKS",
    "LIMITS",
    "MARKS",
    "PROVIDERS",
    "TOP_LEVEL",
    "Block",
    "Document",
    "FigureBlock",
    "Inline",
    "InvalidBody",
    "Mark",
    "bullet_list",
    "children",
    "document",
    "embed",
    "embed_from_url",
    "empty",
    "every",
    "fact_box",
    "figure",
    "figure_block",
    "frame_url",
    "from_json",
    "hard_break",
    "heading",
    "inlines",
    "link",
    "list_item",
    "live_update",
    "normalize_link",
    "ordered_list",
    "page_url",
    "paragraph",
    "pictures",
    "pull_quote",
    "quotation",
    "rule",
    "schema",
    "table",
    "table_cell",
    "table_row",
    "text",
    "to_json",
    "validate",
    "walk",
]


def empty() -> Document:
    """A body without blocks, valid as it is."""
    return {"type": "doc", "content": []}


def document(*blocks: Block) -> Document:
    """A validated body of these blocks, ids filled; raises InvalidBody."""
    return validate({"type": "doc", "content": list(blocks)})


def text(words: str, *marks: str | Mark) -> Inline:
    """A run of text; marks are "strong", "emphasis" or what `link` gives."""
    run: Inline = {"type": "text", "text": words}
    if marks:
        run["marks"] = [{"type": mark} if isinstance(mark, str) else mark for mark in marks]
    return run


def link(href: str) -> Mark:
    """The mark of a link; the address is checked when the document is."""
    return {"type": "link", "attrs": {"href": href}}


def hard_break() -> Inline:
    """A new line inside a paragraph."""
    return {"type": "hard_break"}


def paragraph(*content: str | Inline) -> Block:
    """A paragraph of texts and runs; `paragraph()` is an empty one."""
    return {"type": "paragraph", "attrs": {}, "content": _runs(content)}


def heading(*content: str | Inline, level: int = 2) -> Block:
    """A heading of level 2 to 4."""
    return {"type": "heading", "attrs": {"level": level}, "content": _runs(content)}


def quotation(*paragraphs: str | Block, attribution: str = "") -> Block:
    """What somebody said or wrote, in paragraphs."""
    attributes = {"attribution": attribution}
    return {"type": "quotation", "attrs": attributes, "content": _blocks(paragraphs)}


def pull_quote(*content: str | Inline, attribution: str = "") -> Block:
    """A line of the body set large."""
    return {"type": "pull_quote", "attrs": {"attribution": attribution}, "content": _runs(content)}


def list_item(*content: str | Block) -> Block:
    """A paragraph, and whatever paragraphs and lists belong to it."""
    return {"type": "list_item", "attrs": {}, "content": _blocks(content)}


def bullet_list(*items: str | Block) -> Block:
    """A list of texts or of list items."""
    return {"type": "bullet_list", "attrs": {}, "content": _items(items)}


def ordered_list(*items: str | Block, start: int = 1) -> Block:
    """A numbered list of texts or of list items."""
    return {"type": "ordered_list", "attrs": {"start": start}, "content": _items(items)}


def figure(
    picture: int | None = None,
    *,
    caption: str = "",
    alt: str = "",
    decorative: bool = False,
    credit: str = "",
    source_url: str = "",
    proposed: bool = False,
) -> Block:
    """A picture by its id, or a place that waits for one (`picture=None`)."""
    return {
        "type": "figure",
        "attrs": {
            "picture": picture,
            "caption": caption,
            "alt": alt,
            "decorative": decorative,
            "credit": credit,
            "source_url": source_url,
            "proposed": proposed,
        },
    }


def fact_box(*content: str | Block, heading: str = "", as_of: str = "") -> Block:
    """A short aside with its own head; `as_of` is an ISO date or empty."""
    attributes = {"heading": heading, "as_of": as_of}
    return {"type": "fact_box", "attrs": attributes, "content": _blocks(content)}


def embed(provider: str, key: str, title: str = "") -> Block:
    """Something of another site, by provider and key (see `embed_from_url`)."""
    return {"type": "embed", "attrs": {"provider": provider, "key": key, "title": title}}


def live_update(
    *content: str | Block, at: str, heading: str = "", key_moment: bool = False
) -> Block:
    """One update of a live story; `at` is an ISO time with its offset."""
    attributes: dict[str, Any] = {"at": at, "heading": heading, "key_moment": key_moment}
    return {"type": "live_update", "attrs": attributes, "content": _blocks(content)}


def rule() -> Block:
    """A line between two parts of a story."""
    return {"type": "rule", "attrs": {}}


def _runs(content: tuple[str | Inline, ...]) -> list[Any]:
    return [text(each) if isinstance(each, str) else each for each in content]


def _blocks(content: tuple[str | Block, ...]) -> list[Any]:
    return [paragraph(each) if isinstance(each, str) else each for each in content]


def _items(content: tuple[str | Block, ...]) -> list[Any]:
    return [list_item(each) if isinstance(each, str) else each for each in content]
