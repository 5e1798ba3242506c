"""Which pieces of a page are its story: an extraction library says the words, the page says the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from articles.ingest.page.blocks import Piece, pieces_of, settle
from articles.ingest.page.company import (
    TAIL_HEADINGS,
    add_pictures,
    adopt_captions,
    is_note,
    notes_beside,
    pictures_before,
    turn_away,
)
from articles.ingest.page.ends import without_ends
from articles.ingest.page.library import extracted_keys
from articles.ingest.page.shapes import is_title_of_part
from articles.ingest.page.tree import Element, ancestors, elements_at, letters, link_share, text_of

_CONTAINERS: Final = (
    "//*[@itemprop='articleBody']", "//*[contains(concat(' ',normalize-space(@class),' '),' e-content ')]",
    "//*[contains(concat(' ',normalize-space(@class),' '),' entry-content ')]",
    "//*[contains(concat(' ',normalize-space(@class),' '),' post-content ')]",
    "//*[contains(concat(' ',normalize-space(@class),' '),' post-body ')]",
    "//*[contains(@class,'article-body') or contains(@class,'article__body') or contains(@class,'articleBody')]",
    "//*[contains(@class,'article-content') or contains(@class,'article__content') or contains(@class,'story-body')]",
    "//*[@id='article-body' or @id='articleBody' or @id='story-body' or @id='mw-content-text']",
    "//article", "//main", "//*[@role='main']", "//*[@id='content']",
)  # fmt: skip
_MARKED: Final = (
    *_CONTAINERS[:5],
    "//*[@id='article-body' or @id='articleBody' or @id='story-body']",
)
_NO_CONTAINER: Final = frozenset({"p", "ul", "ol", "table", "tbody", "tr", "blockquote", "figure"})
_COMMENTS: Final = re.compile(
    r"(?:\d+ )?comments?(?: ?\(\d+\))?:?|comments? ?\d+|"
    r"\d+ (?:responses?|comments?|replies|thoughts?) (?:to|on) .{2,200}",
    re.IGNORECASE,
)
_LINKED: Final = 0.5
_SENTENCE_ENDS: Final = frozenset('.!?\u2026\u201d\u201c\u00bb"')
_NEAR: Final = 12
_PARTS: Final = ("li", "td", "th", "p", "dt", "dd")
_PLAIN: Final = frozenset({"div", "p", "span"})
_PROSE: Final = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4:;,][\"'\u201d\u2019\u00bb)\]]*\s*$"
)


@dataclass(slots=True)
class PageBody:
    """The story's pieces in order, and what stood among them that was left out."""

    pieces: list[Piece] = field(default_factory=list)
    dropped: list[Piece] = field(default_factory=list)
    container: Element | None = None
    teasers: list[Piece] = field(default_factory=list)
    """Links to other stories that stood in the text."""

    @property
    def words(self) -> int:
        """Letters in the story's text pieces."""
        return sum(len(piece.key) for piece in self.pieces if piece.kind != "figure")

    def markup(self) -> str:
        """The story as HTML."""
        return "\n".join(piece.markup for piece in self.pieces)


def find_body(
    root: Element, base: str, *, told: str = "", declared: Element | None = None
) -> PageBody:
    """The story of a pruned page.

    `told` is the text that the page's head gives, if it does: it counts like what was extracted.
    With `declared` (a site rule's element) all of that element is the story.
    """
    if declared is not None:
        pieces = pieces_of(declared, base)
        return PageBody(without_ends(pieces), container=declared)
    keys = extracted_keys(root)
    keys += [letters(told)] if told else []
    blob = "\n".join(keys)
    container, main = _container(root, set(keys), blob)
    pieces = pieces_of(container, base)
    settle(pieces, main)
    _mark(pieces, set(keys), blob)
    if not any(piece.keep for piece in pieces):
        keys = []
        _mark(pieces, set(), "")
    marked = _marked_container(root)
    if marked is not None and _trust(marked, pieces):
        container, pieces = marked, pieces_of(marked, base)
        settle(pieces, {marked})
        _mark(pieces, set(keys), blob)
        _keep_prose(pieces)
    _title_parts(pieces)
    _rescue(pieces)
    adopt_captions(pieces)
    teasers = turn_away(pieces, base)
    add_pictures(pieces)
    _end_at_comments(pieces)
    above, below = notes_beside(container, base)
    kept = [*above, *pictures_before(container, base)]
    kept += [*(piece for piece in pieces if piece.keep), *below]
    dropped = [piece for piece in pieces if not piece.keep and piece.key]
    pieces = _once(kept)
    trimmed = without_ends(pieces)
    stays = set(map(id, trimmed))
    dropped += [piece for piece in pieces if piece.key and id(piece) not in stays]
    return PageBody(trimmed, dropped, container, teasers)


