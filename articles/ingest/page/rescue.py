"""Words of a story that the extraction library passed over: they stand among what it took, or right beside."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.page.blocks import Piece
from articles.ingest.page.company import is_tail, leads_to_document
from articles.ingest.page.credits import CAPTION
from articles.ingest.page.tree import Element, ancestors, text_of, weight

_LINKED: Final = 0.5
_SENTENCE_ENDS: Final = frozenset('.!?\u2026\u201d\u201c\u00bb"')
_LITTLE: Final = 600
"""Letters of a story so short that the library may have missed the most of it."""
_FEWEST: Final = 2
_NEAR: Final = 12
_REST: Final = 24
"""Letters of a text behind the paragraphs of its box; fewer are a button's or a count."""
_PROSE: Final = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4:;,][\"'\u201d\u2019\u00bb)\]]*\s*$"
)
_WEB_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)\S{4,200}|(?:[\w-]{2,63}\.){1,3}[a-z]{2,6}(?:/\S{0,200})?", re.IGNORECASE
)


def keep_passed_over(pieces: list[Piece]) -> None:
    """Keeps the paragraphs of one box that outweigh what the library took: of a short page it sees only the lede."""
    taken = sum(weight(piece.key) for piece in pieces if piece.keep)
    if taken > _LITTLE:
        return
    boxes: dict[Element, list[Piece]] = {}
    for piece in pieces:
        box = piece.element.getparent()
        if box is not None and piece.element.tag == "p" and not piece.keep and _is_sentence(piece):
            boxes.setdefault(box, []).append(piece)
    passed = max(boxes.values(), key=_weight_of, default=[])
    if len(passed) >= _FEWEST and _weight_of(passed) > taken:
        for piece in passed:
            piece.keep = True


def _weight_of(pieces: list[Piece]) -> int:
    return sum(weight(piece.key) for piece in pieces)


def _is_sentence(piece: Piece) -> bool:
    return piece.kind == "text" and not piece.aside and piece.links < 0.3 and _is_prose(piece)


def rescue(pieces: list[Piece]) -> None:
    """Prose, headings and lists between kept pieces belong to the story too."""
    kept = [place for place, piece in enumerate(pieces) if piece.keep]
    if not kept:
        return
    forms = {_form_of(pieces[place]) for place in kept} - {None}
    for place in range(kept[0], kept[-1] + 1):
        piece = pieces[place]
        if piece.keep or piece.kind == "figure" or piece.aside:
            continue
        if piece.kind in {"rule", "embed"} or (piece.kind == "quote" and piece.links < 0.5):
            piece.keep = True
        elif piece.kind == "heading":
            piece.keep = piece.links < 0.6 and not is_tail(text_of(piece.element))
        elif (
            (
                piece.links < 0.4
                and (
                    weight(piece.key) > 60
                    or piece.kind == "table"
                    or piece.element.tag == "figcaption"
                    or (weight(piece.key) > 12 and _is_prose(piece))
                    or _is_of_table(pieces, place)
                    or _is_run_of_kept(pieces, place)
                    or _is_in_row(pieces, place)
                )
            )
            or (piece.links < _LINKED and _form_of(piece) in forms)
            or _is_rest_of_box(piece, pieces[place - 1])
            or _is_reference(piece, pieces[place - 1])
        ):
            piece.keep = True
    _rescue_edges(pieces, kept[0], kept[-1])


def _form_of(piece: Piece) -> tuple[str, str] | None:
    """How a page sets a text: tag and classes of its box; None where they say nothing."""
    name = piece.element.get("class") or ""
    if piece.kind != "text" or not name or CAPTION.search(name):
        return None
    return str(piece.element.tag), name


def _is_rest_of_box(piece: Piece, above: Piece) -> bool:
    """Whether a text goes on behind the kept paragraph of its box without an element of its own."""
    in_box = above.keep and above.element.tag == "p" and above.element.getparent() is piece.element
    return in_box and piece.kind == "text" and piece.links < _LINKED and weight(piece.key) > _REST


def _is_reference(piece: Piece, above: Piece) -> bool:
    """A paragraph right below one that is kept which is a link to a document, or an address as its own words."""
    one, other = piece.element, above.element
    beside = one.tag == other.tag == "p" and one.getprevious() is other and above.keep
    if not beside or piece.links < _LINKED or piece.markup.count("<a ") != 1:
        return False
    return leads_to_document(piece) or _WEB_ADDRESS.fullmatch(piece.words) is not None


