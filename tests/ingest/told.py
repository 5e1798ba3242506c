"""A record as plain JSON for expectations: only what it says, in a stable order."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from articles.ingest.record import PictureRecord, Problem, StoryRecord

Told = dict[str, Any]


def tell(records: Iterable[StoryRecord | PictureRecord | Problem]) -> list[Told]:
    """Every record of a reading as its main fields."""
    return [_one(record) for record in records]


def _one(record: StoryRecord | PictureRecord | Problem) -> Told:
    told: Told = {"is": type(record).__name__, "place": record.origin.place}
    for field in dataclasses.fields(record):
        if field.name != "origin":
            name = "taken in" if field.name == "place" else field.name
            told[name] = _value(getattr(record, field.name))
    return {name: value for name, value in told.items() if value not in ("", None, [], {}, False)}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, dict) and value.get("type") == "doc":
        return [_block(block) for block in value["content"]]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = (
            (field.name, _value(getattr(value, field.name))) for field in dataclasses.fields(value)
        )
        return {
            name: inner
            for name, inner in pairs
            if inner not in ("", None, [], {}) and name != "origin"
        }
    if isinstance(value, (list, tuple)):
        return [_value(inner) for inner in value]
    return value


def _block(block: Told) -> str:
    """A block on one line: type, what its attributes say, and the words with their marks."""
    said = {key: value for key, value in block.get("attrs", {}).items() if key != "id"}
    said = {key: value for key, value in said.items() if value not in ("", None, False)}
    shown = f" {json.dumps(said, ensure_ascii=False)}" if said else ""
    return f"{block['type']}{shown}: {''.join(map(_inline, block.get('content', [])))}".rstrip(" :")


def _inline(node: Told) -> str:
    if node["type"] == "hard_break":
        return " / "
    if node["type"] != "text":
        return f"[{_block(node)}]"
    marks = [mark.get("attrs", {}).get("href") or mark["type"] for mark in node.get("marks", [])]
    return f"{{{node['text']}|{','.join(marks)}}}" if marks else node["text"]