def _end_at_comments(pieces: list[Piece]) -> None:
    """A line that counts comments ends the story, where the most of it stands before."""
    whole = sum(len(piece.key) for piece in pieces if piece.keep)
    before = 0
    for place, piece in enumerate(pieces):
        if piece.keep and 2 * before > whole and _COMMENTS.fullmatch(piece.words):
            for later in pieces[place:]:
                later.keep = False
            return
        before += len(piece.key) if piece.keep else 0


def _is_match(key: str, keys: set[str], blob: str) -> bool:
    if key in keys:
        return True
    if len(key) < 24:
        return False
    return key in blob or key[:70] in blob or key[-70:] in blob


def _container(root: Element, keys: set[str], blob: str) -> tuple[Element, set[Element]]:
    """The smallest element with nearly all of the extracted words, and all that hold half of them."""
    body = root.find(".//body")
    start = body if body is not None else root
    weights: dict[Element, int] = {}
    for piece in pieces_of(start, "") if keys else []:
        if piece.kind != "figure" and _is_match(piece.key, keys, blob):
            for element in (piece.element, *ancestors(piece.element)):
                weights[element] = weights.get(element, 0) + len(piece.key)
    total = weights.get(start, 0)
    if not total:
        container = _known_container(start)
        return container, {container, *ancestors(container)}
    main = {element for element, weight in weights.items() if 2 * weight > total}
    current = start
    while True:
        heavier = [child for child in current if weights.get(child, 0) >= 0.93 * total]
        if not heavier or heavier[0].tag in _NO_CONTAINER:
            return current, main
        current = heavier[0]


def _marked_container(root: Element) -> Element | None:
    """The one element that the page itself calls the story's text."""
    for path in _MARKED:
        found = [
            element for element in elements_at(root, path) if len(letters(text_of(element))) > 30
        ]
        if len(found) == 1:
            return found[0]
    return None


def _trust(marked: Element, pieces: list[Piece]) -> bool:
    """Whether most of what was extracted stands in the marked element."""
    inside = outside = 0.0
    for piece in pieces:
        if piece.keep:
            within = piece.element is marked or marked in ancestors(piece.element)
            inside, outside = (
                inside + len(piece.key) * within,
                outside + len(piece.key) * (not within),
            )
    plainly = marked.get("itemprop") == "articleBody" or "e-content" in (marked.get("class") or "")
    return inside >= (0.8 if plainly else 3) * outside


def _keep_prose(pieces: list[Piece]) -> None:
    for piece in pieces:
        if piece.aside or piece.kind in {"figure", "rule", "embed"}:
            continue
        if piece.kind == "heading" and TAIL_HEADINGS.search(text_of(piece.element)[:200]):
            break
        limit = 0.8 if piece.kind == "quote" else 0.5
        piece.keep = piece.keep or (bool(piece.key) and piece.links < limit)


def _known_container(start: Element) -> Element:
    for path in _CONTAINERS:
        found = [
            element for element in elements_at(start, path) if len(letters(text_of(element))) > 40
        ]
        if found:
            return max(found, key=lambda element: len(text_of(element)) * (1 - link_share(element)))
    return start


def _mark(pieces: list[Piece], keys: set[str], blob: str) -> None:
    if not keys:  # the library found nothing: prose that is not links
        for piece in pieces:
            piece.keep = (
                piece.kind != "figure" and bool(piece.key) and not piece.aside and piece.links < 0.5
            )
        return
    for piece in pieces:
        if piece.kind in {"figure", "rule"} or not piece.key:
            continue
        if piece.kind in {"list", "table", "quote"}:
            piece.keep = _is_match(piece.key, keys, blob) or _parts_match(piece, keys, blob)
        else:
            piece.keep = _is_match(piece.key, keys, blob)
        if piece.aside and (piece.links > 0.5 or len(piece.key) < 150):
            piece.keep = False
        piece.keep = piece.keep or is_note(piece)


def _parts_match(piece: Piece, keys: set[str], blob: str) -> bool:
    """Whether more than half of a list's or table's letters were extracted."""
    parts = [letters(text_of(part)) for part in piece.element.iter(*_PARTS)]
    parts = [part for part in parts if part]
    matched = sum(len(part) for part in parts if _is_match(part, keys, blob))
    return bool(parts) and matched * 2 > sum(map(len, parts))


