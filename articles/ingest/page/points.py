"""The points that a page lists between its headline and its text: they become the standfirst."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.points import POINT_WIDTH, POINTS, as_sentences
from articles.ingest.page.company import TAIL_HEADINGS, is_in_aside
from articles.ingest.page.tree import Element, elements_at, link_share, text_of

_DATED: Final = re.compile(
    r"^\W*(?:published|posted|updated|last (?:updated|modified)|created|aktualisiert|"
    r"publié|mis à jour|publicado|actualizado)\b",
    re.IGNORECASE,
)
_FARTHEST: Final = 40
"""Elements behind the headline among which such a list begins."""


def points_under(heading: Element | None, first: Element | None) -> tuple[str, Element | None]:
    """The points as sentences, with their list; `first` is the element of the first paragraph.

    A list of links, or one whose entries are labels ("e-mail", "214 comments"), has none.
    """
    if heading is None or first is None:
        return "", None
    for element in elements_at(heading, f"following::*[position()<={_FARTHEST}]"):
        if element is first:
            break
        if element.tag not in {"ul", "ol"} or is_in_aside(element) or first in element.iter():
            continue
        points = [words for entry in element.iter("li") if (words := _point(entry))]
        if POINTS[0] <= len(points) <= POINTS[1]:
            return as_sentences(points), element
    return "", None


def _point(entry: Element) -> str:
    """The words of a list's entry; "" for a link to another story and for a label."""
    words = text_of(entry)
    fits = POINT_WIDTH[0] <= len(words.split()) <= POINT_WIDTH[1]
    leads_away = link_share(entry) > 0.5 or TAIL_HEADINGS.search(words) or _DATED.search(words)
    return words if fits and not leads_away else ""
