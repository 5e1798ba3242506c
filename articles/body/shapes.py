"""The types of a body document as Python sees them, and ways to walk it; no rule stands here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict


class Mark(TypedDict):
    """What a run of text is beside its words: "strong", "emphasis", or "link" with attrs.href."""

    type: str
    attrs: NotRequired[dict[str, str]]


class Inline(TypedDict):
    """A run of text ("text") or a line break ("hard_break") inside a block."""

    type: str
    text: NotRequired[str]
    marks: NotRequired[list[Mark]]


class Block(TypedDict):
    """One block. Its attributes are strings, numbers, booleans or null by its type, hence Any.

    `content` is absent in blocks that hold nothing, and holds either inline pieces or blocks.
    """

    type: str
    attrs: dict[str, Any]
    content: NotRequired[list[Any]]


class Document(TypedDict):
    """A whole body."""

    type: Literal["doc"]
    content: list[Block]


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure of a body with the place where it stands."""

    id: str
    picture: int | None
    """None: a picture is wanted here."""
    caption: str = ""
    """Empty: the picture's own caption is shown."""
    alt: str = ""
    decorative: bool = False
    credit: str = ""
    source_url: str = ""
    proposed: bool = False
    is_halved: bool = False
    """Whether it stands beside another on a wide screen."""
    place: str = ""
    """For people to read: "block 3 (figure)"."""


RUNS = frozenset({"text", "hard_break"})


def inlines(block: Block) -> list[Inline]:
    """The text runs and breaks of a block that holds text; empty for every other block."""
    content: Any = block.get("content")  # Any: runs or blocks, which the first of them tells
    return content if content and content[0].get("type") in RUNS else []


def children(block: Block) -> list[Block]:
    """The blocks that stand in a block; empty for blocks of text and for those without content."""
    content: Any = block.get("content")
    return content if content and content[0].get("type") not in RUNS else []


def every(blocks: list[Block]) -> Iterator[Block]:
    """These blocks and all that stand in them, outer before inner."""
    for block in blocks:
        yield block
        if inside := children(block):
            yield from every(inside)


def walk(document: Document) -> Iterator[tuple[Block, str]]:
    """Every block in reading order, outer before inner, with its place ("block 3 (figure)")."""
    for number, block in enumerate(document["content"], start=1):
        yield from _walk(block, f"block {number} ({block['type']})")


def _walk(block: Block, place: str) -> Iterator[tuple[Block, str]]:
    yield block, place
    for number, child in enumerate(children(block), start=1):
        yield from _walk(child, f"{place}, block {number} ({child['type']})")


def pictures(document: Document) -> list[FigureBlock]:
    """The figures in reading order, with and without a picture."""
    found: list[FigureBlock] = []
    for number, block in enumerate(document["content"], start=1):
        if block["type"] == "figure":
            found.append(figure_block(block, f"block {number} (figure)"))
        elif children(block):
            places = _walk(block, f"block {number} ({block['type']})")
            found += [
                figure_block(each, place) for each, place in places if each["type"] == "figure"
            ]
    return found


def figure_block(block: Block, place: str = "") -> FigureBlock:
    """The attributes of a validated figure as a record."""
    return FigureBlock(**block["attrs"], place=place)
