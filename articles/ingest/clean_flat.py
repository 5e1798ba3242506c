"""Copy whose line ends were lost: " . " marks where a line without a stop of its own ended."""

from __future__ import annotations

from typing import Final

from articles.ingest.clean_copy import Copy, Passage
from articles.ingest.clean_text import is_finished, sentences

_MARK: Final = " . "
_FEWEST_MARKS: Final = 2
_SHORTEST: Final = 300
"""Signs; shorter copy is a line or two, which nobody needs to part."""
_LONGEST_LINE: Final = 60
"""Words; what stands longer between two marks is no caption, label or heading."""


def part_flat(copy: Copy) -> None:
    """Part a story on one line again: captions, labels and headings were lines without a stop.

    Copy in which every sentence ends in " . " was cut into words by a program; it stays whole.
    """
    live = copy.live()
    whole = max(live, key=lambda each: len(each.text), default=None)
    if whole is None or len(whole.text) < max(_SHORTEST, 0.8 * sum(len(p.text) for p in live)):
        return
    pieces = whole.text.removesuffix(" .").split(_MARK)
    stops = sum(len(sentences(piece)) - 1 for piece in pieces)
    if not _FEWEST_MARKS < len(pieces) <= stops + 1:
        return
    lines = [line for piece in pieces for line in _lines(piece, last=piece is pieces[-1])]
    first, *others = [line for line in lines if line]
    at = copy.passages.index(whole)
    whole.rewrite(first)
    copy.passages[at + 1 : at + 1] = [Passage(whole.number, line, line) for line in others]
    copy.note(whole, "flat-lines")


def _lines(piece: str, *, last: bool) -> list[str]:
    """The sentences before a mark, and the line without a stop that the mark ended."""
    found = sentences(piece)
    if not found or is_finished(found[-1]) or (last and len(found) == 1):
        return [piece.strip()]
    if len(found[-1].split()) > _LONGEST_LINE:
        return [piece.strip()]
    return [" ".join(found[:-1]), found[-1]]
