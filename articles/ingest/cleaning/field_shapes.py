"""Rarer lines of a head: who took the pictures, the month of an issue, a name beside the time."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.byline import is_name, stamp
from articles.ingest.cleaning.head_patterns import FILED, LONE_NAME, MONTH
from articles.ingest.cleaning.passages import Cleaned
from articles.ingest.cleaning.text import words
from articles.people.lexicon.signs import ANY_GIVEN, PLACE
from articles.people.lexicon.words import lexicon
from articles.people.text import fold

_OF_PICTURES: Final = re.compile(
    r"(?:photography|photographs|photographed|illustrat(?:ions|ed)|graphics|styling|styled|hair and make-?up|"
    r"(?:additional )?(?:reporting|research)|edited|produced) by (?P<names>(?-i:[A-ZÀ-Þ]).{2,80})",
    re.IGNORECASE,
)
"""Who else worked on a story, between its head and its text: "Photography by Kit Aldous"."""
_MONTH_ALONE: Final = re.compile(rf"{MONTH} (?:19|20)\d\d", re.IGNORECASE)


def rarer_field(cleaned: Cleaned, text: str) -> str:
    """Learn what a line of the head says; the rule by which it goes, "" where it is no field."""
    if (found := _OF_PICTURES.fullmatch(text)) and is_name(found["names"]):
        notes = (cleaned.author_note, text)
        cleaned.author_note = "\n".join(each for each in notes if each)
        return "author-note"
    if (cleaned.headline or cleaned.byline) and _MONTH_ALONE.fullmatch(text):
        return stamp(cleaned, "published", text) if not cleaned.published_at else "published-time"
    return ""


def named_and_timed(cleaned: Cleaned, text: str) -> str:
    """The rule for "Priya Mannering | 8 January 2026"; "" where a place stands before the time."""
    match = FILED.fullmatch(text) if not (cleaned.byline or cleaned.published_at) else None
    if match is None or not LONE_NAME.fullmatch(match["place"]) or not _is_given(match["place"]):
        return ""
    cleaned.byline = match["place"]
    stamp(cleaned, "published", match["when"])
    return "byline"


def _is_given(name: str) -> bool:
    """Whether a name begins as a person's does and is no place."""
    signs = lexicon().signs
    first = signs.get(fold(words(name)[0]), 0)
    return bool(first & ANY_GIVEN) and not signs.get(fold(name), 0) & PLACE
