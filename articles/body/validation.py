"""The check of a body against its definition; whatever passes is in one normal form."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast

from articles.body.blocks import (
    BLOCKS,
    IN_TABLES,
    LIMITS,
    MARKS,
    TOP_LEVEL,
    Attribute,
    BlockType,
)
from articles.body.characters import storable
from articles.body.ids import fill_ids
from articles.body.links import normalize_link
from articles.body.providers import PROVIDERS, is_key
from articles.body.shapes import Block, Document, Inline, Mark
from articles.body.tables import fill_rows, widest
from articles.years import YEARS


class InvalidBody(ValueError):
    """A body that cannot be stored. `path` says where, as "block 3 (figure), attribute picture"."""

    def __init__(self, message: str, path: str = "") -> None:
        self.path = path
        self.message = message
        super().__init__(f"{path[:1].upper()}{path[1:]}: {message}" if path else message)


@dataclass(slots=True)
class _Counted:
    """How much has been read so far, so that too much is refused before it is all read."""

    blocks: int = 0
    figures: int = 0
    cells: int = 0
    characters: int = 0
    pieces: int = 0
    """Runs of text and breaks; what marks them has a length of its own."""

    def add_block(self, kind: str, path: str) -> None:
        is_cell = kind in IN_TABLES
        self.cells += is_cell
        self.blocks += not is_cell
        self.figures += kind == "figure"
        for name in ("blocks", "figures", "cells"):
            if getattr(self, name) > LIMITS[name]:
                raise InvalidBody(f"A body holds at most {LIMITS[name]:,} {name}.", path)

    def add_text(self, text: str, path: str) -> None:
        self.characters += len(text)
        if self.characters > LIMITS["body_bytes"]:
            raise InvalidBody(f"A body holds at most {LIMITS['body_bytes']:,} bytes.", path)

    def has_room_for(self, text: str) -> bool:
        """Whether one block more with this text is not too much."""
        return (
            self.blocks < LIMITS["blocks"] and self.characters + len(text) <= LIMITS["body_bytes"]
        )

    @property
    def most_bytes(self) -> int:
        """No fewer than the body takes as JSON: 4 bytes a character, an address of 2,000 on a run."""
        return 4 * self.characters + 1_000 * (self.blocks + self.cells) + 10_000 * self.pieces


def validate(document: object) -> Document:
    """A normalized deep copy with every id filled; raises InvalidBody at the first fault.

    Texts lose control characters, equal neighbors of text are joined, links are normalized;
    validating the answer again changes nothing.
    """
    whole = _mapping(document, "", "A body is a document of blocks, not %s.")
    _only_keys(whole, ("type", "content"), "")
    if whole.get("type") != "doc":
        raise InvalidBody('A body is a document: its type is "doc".')
    counted = _Counted()
    content = [
        _plain_paragraph(child, counted) or _block(child, TOP_LEVEL, f"block {number}", 1, counted)
        for number, child in enumerate(_content(whole, ""), start=1)
    ]
    fill_ids(content)
    checked: Document = {"type": "doc", "content": content}
    if counted.most_bytes > LIMITS["body_bytes"]:
        size = len(to_json(checked).encode())
        if size > LIMITS["body_bytes"]:
            raise InvalidBody(
                f"A body holds at most {LIMITS['body_bytes']:,} bytes; this has {size:,}."
            )
    return checked


def to_json(document: Document) -> str:
    """The compact JSON text of a validated body."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Document:
    """A validated body from JSON text, whose size and depth are checked too; raises InvalidBody."""
    if len(text) > LIMITS["body_bytes"]:
        raise InvalidBody(f"A body holds at most {LIMITS['body_bytes']:,} bytes.")
    try:
        return validate(json.loads(text))
    except RecursionError as error:
        raise InvalidBody(f"A body nests at most {LIMITS['depth']} blocks.") from error
    except json.JSONDecodeError as error:
        raise InvalidBody("The body is not readable JSON.") from error


def _plain_paragraph(given: object, counted: _Counted) -> Block | None:
    """A paragraph of one text without marks, as nearly all are; None for whatever needs a closer look."""
    if type(given) is not dict or given.get("type") != "paragraph" or len(given) != 3:
        return None
    attributes, content = given.get("attrs"), given.get("content")
    if type(attributes) is not dict or not attributes.keys() <= {"id"}:
        return None
    if type(content) is not list or len(content) != 1 or not _is_bare_run(content[0]):
        return None
    text: str = content[0]["text"]
    is_plain = text and text.isprintable() and len(text) <= LIMITS["text"]
    if not is_plain or not counted.has_room_for(text):
        return None
    counted.blocks += 1
    counted.pieces += 1
    counted.characters += len(text)
    run: Inline = {"type": "text", "text": text}
    return {"type": "paragraph", "attrs": {"id": attributes.get("id")}, "content": [run]}


