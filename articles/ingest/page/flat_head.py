"""A head that a page sets as one run of lines, as pages of the 1990s do: section, headline, byline, day."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import Final

from articles.ingest.letters import CAPITALS
from articles.ingest.page.blocks import Piece
from articles.ingest.page.tree import letters
from articles.ingest.plain import plain

_TAGS: Final = re.compile(r"<[^<>]*>")
_FINISHED: Final = re.compile(r"[.!?\u2026][\"'\u201d\u2019)]*\s*$")
_DECK: Final = re.compile(
    rf"(?!(?:By|BY|Published|Posted|Updated)\b)[{CAPITALS}](?:(?!\d{{4}})[^|])*\s(?![{CAPITALS}])[^\W\d_](?:(?!\d{{4}})[^|]){{9,200}}"
)
_LABEL: Final = 12
"""Words of a line that is a byline, an office or a day."""


def below_headline(piece: Piece, headline: str) -> tuple[Piece, list[str]]:
    """The piece without its lines down to the headline and the labels right under that; those labels.

    A piece with no such line comes back itself; one that held nothing else has an empty key.
    """
    wanted = letters(headline)
    if piece.kind != "text" or "<br>" not in piece.markup or wanted not in piece.key:
        return piece, []
    lines = piece.markup.removeprefix("<p>").removesuffix("</p>").split("<br>")
    keys = [letters(_TAGS.sub("", line)) for line in lines]
    if wanted not in keys:
        return piece, []
    below = lines[keys.index(wanted) + 1 :]
    labels = list(takewhile(_is_label, below))
    rest = "<br>".join(below[len(labels) :])
    bare = [plain(_TAGS.sub("", label)) for label in labels]
    return replace(piece, markup=f"<p>{rest}</p>", key=letters(_TAGS.sub("", rest))), bare


def deck_of(labels: list[str]) -> str:
    """The line under the headline that says more than who, where and when; "" for none."""
    return next((label for label in labels[:2] if _DECK.fullmatch(label)), "")


def _is_label(line: str) -> bool:
    words = _TAGS.sub("", line).strip()
    return len(words.split()) <= _LABEL and not _FINISHED.search(words)
