"""Which pieces of a page are its story: an extraction library says the words, the page says the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from articles.ingest.page.blocks import Piece, pieces_of, settle
from articles.ingest.page.company import (
    add_pictures,
    adopt_captions,
    is_note,
    is_tail,
    notes_beside,
    pictures_before,
    turn_away,
)
from articles.ingest.page.ends import loosen_notes, without_ends
from articles.ingest.page.library import extracted_keys
from articles.ingest.page.outline import leave_contents, sink_headings
from articles.ingest.page.rescue import keep_passed_over, rescue
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
_PULLED: Final = 20
"""Letters of a pull quote."""
_PARTS: Final = ("li", "td", "th", "p", "dt", "dd")
_PLAIN: Final = frozenset({"div", "p", "span"})


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
    _leave_far_asides(pieces, main)
    _title_parts(pieces)
    keep_passed_over(pieces)
    rescue(pieces)
    adopt_captions(pieces)
    teasers = turn_away(pieces, base)
    leave_contents(pieces)
    loosen_notes(pieces)
    _mark_pulled(pieces)
    sink_headings(pieces)
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


def _leave_far_asides(pieces: list[Piece], main: set[Element]) -> None:
    """Prose in an aside counts only in the innermost of `main`: a column beside the story is long, too."""
    outer = {element.getparent() for element in main}
    inner = {element for element in main if element not in outer}
    for piece in pieces:
        if piece.aside and piece.keep and not inner & set(ancestors(piece.element)):
            piece.keep = is_note(piece)


def _mark_pulled(pieces: list[Piece]) -> None:
    """A quotation that stands in the running text to the letter is a line of it set large."""
    copy = [piece.key for piece in pieces if piece.keep and piece.kind == "text"]
    for piece in pieces:
        if piece.kind != "quote" or not piece.keep or not piece.markup.startswith("<blockquote>"):
            continue
        said = letters(re.sub(r"<cite>[^<]*</cite>|<[^<>]*>", "", piece.markup))
        if len(said) >= _PULLED and any(said in key for key in copy):
            piece.markup = piece.markup.replace("<blockquote>", '<blockquote class="pullquote">', 1)


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
        if piece.kind == "heading" and is_tail(text_of(piece.element)):
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
