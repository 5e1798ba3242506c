"""The place in a story where the words that were searched for stand, with those words marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LENGTH = 220
BEFORE = 60
LONGEST = 200_000
"""Characters of a story that are looked through."""
LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ð": "d"})


def extract(text: str, terms: Sequence[str]) -> list[tuple[str, bool]]:
    """Pieces of the text around the first match, each with whether it is to be marked.

    A word matches from its beginning, whatever its case and accents; nothing is found in a
    text that holds none of the terms, and the answer is then empty.
    """
    text = " ".join(text[:LONGEST].split())
    pattern = _pattern(terms)
    found = pattern.search(_folded(text)) if pattern else None
    if pattern is None or found is None:
        return []
    start, end = _window(text, found.start())
    pieces = list(_pieces(text[start:end], pattern))
    before = [("… ", False)] if start else []
    after = [(" …", False)] if end < len(text) else []
    return [*before, *pieces, *after]


def _window(text: str, place: int) -> tuple[int, int]:
    """From a word's beginning to a word's end, the match well inside."""
    start = max(0, place - BEFORE)
    start = text.find(" ", start) + 1 if start else 0
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), place + 1)
    return min(start, place), end


def _pieces(text: str, pattern: re.Pattern[str]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    last = 0
    for found in pattern.finditer(_folded(text)):
        pieces.append((text[last : found.start()], False))
        pieces.append((text[found.start() : found.end()], True))
        last = found.end()
    return [piece for piece in (*pieces, (text[last:], False)) if piece[0]]


def _pattern(terms: Sequence[str]) -> re.Pattern[str] | None:
    """Each term from the beginning of a word; a long word also matches its other endings."""
    folded = [_folded(" ".join(term.split())) for term in terms]
    stems = [re.escape(_stem(term)).replace(r"\ ", r"\s+") for term in folded if term]
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})\w*") if stems else None


def _stem(term: str) -> str:
    return re.sub(r"(?:es|ed|ing|s|e|y)$", "", term) if len(term) > 4 else term


def _folded(text: str) -> str:
    """Lower case without accents, letter for letter, so that places stay the same."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def _bare(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[0].lower()
    return base[0].translate(LETTERS) if len(base) == 1 else sign


class _Folds(dict[int, str]):
    """Every sign that was met to what it is folded to; a table of 60,000 signs at most."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _bare(chr(code))
        return folded


_FOLDS = _Folds()
