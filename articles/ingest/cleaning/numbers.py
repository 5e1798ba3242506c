"""Numbers on lines of their own above the headings of a list: they join what they count."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, TypeVar

from articles.body.document import text
from articles.ingest.cleaning.passages import Copy

_Counted = TypeVar("_Counted")
COUNT: Final = re.compile(
    r"(?:#|no\.?|nr\.?|n[°º]|№)?\s?(?P<number>\d{1,3})\s?[.):/–—-]?", re.IGNORECASE
)
_SAID: Final = re.compile(r"\D{0,4}0{0,2}(\d{1,3})(?!\d)")
LONGEST: Final = 8
"""Characters of a number with its signs."""
FAR: Final = 60
"""Passages or elements below the last heading of a list in which its part ends."""
_FEWEST: Final = 3
"""Numbers in a row that go up or down by one: fewer may be ages, scores or chance."""


def numbers_above_headings(copy: Copy) -> None:
    """Set each such number before the words of the heading below it: "7. Lamp Street"."""
    live = copy.live()
    found: list[tuple[int, int]] = []
    for place, (above, below) in enumerate(pairwise(live)):
        number = COUNT.fullmatch(above.text) if len(above.text) <= LONGEST else None
        is_headed = below.source["type"] == "heading" and not COUNT.fullmatch(below.text)
        if number and is_headed:
            found.append((int(number["number"]), place))
    for run in runs_by_one(found, lambda each: each[0]):
        beyond = live[run[-1][1] + 2 :][:FAR]
        if next_of([count for count, _ in run]) in (number_of(each.text) for each in beyond):
            continue
        for count, place in run:
            above, below = live[place], live[place + 1]
            copy.take_out(above, "list-number", into=below)
            if is_counted(below.text, count):
                continue
            below.rewrite(f"{count}. {below.text}")
            below.source["content"] = [text(f"{count}. "), *below.source.get("content", [])]


def number_of(words: str) -> int | None:
    """The number that words are, with its signs; None for all others."""
    found = COUNT.fullmatch(words) if len(words) <= LONGEST else None
    return int(found["number"]) if found else None


def next_of(run: Sequence[int]) -> int:
    """The number that goes on where a run ends: below the last part it is a score, as those before were."""
    return 2 * run[-1] - run[-2]


def is_counted(words: str, number: int) -> bool:
    """Whether a heading begins with its number already."""
    found = _SAID.match(words)
    return found is not None and int(found[1]) == number


def runs_by_one(
    found: Sequence[_Counted], number: Callable[[_Counted], int]
) -> list[list[_Counted]]:
    """The runs of three or more whose numbers follow each other by one, all up or all down."""
    runs: list[list[_Counted]] = []
    for each in found:
        last = runs[-1] if runs else []
        step = number(each) - number(last[-1]) if last else 0
        if abs(step) == 1 and (len(last) < 2 or step == number(last[-1]) - number(last[-2])):
            last.append(each)
        else:
            runs.append([each])
    return [run for run in runs if len(run) >= _FEWEST]
