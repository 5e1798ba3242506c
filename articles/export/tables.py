"""CSV for spreadsheets: one story to a row; no cell can start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from articles.export.markup import Facts

COLUMNS: Final = (
    "id", "source", "source_id", "source_url", "version", "headline", "kicker", "standfirst",
    "slug", "url", "section", "byline", "dateline", "language", "state", "kind", "published_at",
    "updated_at", "corrected_at", "embargo_until", "urgency", "topics", "people", "body_text",
    "editor_note", "usage_terms",
)  # fmt: skip
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")


def write(stories: Iterable[Facts]) -> Iterator[str]:
    """A header line, then a row a story (RFC 4180, UTF-8); lists are joined by "; "."""
    yield _row(COLUMNS)
    for story in stories:
        yield _row([cell(_words(story[name])) for name in COLUMNS])


def cell(words: str) -> str:
    """The text as a spreadsheet may take it: an apostrophe stands before what it would compute."""
    return f"'{words}" if words.startswith(_FORMULA_SIGNS) else words


def _words(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(each["name"] if isinstance(each, dict) else each) for each in value)
    return "" if value is None else str(value).replace("\0", "")


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
