"""The line that says who translated, above the text or below it."""

from __future__ import annotations

from typing import Final

from articles.ingest.cleaning.passages import Copy
from articles.ingest.translators import translators_in

_LINES: Final = 6
"""Lines from either end among which such a credit stands."""


def translators(copy: Copy) -> None:
    """Take the credit out of the text and into `translated`, as it is printed."""
    live = copy.live()
    near = live if len(live) <= 2 * _LINES else [*live[:_LINES], *live[-_LINES:]]
    for passage in near:
        is_heading = passage.source["type"] == "heading"
        if not copy.cleaned.translated and not is_heading and translators_in(passage.text):
            copy.cleaned.translated = passage.text
            copy.take_out(passage, "byline")
