"""Pictures of a page that belong to the teaser of another story: they lead there."""

from __future__ import annotations

from itertools import islice
from typing import Final

from articles.ingest.page.blocks import Piece
from articles.ingest.page.tree import Element, ancestors, letters, text_of

_TITLE: Final = 12
"""Letters."""
_THUMB: Final = 200
"""Pixels."""
_MOST_LINKS: Final = 4
"""Links in the box of a teaser."""


def links_around(piece: Piece) -> list[Element]:
    return [each for each in (piece.element, *ancestors(piece.element, 3)) if each.tag == "a"]


def is_titled(piece: Piece) -> bool:
    """A picture in a link that also holds the title of the story that it leads to, or beside that title's link."""
    links = links_around(piece)
    return any(len(letters(text_of(link))) > _TITLE or _is_titled_beside(link) for link in links)


def _is_titled_beside(link: Element) -> bool:
    box = next(islice(ancestors(link), 1, 2), None)
    beside = islice(box.iter("a"), _MOST_LINKS) if box is not None else ()
    return any(
        each.get("href") == link.get("href") and len(letters(text_of(each))) > _TITLE
        for each in beside
    )


def is_thumb(piece: Piece) -> bool:
    """A picture that the page itself shows small."""
    widths = [(image.get("width") or "").removesuffix("px") for image in piece.element.iter("img")]
    return any(width.isdecimal() and int(width) <= _THUMB for width in widths)


def links_away(piece: Piece) -> bool:
    """A picture that is a link to another page and has no caption: a teaser."""
    if piece.figure is None or piece.figure.caption:
        return False
    around = [piece.element, *ancestors(piece.element, 3)]
    links = [element for element in around if element.tag == "a"] + list(piece.element.iter("a"))
    for link in links:
        target = (link.get("href") or "").split("?")[0].lower()
        if (
            target
            and not target.endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))
            and not target.startswith("#")
        ):
            return True
    return False
