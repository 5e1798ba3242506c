"""The outline of a page's story: the ranks of its headings, and the table of contents that repeats them."""

from __future__ import annotations

from typing import Final

from articles.ingest.page.blocks import Piece
from articles.ingest.page.tree import Element, letters, text_of

_FEWEST: Final = 3
"""Entries of a table of contents."""
_LONGEST_TITLE: Final = 6
"""Words above a table of contents."""
_MOST_LETTERS: Final = 40
"""Letters of such a title, where no space parts its words."""
_STOPS: Final = frozenset(".!\u2026\u3002\uff01\uff1b\u0964\u06d4")
_LOWER: Final = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}


def leave_contents(pieces: list[Piece]) -> None:
    """Takes out the table of contents: links to places of this page whose words are its headings."""
    headings = {piece.key for piece in pieces if piece.kind == "heading" and piece.key}
    run: list[int] = []
    for place, piece in enumerate([*pieces, None]):
        if piece is not None and piece.kind in {"text", "list"} and _is_jump(piece):
            run.append(place)
        elif run:
            entries = [each for found in run for each in _jumps(pieces[found].element)]
            known = sum(_words_of(each) in headings for each in entries)
            if len(entries) >= _FEWEST and 2 * known > len(entries):
                _leave(pieces, run)
            run = []


def _leave(pieces: list[Piece], run: list[int]) -> None:
    for place in run:
        pieces[place].keep = False
    above = pieces[run[0] - 1] if run[0] else None
    if above is not None and above.keep and _is_title(above, pieces[run[0]]):
        above.keep = False


def _is_title(above: Piece, contents: Piece) -> bool:
    """Whether a short line stands right above a table of contents, in the same box."""
    is_line = above.kind in {"text", "heading"} and above.words[-1:] not in _STOPS
    return (
        is_line
        and len(above.words.split()) <= _LONGEST_TITLE
        and len(above.key) <= _MOST_LETTERS
        and above.element.getparent() is contents.element.getparent()
    )


def _is_jump(piece: Piece) -> bool:
    """Whether all words of a piece are links to places of the same page."""
    found = _jumps(piece.element)
    linked = sum(len(letters(text_of(each))) for each in found)
    return bool(found) and linked >= len(piece.key) * 0.8


def _jumps(element: Element) -> list[Element]:
    return [
        each
        for each in element.iter("a")
        if (each.get("href") or "").partition("#")[2].strip()
        and not (each.get("href") or "").partition("#")[0]
        and letters(text_of(each))
    ]


def _words_of(link: Element) -> str:
    return letters(text_of(link)).lstrip("0123456789")


def sink_headings(pieces: list[Piece]) -> None:
    """Where a story's parts are headed in the rank of its headline, all ranks below go down with them."""
    headed = [piece for piece in pieces if piece.kind == "heading" and piece.keep]
    begun = next((n for n, piece in enumerate(pieces) if piece.keep and piece.kind == "text"), 0)
    highest = [
        piece
        for piece in pieces[begun:]
        if piece.kind == "heading" and piece.keep and piece.element.tag == "h1"
    ]
    if len(highest) < 2:
        return
    for piece in headed:
        tag = str(piece.element.tag)
        if tag != "h1" and tag in _LOWER:
            piece.markup = piece.markup.replace(f"<{tag}>", f"<{_LOWER[tag]}>", 1)
            piece.markup = f"{piece.markup.removesuffix(f'</{tag}>')}</{_LOWER[tag]}>"
