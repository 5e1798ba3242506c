"""A standfirst without any mark: the paragraph that a page sets with its headline and apart from its text."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.corrections import correction_of
from articles.ingest.page.blocks import Piece
from articles.ingest.page.company import is_in_aside
from articles.ingest.page.credits import CAPTION
from articles.ingest.page.tree import Element, ancestors, letters, marks_of
from articles.ingest.record import StoryRecord

_WIDTH: Final = (40, 400)
"""Characters."""
_ENDS: Final = frozenset('.!?\u2026\u3002\u201d"\u00bb\u201c')
_LINKED: Final = 0.5
_FEWEST: Final = 3
"""Paragraphs: below a standfirst stands a text."""
_STEM: Final = 5
"""Letters that two forms of a word share; a notice of the house shares no word with the text."""
_BOLD: Final = re.compile(
    r"<p>\s?<(?P<tag>strong|b)>(?:(?!</?(?:strong|b)>).){40,900}</(?P=tag)>\s?</p>", re.DOTALL
)
_BEGINNING: Final = 40
"""Letters that a description shares with the paragraph that it was made of."""
_WORD: Final = re.compile(r"[^\W\d_]{5,40}")


def paragraph_set_apart(heading: Element | None, pieces: list[Piece], story: StoryRecord) -> str:
    """The first paragraph, where it stands in the headline's box and the text elsewhere."""
    if heading is None:
        return ""
    texts = [each for each in pieces if each.kind == "text" and len(each.words) >= _WIDTH[0]]
    if len(texts) < _FEWEST or not _may_be(texts[0], heading, story):
        return ""
    first, second = texts[0].element, texts[1].element
    around = list(ancestors(first))
    apart = second not in around and first.getparent() is not second.getparent()
    with_heading = _meeting(around, heading)
    with_text = _meeting(around, second)
    if with_heading is None or with_text is None or first in ancestors(second):
        return ""
    boxed = with_text is not with_heading and with_text in ancestors(with_heading)
    other = with_text is with_heading and apart
    if first.tag != "p" and ((boxed and apart) or (other and second.tag == "p")):
        return _told(texts, story.headline)
    return ""


def lede_in_bold(pieces: list[Piece], told: str) -> str:
    """The first paragraph, all in bold, where the description begins like it: the description is cut or signed."""
    first = next((piece for piece in pieces if piece.kind == "text"), None)
    if first is None or not _BOLD.fullmatch(first.markup):
        return ""
    begins = len(first.key) > _BEGINNING and first.key[:_BEGINNING] == letters(told)[:_BEGINNING]
    return first.words if begins else ""


def _may_be(piece: Piece, heading: Element, story: StoryRecord) -> bool:
    """Whether a piece is a sentence below the headline, and no byline, caption, correction or note."""
    words, element, byline = piece.words, piece.element, letters(story.byline)
    return (
        len(words) <= _WIDTH[1]
        and words[-1] in _ENDS
        and piece.links <= _LINKED
        and not (byline and byline in piece.key and len(piece.key) < len(byline) + _WIDTH[0])
        and not piece.aside
        and correction_of(words) is None
        and not is_in_aside(element)
        and not any(CAPTION.search(marks_of(each)) for each in (element, *ancestors(element, 3)))
        and element is not heading
        and element not in ancestors(heading)
    )


def _told(texts: list[Piece], headline: str) -> str:
    """The words of the first piece, if the headline or the text speaks of the same."""
    words = texts[0].words
    own = {found[0].casefold()[:_STEM] for found in _WORD.finditer(words)}
    below = " ".join([headline, *(each.words for each in texts[1:])])
    other = {found[0].casefold()[:_STEM] for found in _WORD.finditer(below)}
    return words if own & other else ""


def _meeting(around: list[Element], other: Element) -> Element | None:
    """The nearest box that holds both."""
    boxes = set(ancestors(other))
    return next((each for each in around if each in boxes), None)
