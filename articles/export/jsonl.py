"""JSON Lines: one story to a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any


def write(stories: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Each story as one line of JSON, UTF-8 letters as they are; no line holds a raw line break."""
    for story in stories:
        yield json.dumps(story, ensure_ascii=False, separators=(",", ":")) + "\n"
