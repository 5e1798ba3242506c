"""The numbers of a list of headings: a "7" in an element of its own joins the heading that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from articles.ingest.page.tree import Element, drop, is_element, letters, link_share, text_of

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_NUMBER: Final = re.compile(
    r"(?:#|no\.?|nr\.?|n[°º]|№)?\s?(?P<number>\d{1,3})\s?[.):/–—-]?", re.IGNORECASE
)
_LONGEST: Final = 8
"""Characters of a number with its signs."""
_FEWEST: Final = 3
"""Headings in a row whose numbers go up or down by one: fewer may be years of age, scores or chance."""
_LEVELS: Final = 3
"""Boxes around a heading that begin with it."""
_EMPTY: Final = 2
"""Elements without words, such as the target of a link, between a number and its heading."""


@dataclass(slots=True)
class _Counted:
    heading: Element
    part: Element
    number: int


def join_numbers(root: Element) -> None:
    """Sets each such number before the words of its heading, in place: "7. Lamp Street"."""
    found = [each for heading in root.iter(*_HEADINGS) if (each := _counted(heading))]
    for run in _runs(found):
        for each in run:
            drop(each.part)
            each.heading.text = f"{each.number}. {(each.heading.text or '').lstrip()}"


def _counted(heading: Element) -> _Counted | None:
    if not letters(text_of(heading)) or link_share(heading) > 0.5:
        return None
    part = _inside(heading)
    if part is None:
        part = _above(heading)
    found = _NUMBER.fullmatch(text_of(part)) if part is not None else None
    if part is None or found is None or _says_number(heading):
        return None
    return _Counted(heading, part, int(found["number"]))


def _says_number(element: Element) -> bool:
    words = "".join(str(each) for each in element.itertext()).strip()
    return len(words) <= _LONGEST and _NUMBER.fullmatch(words) is not None


def _inside(heading: Element) -> Element | None:
    """The number that a heading begins with, glued to its words but for the style sheet."""
    if (heading.text or "").strip() or not len(heading) or not is_element(heading[0]):
        return None
    first = heading[0]
    behind = first.tail or (text_of(heading[1]) if len(heading) > 1 else "")
    return first if _says_number(first) and behind[:1].isalpha() else None


def _above(heading: Element) -> Element | None:
    """The element before a heading, or before a box that begins with it, that says a number alone."""
    inner = heading
    for _ in range(_LEVELS):
        before = _before(inner)
        if before is not None:
            return before if _says_number(before) else None
        around = inner.getparent()
        if around is None or (around.text or "").strip():
            return None
        inner = around
    return None


def _before(element: Element) -> Element | None:
    for number, each in enumerate(element.itersiblings(preceding=True)):
        if number > _EMPTY or (each.tail or "").strip():
            return each
        if is_element(each) and (text_of(each) or each.find(".//img") is not None):
            return each
    return None


def _runs(found: list[_Counted]) -> Iterator[list[_Counted]]:
    """The numbers that follow each other by one, up or down, at least `_FEWEST` of them."""
    run: list[_Counted] = []
    for each in found:
        step = each.number - run[-1].number if run else 0
        goes_on = abs(step) == 1 and (len(run) < 2 or step == run[-1].number - run[-2].number)
        if run and not goes_on:
            yield from [run] if len(run) >= _FEWEST else []
            run = []
        run.append(each)
    yield from [run] if len(run) >= _FEWEST else []
