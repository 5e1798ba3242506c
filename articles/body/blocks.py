"""What a story body may hold, as data: blocks, marks, attributes and limits; no code acts here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from articles.body.providers import PROVIDERS

LIMITS: Mapping[str, int] = MappingProxyType(
    {
        "body_bytes": 5_000_000,  # as compact UTF-8 JSON
        "blocks": 5_000,
        "figures": 500,
        "rows": 300,  # of one table; its head counts
        "columns": 24,
        "cell": 1_000,  # characters in a cell
        "cells": 12_000,  # of all tables together; rows count as one each
        "depth": 6,  # blocks inside one another; a list item counts with its list
        "text": 100_000,  # characters in one run of text
        "heading": 300,  # characters in a heading, also that of a fact box or update
        "caption": 3_000,
        "alt": 1_000,
        "credit": 500,
        "attribution": 300,
        "title": 300,
        "href": 2_000,
        "source_url": 2_000,
        "key": 200,
        "start": 99_999,
        "picture": 2**63 - 1,
    }
)
"""Every limit of a body by name; lengths are in characters unless the name says bytes."""

ID_PATTERN = "[a-z0-9]{6,16}"

AttributeKind = Literal["text", "integer", "boolean", "date", "moment", "provider", "key"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a block: its type, what stands there when nothing is given, its limit."""

    kind: AttributeKind
    default: str | int | bool | None = ""
    limit: str = ""
    """A name in LIMITS: most characters of a text, greatest value of an integer."""
    minimum: int = 0
    maximum: int | None = None
    nullable: bool = False
    required: bool = False
    """Whether the empty text is refused."""


@dataclass(frozen=True, slots=True)
class BlockType:
    """One kind of block: its attributes beside `id`, and what may stand in it."""

    content: tuple[str, ...] | Literal["inline"] | None = None
    """Names of blocks allowed inside, "inline" for text, None where nothing stands inside."""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    first: str = ""
    """The block that must come first inside, if one must."""
    top: bool = True
    """Whether it may stand in the document itself."""
    text_limit: str = ""
    """A name in LIMITS for all the text together, if it is short by nature."""


_LISTS = ("bullet_list", "ordered_list")
IN_TABLES = frozenset({"table_row", "table_cell"})
"""Counted apart from the blocks that a reader would call so."""
_PROSE = ("paragraph", "heading", "quotation", *_LISTS)

BLOCKS: Mapping[str, BlockType] = MappingProxyType(
    {
        "paragraph": BlockType("inline"),
        "heading": BlockType(
            "inline",
            {"level": Attribute("integer", 2, minimum=2, maximum=4)},
            text_limit="heading",
        ),
        "quotation": BlockType(
            ("paragraph",), {"attribution": Attribute("text", "", "attribution")}
        ),
        "pull_quote": BlockType("inline", {"attribution": Attribute("text", "", "attribution")}),
        "bullet_list": BlockType(("list_item",)),
        "ordered_list": BlockType(
            ("list_item",), {"start": Attribute("integer", 1, limit="start", minimum=0)}
        ),
        "list_item": BlockType(("paragraph", *_LISTS), first="paragraph", top=False),
        "table": BlockType(
            ("table_row",),
            {
                "caption": Attribute("text", "", "caption"),
                "head_row": Attribute("boolean", default=False),
                "head_column": Attribute("boolean", default=False),
            },
        ),
        "table_row": BlockType(("table_cell",), top=False),
        "table_cell": BlockType("inline", top=False, text_limit="cell"),
        "figure": BlockType(
            None,
            {
                "picture": Attribute("integer", None, limit="picture", minimum=1, nullable=True),
                "caption": Attribute("text", "", "caption"),
                "alt": Attribute("text", "", "alt"),
                "decorative": Attribute("boolean", default=False),
                "credit": Attribute("text", "", "credit"),
                "source_url": Attribute("text", "", "source_url"),
                "proposed": Attribute("boolean", default=False),
            },
        ),
        "fact_box": BlockType(
            (*_PROSE, "table", "figure", "rule"),
            {"heading": Attribute("text", "", "heading"), "as_of": Attribute("date", "")},
        ),
        "embed": BlockType(
            None,
            {
                "provider": Attribute("provider", "", required=True),
                "key": Attribute("key", "", "key", required=True),
                "title": Attribute("text", "", "title"),
            },
        ),
        "live_update": BlockType(
            (*_PROSE, "pull_quote", "table", "figure", "embed"),
            {
                "at": Attribute("moment", "", required=True),
                "heading": Attribute("text", "", "heading"),
                "key_moment": Attribute("boolean", default=False),
            },
        ),
        "rule": BlockType(None),
    }
)
"""The one definition of what a body may hold; validation, rendering and the editor read it."""

MARKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"link": ("href",), "strong": (), "emphasis": ()}
)
"""Mark to its attributes, in the one order in which marks are stored on a run of text."""

TOP_LEVEL: tuple[str, ...] = tuple(name for name, block in BLOCKS.items() if block.top)


def schema() -> dict[str, Any]:
    """The definition as JSON values, for the editor in the browser (JSON, hence Any).

    Keys: `top` (names), `blocks` (name to content, first, text_limit, attrs), `marks`,
    `limits`, `id` (a pattern) and `providers` (name to label and pattern of its key).
    """
    return {
        "top": list(TOP_LEVEL),
        "blocks": {name: _block_schema(block) for name, block in BLOCKS.items()},
        "marks": {name: list(attributes) for name, attributes in MARKS.items()},
        "limits": dict(LIMITS),
        "id": ID_PATTERN,
        "providers": {
            name: {"label": provider.label, "key": provider.key}
            for name, provider in PROVIDERS.items()
        },
    }


def _block_schema(block: BlockType) -> dict[str, Any]:
    content = list(block.content) if isinstance(block.content, tuple) else block.content
    return {
        "content": content,
        "first": block.first or None,
        "text_limit": LIMITS.get(block.text_limit),
        "attrs": {
            name: {
                "kind": attribute.kind,
                "default": attribute.default,
                "limit": LIMITS.get(attribute.limit, attribute.maximum),
                "minimum": attribute.minimum if attribute.kind == "integer" else None,
                "nullable": attribute.nullable,
                "required": attribute.required,
            }
            for name, attribute in block.attributes.items()
        },
    }
