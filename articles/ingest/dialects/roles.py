"""What agencies call the descriptions and headlines of a text, whichever format carries them."""

from __future__ import annotations

from typing import Final

SUMMARIES: Final = (
    "standfirst", "dek", "deck", "ingress", "vorspann", "chapo", "summary", "lead", "teaser", "intro",
)  # fmt: skip
"""The description that stands under the headline: one made for that place before a summary."""
KICKERS: Final = (
    "kicker",
    "overline",
    "eyebrow",
    "vignette",
    "dachzeile",
    "surtitre",
    "stikktittel",
)
"""The headline that stands above the headline."""
OF_PICTURES: Final = frozenset({"caption", "alt", "alttext", "creditline", "credit", "writer"})
"""Descriptions of a picture: a text has them only for a picture that goes with it."""
