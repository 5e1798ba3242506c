"""Genre words of the wires (IPTC genre NewsCodes and plain words) into our kinds of story."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_WORDS: Final[dict[str, str]] = {
    "analysis": "analysis analyse analyst newsanalysis",
    "explainer": "explainer background backgrounder hintergrund factcheck qa qanda",
    "opinion": "opinion commentary comment column editorial leader letters letter kommentar "
    "leitartikel oped",
    "review": "review rezension recension anmeldelse",
    "feature": "feature profile portrait reportage",
    "interview": "interview",
    "obituary": "obituary nachruf",
    "live": "live liveblog livecoverage",
}
KINDS: Final = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def kind_of(genres: Iterable[str]) -> str:
    """Our word for the first genre that we know; empty for news and for strange words."""
    for genre in genres:
        genre = re.sub(r"\(.*?\)", "", genre)
        word = re.sub(r"[^a-z]", "", genre.rpartition("/")[2].rpartition(":")[2].casefold())
        for one in (word, word.removesuffix("s"), f"{word.removesuffix('ies')}y"):
            if one in KINDS:
                return KINDS[one]
    return ""