def _is_in_row(pieces: list[Piece], place: int) -> bool:
    """Whether a list, or a line set like the paragraph before it, stands among the story's paragraphs."""
    piece = pieces[place]
    around = piece.element.getparent()
    above, below = pieces[max(0, place - _NEAR) : place], pieces[place + 1 : place + _NEAR]
    before = next((each for each in reversed(above) if each.keep), None)
    after = next((each for each in below if each.keep and not each.figure), None)
    if before is None or before.element.tag != "p" or before.element.getparent() is not around:
        return False
    if after is None or after.element.getparent() is not around:
        return False
    if piece.kind == "list":
        return True
    same = piece.element.tag == before.element.tag == "p" and piece.links == 0
    return same and piece.element.get("class") == before.element.get("class")


def _is_run_of_kept(pieces: list[Piece], place: int) -> bool:
    """Whether the same element, parted by line breaks alone, goes on beside it with words that are kept."""
    beside = [*pieces[place - 1 : place], *pieces[place + 1 : place + 2]]
    return pieces[place].kind == "text" and any(
        each.keep and each.kind == "text" and each.element is pieces[place].element
        for each in beside
    )


def _is_of_table(pieces: list[Piece], place: int) -> bool:
    """Whether a short line stands right above or below a table, in the same box."""
    around = pieces[place].element.getparent()
    beside = [pieces[place - 1], *pieces[place + 1 : place + 2]]
    return around is not None and any(
        each.kind == "table" and each.element.getparent() is around for each in beside
    )


def _rescue_edges(pieces: list[Piece], first: int, last: int) -> None:
    """Prose right beside the first and the last kept piece, in the same element."""
    siblings = pieces[first].element.getparent()
    for place in range(first - 1, max(-1, first - 4), -1):
        piece = pieces[place]
        if piece.kind == "text" and piece.element is pieces[first].element and piece.links < 0.5:
            piece.keep = True  # an earlier run of the same element
        elif (
            piece.kind == "text" and piece.element.getparent() is siblings and _is_long_prose(piece)
        ):
            piece.keep = True
        elif piece.kind not in {"figure", "rule"}:
            break
    siblings = pieces[last].element.getparent()
    boxes = {_box_of(piece) for piece in pieces if piece.keep and piece.kind == "text"} - {""}
    for place in range(last + 1, min(len(pieces), last + 40)):
        piece = pieces[place]
        if piece.kind == "heading" and is_tail(text_of(piece.element)):
            break
        if piece.kind == "text" and piece.element.getparent() is siblings and _is_long_prose(piece):
            piece.keep = True
        elif piece.aside:
            break
        elif (
            (piece.kind == "text" and _box_of(piece) in boxes and _is_short_prose(piece))
            or _follows(piece, pieces[place - 1])
            or _is_rest_of_box(piece, pieces[place - 1])
            or _is_reference(piece, pieces[place - 1])
            or _is_later_run(piece, pieces[place - 1])
        ):
            piece.keep = True
        elif piece.kind in {"heading", "list"}:
            boxes = set()  # what follows is below the story


def _is_later_run(piece: Piece, before: Piece) -> bool:
    """Whether the kept paragraph goes on behind a line end of its own."""
    same = piece.element is before.element and piece.element.tag == "p"
    return same and before.keep and piece.kind == "text" and piece.links < _LINKED


def _is_long_prose(piece: Piece) -> bool:
    return not piece.aside and piece.links < 0.3 and weight(piece.key) > 60 and _is_prose(piece)


def _follows(piece: Piece, before: Piece) -> bool:
    """A sentence right below the kept paragraph that is set like it."""
    one, other = piece.element, before.element
    same = one.tag == other.tag == "p" and one.get("class") == other.get("class")
    beside = before.keep and one.getprevious() is other and before.links < _LINKED
    return same and beside and _is_short_prose(piece) and piece.words[-1] in _SENTENCE_ENDS


def _is_short_prose(piece: Piece) -> bool:
    return piece.links == 0 and weight(piece.key) > 12 and _is_prose(piece)


def _box_of(piece: Piece) -> str:
    """The classes of the boxes around a paragraph of its own; "" where they say nothing."""
    if piece.element.tag != "p":
        return ""
    names = [(one.get("class") or "").split()[:2] for one in ancestors(piece.element, 2)]
    return " > ".join(map(" ".join, names)) if all(names) else ""


def _is_prose(piece: Piece) -> bool:
    words = re.sub(r"<[^<>]*>", "", piece.markup).strip()
    return bool(_PROSE.search(words))
