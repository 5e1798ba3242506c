"""Lines that say where a story first appeared: they name the source."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.tail_patterns import (
    FIRST_APPEARED,
    FOOT_OF_FEED,
    FULL_HOST,
    HINTS_OF_SOURCE,
    SOURCE_LINE,
)

LAST_LINES: Final = 3
"""Lines at the end that may name the source."""


@lru_cache(maxsize=256)
def source_of(text: str) -> tuple[str, str] | None:
    """(host or "", name as printed) of a line that says where the story first appeared, or None."""
    if len(text) > 400 or not any(map(text.__contains__, HINTS_OF_SOURCE)):
        return None
    match = FOOT_OF_FEED.fullmatch(text)
    if match is None and len(text) <= 240:
        match = FIRST_APPEARED.fullmatch(text)
    if not match:
        return None
    name = match["name"].strip(" .,;:\"'“”‘’()")
    if (
        not name
        or len(name.split()) > 8
        or not (name[:1].isupper() or name.startswith("the ") or "." in name)
    ):
        return None
    full = FULL_HOST.fullmatch(name)
    return (full["host"].casefold() if full else "", name)


def sources(copy: Copy) -> None:
    live = copy.live()
    for place, passage in enumerate(live):
        outside = place < 3 or place >= 0.6 * len(live)
        if outside and (found := source_of(passage.text)):
            learn_source(copy, passage, found)


def learn_source(copy: Copy, passage: Passage, found: tuple[str, str]) -> None:
    if not copy.cleaned.source_name:
        copy.cleaned.source, copy.cleaned.source_name = found
    copy.take_out(passage, "first-appeared")


def source_line(copy: Copy) -> None:
    """Learn "Source: Al Jazeera and news agencies" from one of the last lines."""
    for passage in copy.live()[3:][-LAST_LINES:]:
        if match := SOURCE_LINE.fullmatch(passage.text):
            learn_source(copy, passage, ("", match["name"].strip()))
