"""A story record with the least that one has."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from articles.ingest.record import (
    Origin,
    StoryRecord,
)

NOON = datetime(2021, 3, 3, 12, 0, tzinfo=UTC)


def record(**fields: Any) -> StoryRecord:
    return StoryRecord(
        **{"origin": Origin("wire.jsonl", "line 3"), "headline": "The dam holds", **fields}
    )


def body(*blocks: Any) -> dict[str, Any]:
    return {"type": "doc", "content": list(blocks)}
