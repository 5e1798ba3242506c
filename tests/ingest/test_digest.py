"""The digest of what a source says: equal for the same words, another for others."""

from __future__ import annotations

import dataclasses
from datetime import timedelta, timezone
from typing import Any

import pytest

from articles.body.document import paragraph
from articles.ingest.normalize import digest
from articles.ingest.record import (
    Line,
    Origin,
    PersonRecord,
    PictureRecord,
    RelatedRecord,
    StoryRecord,
)
from tests.ingest.records import NOON, body, record

SAME = [
    {"headline": "The  dam\u00a0holds"},
    {"origin": Origin("other.jsonl", "line 9")},
    {"version": "2"},
    {"published_at": NOON.astimezone(timezone(timedelta(hours=5)))},
    {"body": body({**paragraph("It holds."), "attrs": {"id": "abcdef"}})},
]
OTHER = [
    {"headline": "The dam falls"},
    {"published_at": NOON + timedelta(minutes=1)},
    {"body": body(paragraph("It falls."))},
    {"topics": ["Dams", "Rivers"]},
    {"people": [PersonRecord("Ada Lovelace")]},
    {"status": "canceled"},
    {"pictures": [PictureRecord(origin=Origin("x"), content=b"1")]},
    {"related": [RelatedRecord("A day")]},
]


def _said() -> StoryRecord:
    return record(published_at=NOON, body=body(paragraph("It holds.")), topics=["Dams"])


@pytest.mark.parametrize("change", SAME, ids=lambda change: next(iter(change)))
def test_what_says_the_same_has_the_same_digest(change: dict[str, Any]) -> None:
    assert digest(dataclasses.replace(_said(), **change)) == digest(_said())


@pytest.mark.parametrize("change", OTHER, ids=lambda change: next(iter(change)))
def test_what_says_something_else_has_another_digest(change: dict[str, Any]) -> None:
    assert digest(dataclasses.replace(_said(), **change)) != digest(_said())


def test_the_digest_is_the_same_in_every_process_and_release() -> None:
    given = record(lines=[Line(1, "It holds.")], headline="The dam holds")
    assert digest(given) == "2e84e8be0120313ab4a994373f44db524339940011370f0b77b7fffbba389dc9"
