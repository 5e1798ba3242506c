"""The blocks of a body while markup is being read: what is open, and what may stand where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from articles.body.blocks import BLOCKS, LIMITS, TOP_LEVEL
from articles.body.document import (
    bullet_list,
    fact_box,
    list_item,
    live_update,
    ordered_list,
    paragraph,
    pull_quote,
    quotation,
)
from articles.body.shapes import Block, Inline, inlines
from articles.body.words import block_text

_LISTS = ("bullet_list", "ordered_list")
_STORY_IN_A_FORM = 200  # characters of one paragraph; a form's own labels are shorter
_PARAGRAPH_ONLY = ("paragraph",)


@dataclass(slots=True)
class Frame:
    """A block that is still open. "aside" and "form" only decide at their end what they were."""

    kind: str
    depth: int
    attributes: dict[str, Any] = field(default_factory=dict)
    content: list[Block] = field(default_factory=list)
    late: list[Block] = field(default_factory=list)
    """What may not stand inside and follows the block."""
    links: list[str] = field(default_factory=list)

    @property
    def allowed(self) -> tuple[str, ...]:
        if self.kind in ("doc", "form"):
            return TOP_LEVEL
        if self.kind == "update":
            return (*_content_of("live_update"), "heading")
        if self.kind == "aside":
            kind = "fact_box"
        elif self.kind == "pull_quote":
            return _PARAGRAPH_ONLY
        else:
            kind = self.kind
        return _content_of(kind)


def _content_of(kind: str) -> tuple[str, ...]:
    content = BLOCKS[kind].content
    return content if isinstance(content, tuple) else ()


class Frames:
    """The open blocks, outermost first, and the rules by which a block finds its place."""

    def __init__(self) -> None:
        self._open = [Frame("doc", 0)]

    @property
    def current(self) -> Frame:
        return self._open[-1]

    @property
    def content(self) -> list[Block]:
        """The blocks of the document so far, open ones left out."""
        return self._open[0].content

    def can_open(self, kind: str) -> bool:
        """Whether such a block may be opened here without leaving the document's rules."""
        frame = self.current
        if kind in ("form", "aside", "update"):
            return frame.kind in ("doc", "form")
        if kind == "list_item":
            return frame.kind in _LISTS
        if kind in _LISTS and frame.kind in _LISTS:
            return bool(frame.content) and frame.depth + 2 <= LIMITS["depth"]
        return kind in frame.allowed and frame.depth + 2 <= LIMITS["depth"]

    def open(self, kind: str, **attributes: Any) -> None:
        """Open a block for which `can_open` holds."""
        if kind in _LISTS and self.current.kind in _LISTS:
            # Word processors put the inner list beside its item instead of into it.
            item = self.current.content.pop()
            self._open.append(
                Frame("list_item", self.current.depth, {"reopened": True}, item["content"])
            )
        flat = kind in ("form", "list_item")
        self._open.append(Frame(kind, self.current.depth + (not flat), attributes))

    def close(self) -> Frame:
        """Close the innermost block; gives the frame as it was."""
        frame = self._open.pop()
        for block in _finished(frame):
            self.place(block)
        for block in frame.late:
            self.place(block)
        if self.current.attributes.get("reopened") and frame.kind in _LISTS:
            self.close()
        return frame

    def discard(self) -> Frame:
        """Drop the innermost block with all that stands in it."""
        return self._open.pop()

    def place(self, block: Block) -> None:
        """Put a block where the rules allow it: here, as a paragraph here, or after this block."""
        frame = self.current
        if block["type"] in frame.allowed:
            frame.content.append(block)
        elif block["type"] == "heading":
            self.place(paragraph(*inlines(block)))
        elif block["type"] == "paragraph" and frame.kind in _LISTS:
            frame.content.append(list_item(block))
        else:
            frame.late.append(block)


def _finished(frame: Frame) -> list[Block]:
    """The blocks that a closed frame comes to: none if it held nothing."""
    content: list[Any] = frame.content
    if not content:
        attribution = frame.attributes.get("attribution", "")
        return [paragraph(attribution)] if attribution else []
    match frame.kind:
        case "list_item":
            if content[0]["type"] != "paragraph":
                content.insert(0, paragraph())
            return [list_item(*content)]
        case "bullet_list":
            return [bullet_list(*content)]
        case "ordered_list":
            return [ordered_list(*content, start=frame.attributes.get("start", 1))]
        case "quotation":
            return [quotation(*content, attribution=frame.attributes.get("attribution", ""))]
        case "pull_quote":
            attribution = frame.attributes.get("attribution", "")
            return [pull_quote(*_on_one_line(content), attribution=attribution)]
        case "aside":
            return _aside(frame)
        case "update":
            return _update(frame)
    return content


def _aside(frame: Frame) -> list[Block]:
    """A fact box if a heading and something else stand in it, or if it is called one."""
    content: list[Any] = frame.content
    head = block_text(content[0]) if content[0]["type"] == "heading" else ""
    inside = content[1:] if head else content
    if not inside or not (head or frame.attributes.get("is_box")):
        return content
    return [fact_box(*inside, heading=head, as_of=frame.attributes.get("as_of", ""))]


def _update(frame: Frame) -> list[Block]:
    """An update if a time and words stand in it, otherwise what stands in it."""
    content: list[Any] = frame.content
    at = frame.attributes.get("at", "")
    head = block_text(content[0]) if content[0]["type"] == "heading" else ""
    inside = content[1:] if head else content
    if not at or not inside or any(block["type"] == "heading" for block in inside):
        return content
    key_moment = bool(frame.attributes.get("key_moment"))
    return [live_update(*inside, at=at, heading=head, key_moment=key_moment)]


def _on_one_line(paragraphs: list[Block]) -> list[Inline]:
    line: list[Inline] = []
    for each in paragraphs:
        if line:
            line.append({"type": "text", "text": " "})
        line.extend(inlines(each))
    return line


def holds_a_story(frame: Frame) -> bool:
    """Whether running prose stands in a form: some sites wrap the whole page in one."""
    return any(
        block["type"] == "paragraph" and len(block_text(block)) > _STORY_IN_A_FORM
        for block in frame.content
    )
