"""What foreign HTML may cost a parser, asked before one sees it: tags in all, attributes in one tag."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.limits import LIMITS

_OPENING: Final = re.compile(r"<[A-Za-z]")
_TURN: Final = re.compile(r"""[>"']""")
_GAP: Final = re.compile(r"(?<=\s)[^\s>=/]")


def fault_of_markup(markup: str) -> str:
    """Why the markup is refused, as a full sentence; "" if it may be parsed.

    Parsers compare each attribute of a tag with all others: 300,000 of them took libxml2 over
    500 s, 2,000 take 4 ms. One pass, linear.
    """
    if markup.count("<") > LIMITS["markup_elements"]:
        return f"The markup has more than {LIMITS['markup_elements']:,} tags."
    limit = LIMITS["markup_attributes"]
    # A name and its sign need two characters at least: shorter tags cannot hold too many.
    least = 2 * limit
    place = 0
    while found := _OPENING.search(markup, place):
        place, attributes = _past_tag(markup, found.end(), least)
        if attributes > limit:
            return f"One tag of the markup has more than {limit:,} attributes."
    return ""


def _past_tag(markup: str, place: int, least: int) -> tuple[int, int]:
    """(the end of the tag, how many attributes it has); quoted values may hold any sign."""
    attributes = 0
    while True:
        turn = _TURN.search(markup, place)
        end = turn.start() if turn else len(markup)
        if end - place > least:
            attributes += sum(1 for _ in _GAP.finditer(markup, place, end))
        else:
            attributes += end > place
        if turn is None:
            return len(markup), attributes
        if turn[0] == ">":
            return end + 1, attributes
        close = markup.find(turn[0], end + 1)
        if close < 0:
            return len(markup), attributes
        place = close + 1
