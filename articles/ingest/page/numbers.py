"""The numbers of a list of headings: a "7" in an element of its own joins the heading that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from articles.ingest.cleaning.numbers import (
    COUNT,
    FAR,
    LONGEST,
    is_counted,
    next_of,
    number_of,
    runs_by_one,
)
from articles.ingest.page.tree import (
    Element,
    ancestors,
    drop,
    is_element,
    letters,
    link_share,
    text_of,
)

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
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
    for run in runs_by_one(found, lambda each: each.number):
        if _goes_on(run):
            continue
        for each in run:
            drop(each.part)
            if is_counted(text_of(each.heading), each.number):
                continue
            each.heading.text = f"{each.number}. {(each.heading.text or '').lstrip()}"


def _goes_on(run: list[_Counted]) -> bool:
    """Whether the next number stands alone below the last part: each ends its part, as scores do."""
    following = next_of([each.number for each in run])
    below = islice(_behind(run[-1].heading), FAR)
    leaves = (each for each in below if not len(each) and is_element(each))
    return any(number_of(text_of(each)) == following for each in leaves)


def _behind(element: Element) -> Iterator[Element]:
    """What stands behind an element on its page, in order."""
    for around in (element, *ancestors(element)):
        for each in around.itersiblings():
            yield from each.iter()


def _counted(heading: Element) -> _Counted | None:
    if not letters(text_of(heading)) or link_share(heading) > 0.5:
        return None
    part = _inside(heading)
    if part is None:
        part = _above(heading)
    found = COUNT.fullmatch(text_of(part)) if part is not None else None
    if part is None or found is None or _says_number(heading):
        return None
    return _Counted(heading, part, int(found["number"]))


def _says_number(element: Element) -> bool:
    words = "".join(str(each) for each in element.itertext()).strip()
    return len(words) <= LONGEST and COUNT.fullmatch(words) is not None


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
