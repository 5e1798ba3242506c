"""The counters of galleries before captions: "1of4Grass Valley's ...", "1/3 ...", "2/3 ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.ingest.cleaning.text import width

_COUNTER: Final = re.compile(
    r"(?:(?i:slide|image|photo|picture|item)\s*)?\d{1,3}\s*(?:of|/)\s*\d{1,3}\s*[:.|"
    r"–—-]?\s*(?=[A-ZÀ-Þ\"“‘'(])|\[\d{1,3} ?(?:of|/) ?\d{1,3}\]\s*(?=\S)|\[\d{1,2}\](?=[A-ZÀ-Þ\"“‘'])"
)
_PLAIN_COUNTER: Final = re.compile(
    r"(?P<number>\d{1,2})\s?(?:/|of)\s?(?P<total>\d{1,2})\s+(?=[A-ZÀ-Þ\"“‘'(])"
)
_GLUED_COUNTER: Final = re.compile(r"\d{1,3}(?:of|/)\d{1,3}(?=[A-ZÀ-Þ\"“‘'])")
_FEWEST_SHOWN: Final = 4
"""Words behind a counter that are a caption."""


def without_counter(text: str) -> str:
    """A caption without the counter of a gallery before it: "1of4Grass" -> "Grass"."""
    match = _GLUED_COUNTER.match(text[:20]) or _COUNTER.match(text[:24])
    if not match or width(text[match.end() :]) < 3:
        return text
    if match.re is _COUNTER and not re.search(r"\d\s*(?:of|/)\s*\d{1,3}\s*[:.|–—-]|^\D", match[0]):
        return text
    return text[match.end() :]


def counted_lines(texts: Sequence[str]) -> dict[int, str]:
    """Place -> words of the lines that count one gallery: "1/3 ...", "2/3 ...", by turns and together.

    One such line alone is an amount: "1/2 Cup of flour".
    """
    found: dict[str, list[tuple[int, int, str]]] = {}
    for place, text in enumerate(texts):
        if text[:1].isdigit() and (match := _PLAIN_COUNTER.match(text)):
            number, total = int(match["number"]), match["total"]
            if 0 < number <= int(total) and width(text[match.end() :]) >= _FEWEST_SHOWN:
                found.setdefault(total, []).append((place, number, text[match.end() :]))
    return {
        place: words
        for counted in found.values()
        if len({number for _place, number, _words in counted}) > 1
        for place, _number, words in counted
    }
