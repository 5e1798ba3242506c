"""How long each field of a story may be on its way in: one table, shown in every refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Limit:
    """The most characters (or entries) of a field, and what becomes of a story that has more."""

    most: int
    over: Literal["refused", "held"]
    """refused: no story; held: the words go to the editor and the story waits."""


LIMITS: Final[dict[str, Limit]] = {
    "headline": Limit(300, "refused"),
    "source_id": Limit(255, "refused"),
    "kicker": Limit(60, "held"),
    "standfirst": Limit(1_000, "held"),
    "slug": Limit(2_000, "held"),  # made anew from the headline, shorter
    "slugline": Limit(120, "held"),
    "section": Limit(80, "held"),
    "byline": Limit(300, "held"),
    "dateline": Limit(160, "held"),
    "language": Limit(35, "held"),
    "source": Limit(120, "refused"),
    "source_name": Limit(160, "held"),
    "version": Limit(40, "held"),
    "source_url": Limit(2_000, "held"),
    "canonical_url": Limit(2_000, "held"),
    "usage_terms": Limit(20_000, "held"),
    "editor_note": Limit(100_000, "held"),
}
"""Texts, in characters."""

ENTRIES: Final[dict[str, Limit]] = {
    "topics": Limit(50, "held"),
    "places": Limit(50, "held"),
    "organisations": Limit(50, "held"),
    "people": Limit(200, "held"),
    "contributors": Limit(50, "held"),
    "pictures": Limit(500, "refused"),
    "related": Limit(50, "held"),
    "corrections": Limit(100, "held"),
    "former_addresses": Limit(100, "held"),
}
"""Lists, in entries."""

ENTRY_LENGTH: Final[dict[str, int]] = {
    "topics": 120,
    "places": 120,
    "organisations": 120,
    "people": 100,
    "contributors": 120,
}
"""Names in those lists, in characters; a longer one is left out and named."""

PICTURE_TEXTS: Final[dict[str, int]] = {
    "caption": 3_000, "alt": 1_000, "credit": 300, "creator": 300, "copyright": 1_000, "usage_terms": 5_000,
    "headline": 1_000, "place": 300,
}  # fmt: skip
"""Texts of a picture that stands outside the body, in characters."""

TEASER_LENGTH: Final = 500
