"""Lines in capitals: sentence case with names kept, and the boxes that such lines open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from articles.ingest.cleaning.passages import Passage
from articles.ingest.cleaning.tail_patterns import SOURCE_LINE
from articles.ingest.cleaning.text import is_capitals

BOX_WIDTH: Final = 4
"""Words that a line in capitals needs to open a box; a shorter one is a cross-head."""
LIST_BOX_WIDTH: Final = 2
"""The same, above a list."""
BOX_PARAGRAPHS: Final = 2
BOX_LINES: Final = 14
"""Lines of a box that ends in its source."""
BOX_ITEMS: Final = 3

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d+[^\W_]*|[^\w\s]+|_+|\s+")
_PLAIN_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|[.!?…:]+|[^\w\s]")
_ALWAYS: Final = {
    word.casefold(): word
    for word in (
        "I Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June "
        "July August September "
        "October November December America American Americans Britain British England English "
        "Scotland Scottish Wales Welsh "
        "Ireland Irish Europe European Africa African Asia Asian Australia Australian China "
        "Chinese Russia Russian India Indian "
        "France French Germany German Italy Italian Spain Spanish Japan Japanese Canada Canadian "
        "Mexico Mexican Israel Israeli "
        "Iran Iranian Iraq Syria Syrian Ukraine Ukrainian London Paris Berlin Moscow Washington "
        "Brussels Christmas Easter God "
        "Christian Muslim Jewish Islam Olympic Olympics Earth Mars Google Facebook Twitter "
        "YouTube iPhone "
        "UK USA EU UN NATO NASA BBC CNN FBI CIA NHS MP MPs TV DNA HIV AIDS CEO ISS FIFA UEFA NFL "
        "NBA MI5 MI6 GP WHO BP PM US"
    ).split()
}
_LOWER_TWINS: Final = frozenset({"us", "who", "may", "march", "will", "mark", "it", "pm", "mps"})


class Names:
    """How words are written in the running text of one story; read when first asked for."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._unread: list[str] = list(texts)
        self._lower: set[str] = set()
        self._alone: dict[str, str] = {}
        self._owned: dict[str, str] = {}
        self._pairs: set[tuple[str, str]] = set()
        self._dotless = any("\u0131" in text for text in self._unread)

    def _read_all(self) -> None:
        for text in self._unread:
            if not is_capitals(text):
                self._read(text[:20_000])
        self._unread.clear()

    def _read(self, text: str) -> None:
        tokens = _PLAIN_TOKEN.findall(text)
        for place, token in enumerate(tokens):
            if not token[0].isalpha():
                continue
            plain = _without_possessive(token)
            folded = _folded(plain)
            if token[0].islower() and not any(sign.isupper() for sign in token):
                self._lower.add(folded)
                continue
            before = tokens[place - 1] if place else "."
            after = tokens[place + 1] if place + 1 < len(tokens) else "."
            if before[0].isalpha() and before != before.lower():
                self._pairs.add((_folded(_without_possessive(before)), folded))
            special = any(sign.isupper() for sign in plain[1:])
            starts = not (before[0].isalpha() or before == ",")
            if not special and _is_possessive(before):  # "Nasa's Hubble Telescope"
                self._owned.setdefault(folded, plain)
            named = _is_name(before) and not _is_possessive(before)
            if special or not (starts or named or _is_name(after)):
                self._alone.setdefault(folded, plain)
            elif _is_name(before):
                self._alone.setdefault("\x00" + folded, plain)

    def lower(self, word: str) -> str:
        """The word without capitals; Turkish has two letters i, and the capital of each is its own."""
        self._read_all()
        if self._dotless or "\u0130" in word:
            word = word.replace("I", "\u0131").replace("\u0130", "i")
        return word.lower()

    def spelling(self, word: str, before: str) -> str:
        """`word` of a heading as a sentence would print it after the word `before`."""
        self._read_all()
        plain, ending = _split_possessive(word)
        folded = _folded(plain)
        known = self._alone.get(folded)
        if known and (folded not in self._lower or folded not in _LOWER_TWINS or known.isupper()):
            return known + ending
        if (_folded(before), folded) in self._pairs:
            return self._alone.get("\x00" + folded, plain.capitalize()) + ending
        if folded in _ALWAYS and folded not in _LOWER_TWINS:
            return _ALWAYS[folded] + ending
        if folded in self._owned and folded not in self._lower:
            return self._owned[folded] + ending
        return self.lower(word)

    def follows(self, word: str, after: str) -> bool:
        """Whether the two stand together as a name in the text."""
        self._read_all()
        return (
            _folded(_without_possessive(word)),
            _folded(_without_possessive(after)),
        ) in self._pairs


