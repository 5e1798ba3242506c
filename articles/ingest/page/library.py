"""The extraction library: the words of a page that it takes for the story, and the day that it finds."""

from __future__ import annotations

import copy
import re
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from articles.ingest.page.tree import Element, letters, text_of

_FAULTS: Final = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    etree.LxmlError,
)
"""What a library that walks foreign trees may stumble over; a page must not end a run."""
_FIRST_DAY: Final = re.compile(
    r"(?<!\d)0?1(?:st|er|º|\.)?(?:\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s|[./-]\d{1,2}[./-])(?:de\s)?\d{4}|"
    r"[^\W\d_]{3,12}\.? 0?1(?:st)?, \d{4}|\d{4}[./年-]\s?\d{1,2}[./月-]\s?0?1(?!\d)|0?1[./]0?1[./]\d{2}(?!\d)"
)
"""A first of a month as a page prints it; the finder gives that day for an address with a month alone, too."""
_BLOCKS: Final = frozenset({"p", "head", "quote", "item", "cell", "code", "ab", "lb", "hi"})


def extracted_keys(root: Element) -> list[str]:
    """The letters of each block that the library takes for the story; empty if it finds none."""
    # Imported here: it costs 0.4 s, and most runs of the command read no page.
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            copy.deepcopy(root), include_comments=False, include_tables=True, with_metadata=False
        )
    except _FAULTS:
        return []
    body = getattr(found, "body", None)
    if body is None:
        return []
    keys: list[str] = []
    for element in body.iter():
        if element.tag in _BLOCKS or element is body:
            keys += [letters(text or "") for text in (element.text, element.tail)]
            if element is not body and len(element):
                keys.append(letters(text_of(element)))
    return [key for key in dict.fromkeys(keys) if key]


def found_day(root: Element) -> str:
    """A day that the library finds where no mark says one, as ISO 8601; "" for none.

    Its date finder alone is asked: the rest of its metadata is read with patterns that took 27 s
    for an author of 30,000 brackets.
    """
    from htmldate import find_date  # a part of trafilatura

    try:
        found = find_date(
            copy.deepcopy(root), original_date=True, max_date=datetime.now(UTC).date().isoformat()
        )
    except _FAULTS:
        return ""
    day = str(found or "")
    if day.endswith("-01-01"):  # of a year alone: "\u00a9 2026"
        return ""
    return day if not day.endswith("-01") or _FIRST_DAY.search(text_of(root)) else ""
