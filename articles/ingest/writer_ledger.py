"""An item's line in the ledger: its key, and what came in as JSON that a page can show again."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from articles.body.words import plain_text
from articles.ingest.prepared import Prepared
from articles.ingest.record import PictureRecord, Problem, StoryRecord

_UNPACKED_APART = frozenset({"lines", "body", "origin", "removed"})
"""Fields of a record that the ledger holds in another form, or in columns of its own."""


def ledger_key(prepared: Prepared) -> str:
    """The item's name in the ledger: "source:id", or its place for what is no story."""
    if prepared.refused:
        return f"place:{str(prepared.record.origin)[:380]} {prepared.digest[:12]}"
    key = f"{prepared.record.source}:{prepared.key}"
    return key if len(key) <= 400 else f"long:{hashlib.sha256(key.encode()).hexdigest()}"


def problem_facts(problem: Problem) -> dict[str, str]:
    """A problem as JSON: file, place, field, message, action."""
    return {
        "file": problem.origin.file,
        "place": problem.origin.place,
        "field": problem.field,
        "message": problem.message,
        "action": problem.action,
    }


def cleaning_facts(prepared: Prepared) -> list[dict[str, Any]]:
    """The cleaner's notes as JSON: line, text, action, rule, reason."""
    return [
        {
            "line": note.line,
            "text": note.text,
            "action": note.action,
            "rule": note.rule,
            "reason": note.reason,
        }
        for note in prepared.notes
    ]


def packed(prepared: Prepared, proposed: dict[str, Any] | None = None) -> bytes:
    """What the source gave as compressed JSON: {record, given, proposed}, no bytes of pictures.

    `given` is the source's text as [line number, line], 0 where it has no numbers; `proposed`
    holds the columns of an update that waits for an editor.
    """
    if prepared.stored:
        if proposed is None:
            return prepared.stored
        return _compressed(unpacked(prepared.stored) | {"proposed": proposed})
    record = prepared.record
    facts = {
        "record": {
            each.name: value
            for each in fields(record)
            if each.name not in _UNPACKED_APART and (value := getattr(record, each.name))
        },
        "given": _given(prepared.given or record),
        "proposed": proposed,
    }
    return _compressed(facts)


def _compressed(facts: dict[str, Any]) -> bytes:
    text = json.dumps(facts, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=1)


def unpacked(stored: bytes) -> dict[str, Any]:
    """What `packed` stored."""
    facts: dict[str, Any] = json.loads(zlib.decompress(stored))
    return facts


def _given(record: StoryRecord) -> list[tuple[int, str]]:
    if record.lines is not None:
        return [(line.number, line.text) for line in record.lines]
    if record.body is None:
        return []
    text = plain_text(record.body, include_captions=True)  # type: ignore[arg-type]
    return [(0, line) for line in text.splitlines() if line.strip()]


def _plain(value: Any) -> Any:
    """What JSON has no form for; any field's value, hence Any."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, PictureRecord):
        return {
            each.name: part
            for each in fields(value)
            if each.name not in {"content", "origin"} and (part := getattr(value, each.name))
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return None