def _block(
    given: object, allowed: tuple[str, ...], path: str, depth: int, counted: _Counted
) -> Block:
    block = _mapping(given, path, "A block is an object, not %s.")
    kind = block.get("type")
    definition = BLOCKS.get(kind) if isinstance(kind, str) else None
    if definition is None or not isinstance(kind, str):
        raise InvalidBody(f"There is no block of type {_shown(kind)}.", path)
    path = f"{path} ({kind})"
    if kind not in allowed:
        raise InvalidBody(f"This block may not stand here; here stand: {', '.join(allowed)}.", path)
    if depth > LIMITS["depth"]:
        raise InvalidBody(f"A body nests at most {LIMITS['depth']} blocks.", path)
    counted.add_block(kind, path)
    _only_keys(block, ("type", "attrs", "content"), path)
    checked: Block = {"type": kind, "attrs": _attributes(block, definition, path, counted)}
    if definition.content is None:
        if block.get("content"):
            raise InvalidBody("This block holds no content.", path)
    elif definition.content == "inline":
        checked["content"] = _inline(_content(block, path), definition, path, counted)
    else:
        checked["content"] = _blocks_inside(block, definition, path, depth, counted)
        if kind == "table":
            _fit_rows(checked["content"], path, counted)
    return checked


def _blocks_inside(
    block: Mapping[str, Any], definition: BlockType, path: str, depth: int, counted: _Counted
) -> list[Block]:
    allowed = cast("tuple[str, ...]", definition.content)
    # A list item counts with its list, so that five lists may stand inside one another.
    inner = depth if allowed == ("list_item",) else depth + 1
    inside = [
        _block(child, allowed, f"{path}, block {number}", inner, counted)
        for number, child in enumerate(_content(block, path), start=1)
    ]
    if not inside:
        raise InvalidBody(f"This block is empty; it holds {' or '.join(allowed)}.", path)
    if definition.first and inside[0]["type"] != definition.first:
        raise InvalidBody(f"This block begins with a {definition.first}.", path)
    return inside


def _fit_rows(rows: list[Block], path: str, counted: _Counted) -> None:
    """Make the rows of a table equally long, or refuse it."""
    width = widest(rows)
    for name, found in (("rows", len(rows)), ("columns", width)):
        if found > LIMITS[name]:
            raise InvalidBody(f"A table holds at most {LIMITS[name]:,} {name}.", path)
    for row in rows:
        for _ in range(width - len(row["content"])):
            counted.add_block("table_cell", path)
    fill_rows(rows)


def _attributes(
    block: Mapping[str, Any], definition: BlockType, path: str, counted: _Counted
) -> dict[str, Any]:
    given = _mapping(block.get("attrs") or {}, path, "Attributes are an object, not %s.")
    for name in given:
        if name != "id" and name not in definition.attributes:
            raise InvalidBody(f"There is no attribute {_shown(name)} on this block.", path)
    checked: dict[str, Any] = {"id": given.get("id")}
    for name, attribute in definition.attributes.items():
        value = given.get(name, attribute.default)
        if value is attribute.default and not attribute.required:  # most of a figure's are
            checked[name] = value
            continue
        place = f"{path}, attribute {name}"
        value = _value(value, attribute, place)
        if isinstance(value, str):
            counted.add_text(value, place)
        checked[name] = value
    if "provider" in checked and not is_key(checked["provider"], checked["key"]):
        label = PROVIDERS[checked["provider"]].label
        raise InvalidBody(f"This is not a key of {label}.", f"{path}, attribute key")
    return checked


def _value(value: object, attribute: Attribute, path: str) -> str | int | bool | None:
    if value is None and attribute.nullable:
        return None
    if attribute.kind == "boolean":
        if not isinstance(value, bool):
            raise InvalidBody("This is true or false.", path)
        return value
    if attribute.kind == "integer":
        return _integer(value, attribute, path)
    if not isinstance(value, str):
        raise InvalidBody(f"This is a text, not {_kind_of(value)}.", path)
    text = _limited(storable(value).strip(), attribute.limit, path)
    if attribute.required and not text:
        raise InvalidBody("This must not be empty.", path)
    if attribute.kind == "provider" and text not in PROVIDERS:
        raise InvalidBody(f"There is no such provider; there are: {', '.join(PROVIDERS)}.", path)
    if attribute.kind == "date" and text:
        return _date(text, path)
    if attribute.kind == "moment":
        return _moment(text, path)
    return text


def _integer(value: object, attribute: Attribute, path: str) -> int:
    greatest = LIMITS[attribute.limit] if attribute.limit else attribute.maximum
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidBody(f"This is a whole number, not {_kind_of(value)}.", path)
    if value < attribute.minimum or (greatest is not None and value > greatest):
        raise InvalidBody(f"This is a number from {attribute.minimum} to {greatest}.", path)
    return value


