"""What stands right above and below a page's story and is none of it: rules, rows of links, the numbers of pages."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Final

from articles.ingest.page.blocks import Piece
from articles.ingest.page.company import leads_nowhere

_RIGHTS: Final = re.compile(r"\W*(?:copyright\b|\u00a9|\(c\) ?\d)", re.IGNORECASE)

_PAGER: Final = re.compile(
    r"(?:[^\W\d]{3,12}\W{1,3})?\d{1,3}(?:\W{1,4}\d{1,3}){1,40}(?:\W{1,4}[^\W\d]{3,12}\W{0,3})?"
)
"""Pages: 1 2 3 Next."""


def _is_row_of_links(piece: Piece) -> bool:
    """Several links in lines of their own: what an old page sets under its story."""
    rows = piece.markup.count("<br>") + 1 + len(re.findall(r"</a>\s*\|", piece.markup))
    return piece.kind == "text" and piece.links > 0.5 and 2 <= piece.markup.count("<a ") <= rows


def _is_of_page(piece: Piece) -> bool:
    """A row of links, buttons as links or the numbers of a story's pages: they lead to other places."""
    if piece.kind != "text" or "<a " not in piece.markup:
        return False
    return (
        _is_row_of_links(piece)
        or _PAGER.fullmatch(piece.words) is not None
        or (piece.links > 0.5 and leads_nowhere(piece))
    )


def _is_rights(piece: Piece) -> bool:
    """A line of rights: the cleaning reads it, and it may stand below a row of links."""
    return piece.kind == "text" and len(piece.key) < 120 and bool(_RIGHTS.match(piece.words))


def without_ends(pieces: list[Piece]) -> list[Piece]:
    """Without rules and headings that lead nowhere at the end."""
    while pieces and (pieces[-1].kind in {"rule", "heading"} or _is_of_page(pieces[-1])):
        pieces = pieces[:-1]
    foot = next((place for place in range(len(pieces)) if not _is_rights(pieces[-1 - place])), 0)
    if foot and _is_of_page(pieces[-1 - foot]):
        return [*without_ends(pieces[:-foot]), *pieces[-foot:]]
    while pieces and pieces[0].kind == "rule":
        pieces = pieces[1:]
    return pieces


def loosen_notes(pieces: list[Piece]) -> None:
    """Lists of one entry at a story's end are notes with a sign before them: they are read as lines."""
    kept = [each for each in pieces if each.keep]
    notes = list(takewhile(_is_lone_entry, reversed(kept)))
    above = kept[len(kept) - len(notes) - 1] if len(notes) < len(kept) else None
    if above is not None and above.words.endswith((":", "\uff1a")):
        return  # the copy introduces a list, however short it is
    for piece in notes:
        inner = piece.markup.removeprefix("<ul><li>").removesuffix("</li></ul>")
        piece.kind, piece.markup = "text", f"<p>{inner}</p>"


def _is_lone_entry(piece: Piece) -> bool:
    is_list = piece.kind == "list" and piece.element.tag == "ul"
    return is_list and len(list(islice(piece.element.iter("li"), 2))) == 1