def _title_parts(pieces: list[Piece]) -> None:
    """The line that a card or a panel of the page sets as its title is a heading, with text below it."""
    for piece, following in pairwise([each for each in pieces if each.kind != "figure"]):
        plain = piece.kind == "text" and piece.element.tag in _PLAIN and following.kind != "heading"
        titled = plain and is_title_of_part(piece.element)
        if titled and piece.key == letters(text_of(piece.element)):
            inner = piece.markup.removeprefix("<p>").removesuffix("</p>")
            piece.kind, piece.markup = "heading", f"<h3>{inner}</h3>"


def _rescue(pieces: list[Piece]) -> None:
    """Prose, headings and lists between kept pieces belong to the story too."""
    kept = [place for place, piece in enumerate(pieces) if piece.keep]
    if not kept:
        return
    for place in range(kept[0], kept[-1] + 1):
        piece = pieces[place]
        if piece.keep or piece.kind == "figure" or piece.aside:
            continue
        if piece.kind in {"rule", "embed"} or (piece.kind == "quote" and piece.links < 0.5):
            piece.keep = True
        elif piece.kind == "heading":
            piece.keep = piece.links < 0.6 and not TAIL_HEADINGS.search(
                text_of(piece.element)[:200]
            )
        elif piece.links < 0.4 and (
            len(piece.key) > 60
            or piece.kind == "table"
            or piece.element.tag == "figcaption"
            or (len(piece.key) > 12 and _is_prose(piece))
            or _is_of_table(pieces, place)
            or _is_run_of_kept(pieces, place)
            or _is_in_row(pieces, place)
        ):
            piece.keep = True
    _rescue_edges(pieces, kept[0], kept[-1])


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
        if piece.kind == "heading" and TAIL_HEADINGS.search(text_of(piece.element)[:200]):
            break
        if piece.kind == "text" and piece.element.getparent() is siblings and _is_long_prose(piece):
            piece.keep = True
        elif piece.aside:
            break
        elif (
            piece.kind == "text" and _box_of(piece) in boxes and _is_short_prose(piece)
        ) or _follows(piece, pieces[place - 1]):
            piece.keep = True
        elif piece.kind in {"heading", "list"}:
            boxes = set()  # what follows is below the story


def _is_long_prose(piece: Piece) -> bool:
    return not piece.aside and piece.links < 0.3 and len(piece.key) > 60 and _is_prose(piece)


def _follows(piece: Piece, before: Piece) -> bool:
    """A sentence right below the kept paragraph that is set like it."""
    one, other = piece.element, before.element
    same = one.tag == other.tag == "p" and one.get("class") == other.get("class")
    beside = before.keep and one.getprevious() is other and before.links < _LINKED
    return same and beside and _is_short_prose(piece) and piece.words[-1] in _SENTENCE_ENDS


def _is_short_prose(piece: Piece) -> bool:
    return piece.links == 0 and len(piece.key) > 12 and _is_prose(piece)


def _box_of(piece: Piece) -> str:
    """The classes of the boxes around a paragraph of its own; "" where they say nothing."""
    if piece.element.tag != "p":
        return ""
    names = [(one.get("class") or "").split()[:2] for one in ancestors(piece.element, 2)]
    return " > ".join(map(" ".join, names)) if all(names) else ""


def _is_prose(piece: Piece) -> bool:
    words = re.sub(r"<[^<>]*>", "", piece.markup).strip()
    return bool(_PROSE.search(words))


def _once(pieces: list[Piece]) -> list[Piece]:
    """Pages repeat pictures and whole parts for other screens: the first of each counts.

    A single repeated line is the writer's own; from three in a row on it is the page's doing.
    """
    seen: dict[str, Element | None] = {}
    run: list[Piece] = []
    result: list[Piece] = []
    for piece in pieces:
        sign = _sign(piece)
        parent = piece.element.getparent()
        if sign and sign in seen and (piece.figure or seen[sign] is not parent):
            if not piece.figure:
                run.append(piece)
            continue
        if len(run) < 3 and not sum(len(other.key) for other in run) > 1_500:
            result += run
        run = []
        seen.setdefault(sign, parent)
        result.append(piece)
    return result + run if len(run) < 3 else result


def _sign(piece: Piece) -> str:
    """What must not come twice; a writer may repeat a line, but not in another box of the page."""
    if piece.figure:
        return f"figure {piece.figure.address}"
    return piece.key if len(piece.key) > 40 else ""