def _date(text: str, path: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise InvalidBody("This is a date such as 2026-05-01, or empty.", path) from error


def _moment(text: str, path: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidBody("This is a time such as 2026-05-01T09:30:00+02:00.", path) from error
    if moment.tzinfo is None:
        raise InvalidBody("This time has no zone, such as +02:00.", path)
    if moment.year not in YEARS:
        raise InvalidBody(f"This time's year is not from {YEARS[0]} to {YEARS[-1]}.", path)
    return moment.isoformat()


def _inline(
    content: list[Any], definition: BlockType, path: str, counted: _Counted
) -> list[Inline]:
    counted.pieces += len(content)
    if len(content) == 1 and _is_bare_run(content[0]):  # as nearly every paragraph is
        pieces = [_run(content[0], path, counted)]
        text = pieces[0]["text"]
        _limited(_limited(text, "text", path), definition.text_limit, path)
        return pieces if text else []
    pieces = []
    for number, given in enumerate(content, start=1):
        place = f"{path}, text {number}"
        piece = _mapping(given, place, "A piece of text is an object, not %s.")
        if piece.get("type") == "hard_break":
            _only_keys(piece, ("type", "marks"), place)
            counted.add_text(" ", place)
            pieces.append({"type": "hard_break"})
        elif piece.get("type") == "text":
            pieces.append(_run(piece, place, counted))
        else:
            raise InvalidBody(f"Here stands text, not {_shown(piece.get('type'))}.", place)
    checked = _joined(pieces)
    for piece in checked:
        _limited(piece.get("text", ""), "text", path)
    _limited("".join(piece.get("text", "") for piece in checked), definition.text_limit, path)
    return checked


def _is_bare_run(piece: object) -> bool:
    """Whether it is a text without marks, and nothing else."""
    if type(piece) is not dict or piece.get("type") != "text":
        return False
    return len(piece) == 2 and type(piece.get("text")) is str


def _run(piece: Mapping[str, Any], path: str, counted: _Counted) -> Inline:
    _only_keys(piece, ("type", "text", "marks"), path)
    text = piece.get("text")
    if not isinstance(text, str):
        raise InvalidBody(f"A text is a text, not {_kind_of(text)}.", path)
    counted.add_text(text or " ", path)
    run: Inline = {"type": "text", "text": storable(text)}
    if marks := _marks(piece.get("marks") or [], path):
        run["marks"] = marks
    return run


def _joined(pieces: list[Inline]) -> list[Inline]:
    """Neighbors with equal marks as one run, runs without text left out."""
    kept = (piece for piece in pieces if piece["type"] == "hard_break" or piece["text"])
    joined: list[Inline] = []
    for (kind, marks), group in groupby(kept, lambda piece: (piece["type"], piece.get("marks"))):
        together = list(group)
        if kind == "hard_break":
            joined.extend(together)
            continue
        run: Inline = {"type": "text", "text": "".join(piece["text"] for piece in together)}
        if marks:
            run["marks"] = marks
        joined.append(run)
    return joined


def _marks(given: object, path: str) -> list[Mark]:
    if not isinstance(given, list):
        raise InvalidBody(f"Marks are a list, not {_kind_of(given)}.", path)
    found: dict[str, Mark] = {}
    for each in given:
        mark = _mapping(each, path, "A mark is an object, not %s.")
        kind = mark.get("type")
        if not isinstance(kind, str) or kind not in MARKS:
            raise InvalidBody(
                f"There is no mark {_shown(kind)}; there are: {', '.join(MARKS)}.", path
            )
        _only_keys(mark, ("type", "attrs"), path)
        attributes = _mapping(mark.get("attrs") or {}, path, "Attributes are an object, not %s.")
        _only_keys(attributes, MARKS[kind], path, what="attribute")
        found.setdefault(kind, _mark(kind, attributes, path))
    return [found[kind] for kind in MARKS if kind in found]


def _mark(kind: str, attributes: Mapping[str, Any], path: str) -> Mark:
    if kind != "link":
        return {"type": kind}
    href = attributes.get("href")
    try:
        if not isinstance(href, str):
            raise ValueError("is missing")
        return {"type": "link", "attrs": {"href": normalize_link(href)}}
    except ValueError as error:
        raise InvalidBody(f"The address {error}.", f"{path}, link") from error


def _limited(text: str, limit: str, path: str) -> str:
    if limit and len(text) > LIMITS[limit]:
        raise InvalidBody(f"This is longer than {LIMITS[limit]:,} characters.", path)
    return text


def _content(node: Mapping[str, Any], path: str) -> list[Any]:
    content = node.get("content", [])
    if not isinstance(content, list):
        raise InvalidBody(f"The content is a list, not {_kind_of(content)}.", path)
    return content


def _mapping(value: object, path: str, message: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise InvalidBody(message % _kind_of(value), path)
    return value


def _only_keys(
    node: Mapping[str, Any], known: tuple[str, ...], path: str, what: str = "key"
) -> None:
    for name in node:
        if name not in known:
            raise InvalidBody(f"There is no {what} {_shown(name)} here.", path)


def _kind_of(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "nothing" if value is None else names.get(type(value), "a number")


def _shown(name: object) -> str:
    return f'"{storable(name[:40])}"' if isinstance(name, str) else _kind_of(name)
