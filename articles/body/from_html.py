"""Markup of any kind -> a body: what a body can hold is kept, the rest is dropped with a reason.

The parser's events are read one by one: no tree is built and nothing recurses, so that time and
memory grow with the length of the markup, however deep it nests.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any, cast

from lxml import etree

from articles.body.document import InvalidBody, document
from articles.body.from_text import from_lines
from articles.body.markup.formulas import with_formulas_in_words
from articles.body.markup.reader import MarkupReader, TooDeep
from articles.body.markup.removed import FromMarkup, Removed

__all__ = ["LONGEST_MARKUP", "FromMarkup", "Removed", "from_html"]

_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_PIECE = 65_536

LONGEST_MARKUP = 20_000_000
"""Characters; a body of 5 MB in the wordiest markup of a word processor."""


def from_html(markup: str, base_url: str = "") -> FromMarkup:
    """The body that the markup amounts to, and what was left out.

    Takes fragments and whole pages, pastes of word processors and pages of any CMS. Addresses
    are resolved against `base_url`; without it, relative ones that are not a site path are left
    out. Pictures become figures that wait for their picture (`source_url` says which). Raises
    InvalidBody where the result is over a limit of the body or the markup over LONGEST_MARKUP.
    """
    if len(markup) > LONGEST_MARKUP:
        raise InvalidBody(f"The markup is longer than {LONGEST_MARKUP:,} characters.")
    markup = with_formulas_in_words(markup.replace("\x00", ""))
    if not markup.strip():
        return FromMarkup(document(), [])
    if not _PAGE.search(markup):
        markup = f"<body>{markup}"  # else the parser makes a head of a fragment's first elements
    reader = MarkupReader(base_url)
    target = cast("Any", reader)  # lxml's stubs ask for more than lxml does
    parser = etree.HTMLParser(
        target=target, encoding="utf-8", huge_tree=False, no_network=True, recover=True
    )
    try:
        _feed(parser, markup.encode("utf-8", "replace"))
    except (etree.LxmlError, TooDeep):
        return _as_text(markup)
    return FromMarkup(document(*reader.blocks), reader.removed)


def _feed(parser: etree.HTMLParser, markup: bytes) -> None:
    """Piece by piece, so that the parser stops soon after the reader has had enough."""
    for start in range(0, len(markup), _PIECE):
        parser.feed(markup[start : start + _PIECE])
    parser.close()


def _as_text(markup: str) -> FromMarkup:
    """The words alone, for markup that no parser reads."""
    words = unescape(re.sub(r"<[^<>]*>", "\n", markup))
    reason = "the markup could not be read; its words are kept as plain paragraphs"
    return FromMarkup(from_lines(words.splitlines()), [Removed("markup", "", reason)])
