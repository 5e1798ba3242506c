"""What a row says beside the story's fields: kept for editors by the names that the source gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.plain import plain
from articles.ingest.record import StoryRecord
from articles.ingest.rows.aliases import field_of

MOST: Final = 30
LONGEST: Final = 200
"""Characters of a value; what is longer is a text or a program's."""
_NO_NEWS: Final = frozenset({"true", "false", "0", "1", "yes", "no", "none", "null", "nan"})


def keep_others(
    story: StoryRecord, row: Mapping[str, Any], columns: Mapping[str, str] | None = None
) -> None:
    """Puts short values that no field of ours takes into the record's `extra`."""
    mapped = set((columns or {}).values())
    left = MOST
    for name, value in row.items():
        if not left:
            return
        if name.startswith("_") or name in mapped or name in story.extra or field_of(name):
            continue
        words = _words(value)
        if words.strip("{}[]()0-: ") and len(words) <= LONGEST and words.casefold() not in _NO_NEWS:
            story.extra[name[:80]] = words
            left -= 1


def _words(value: Any) -> str:
    """A text, a number or a list of them on one line; a source's values have any shape."""
    if isinstance(value, str):
        return plain(value) if len(value) <= 2 * LONGEST else ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, (str, int)) for one in value[:MOST]):
        return ", ".join(map(str, value[:MOST]))
    return ""