def _folded(word: str) -> str:
    """A word without case, the two letters i of Turkish made one."""
    return word.casefold().replace("i\u0307", "i").replace("\u0131", "i")


def _is_name(token: str) -> bool:
    return token[0].isupper()


def _is_possessive(token: str) -> bool:
    return _without_possessive(token) != token


def _split_possessive(word: str) -> tuple[str, str]:
    for ending in ("’S", "'S", "’s", "'s"):
        if word.endswith(ending):
            return word[: -len(ending)], ending.lower()
    return word, ""


def _without_possessive(word: str) -> str:
    return _split_possessive(word)[0]


_MONTH_AND_DAY: Final = re.compile(
    r"\b(?:march|may|mar|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\.? \d)"
)
"""Months that are verbs, too, and short ones: a number behind them tells."""


def sentence_case(heading: str, names: Names) -> str:
    """A heading in capitals as a sentence: names and acronyms of the text kept, a capital to begin."""
    tokens = _TOKEN.findall(heading)
    spoken = [place for place, token in enumerate(tokens) if token[0].isalpha()]
    result = list(tokens)
    for turn, place in enumerate(spoken):
        token = tokens[place]
        before = (
            _without_possessive(tokens[spoken[turn - 1]])
            if turn and _joined(tokens, spoken[turn - 1], place)
            else ""
        )
        after = (
            tokens[spoken[turn + 1]]
            if turn + 1 < len(spoken) and _joined(tokens, place, spoken[turn + 1])
            else ""
        )
        if after and names.follows(token, after):
            plain, ending = _split_possessive(token)
            spelled = names.spelling(token, before)
            lowered = plain[:1] + names.lower(plain[1:]) + ending
            result[place] = spelled if spelled != names.lower(token) else lowered
        else:
            result[place] = names.spelling(token, before)
        if not turn or re.search(r"[.!?]", "".join(tokens[spoken[turn - 1] + 1 : place])):
            first = result[place][:1]
            result[place] = (token[:1] if first.islower() else first) + result[place][1:]
    return _MONTH_AND_DAY.sub(lambda month: month[0].title(), "".join(result))


def _joined(tokens: Sequence[str], one: int, other: int) -> bool:
    return all(token.isspace() for token in tokens[one + 1 : other])


def find_boxes(passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """(heading, end) places of the boxes: from a line in capitals to an advertisement label or its list's end.

    `passages` holds all lines, those taken out too, since a dropped label ends a box.
    """
    boxes: list[tuple[int, int]] = []
    opened = sourced = -1
    paragraphs = before = 0
    for place, passage in enumerate(passages):
        if passage.role == "heading" and is_capitals(passage.text):
            opens = passage.width >= LIST_BOX_WIDTH and before >= BOX_PARAGRAPHS
            opened, paragraphs = (place if opens and passage.width >= BOX_WIDTH else -1), 0
            sourced = place if opens else -1
            if opens and (end := _end_of_list(passages, place + 1)):
                boxes.append((place, end))
                opened = sourced = -1
        elif passage.role == "gone" and opened >= 0 and _ends_box(passage):
            if paragraphs >= BOX_PARAGRAPHS:
                boxes.append((opened, place))
            opened = -1
        elif passage.role in ("body", "bullet"):
            paragraphs += 1
            before += 1
            if sourced >= 0 and SOURCE_LINE.fullmatch(passage.text):
                if paragraphs <= BOX_LINES:
                    boxes.append((sourced, place + 1))
                opened = sourced = -1
    return boxes


def _end_of_list(passages: Sequence[Passage], start: int) -> int:
    """The place behind a list that begins at `start`, and behind its source; 0 without such a list."""
    items, end = 0, start
    for place in range(start, len(passages)):
        role = passages[place].role
        if role == "bullet":
            items += 1
        elif role != "gone":
            sourced = items and SOURCE_LINE.fullmatch(passages[place].text)
            return (place + 1 if sourced else end) if items >= BOX_ITEMS else 0
        if role == "bullet":
            end = place + 1
    return end if items >= BOX_ITEMS else 0


_LABEL: Final = re.compile(r"\W*(?:advertisement|<!\s*[-–—]+\s*>?)\W*", re.IGNORECASE)


def _ends_box(passage: Passage) -> bool:
    return _LABEL.fullmatch(passage.text) is not None
