"""What agencies call the descriptions and headlines of a text, whichever format carries them."""

from __future__ import annotations

from typing import Final

SUMMARIES: Final = (
    "standfirst", "dek", "deck", "summary", "lead", "ingress", "teaser", "intro", "vorspann", "chapo",
)  # fmt: skip
"""The description that stands under the headline."""
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
