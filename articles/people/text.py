"""Text made comparable: plain quotes, plain spaces, folded words. It never changes what is stored."""

import re
import unicodedata
from dataclasses import dataclass

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛ʻʼʽ′`´ʹ＇"), "'") | dict.fromkeys(map(ord, "“”„‟″«»＂"), '"')
_SPACES = dict.fromkeys(
    [0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "
)
_LINE_ENDS = dict.fromkeys([0x0D, 0x85, 0x2028, 0x2029, 0x1C, 0x1D, 0x1E], "\n")
_HYPHENS = dict.fromkeys([0x2010, 0x2011, 0xFE63, 0xFF0D], "-")
_PLAIN = _QUOTES | _SPACES | _LINE_ENDS | _HYPHENS

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_WIDE = "\ufb00-\ufb06\uff01-\uff5e"
_ODD = re.compile(f"[{_INVISIBLE}]|[^{_MARKS}]?[{_MARKS}]+|[{_WIDE}]")
_BORROWED = re.compile(r"[a-zA-Z'\-éèêëïçñÉ]*")
_LONGEST_STACK = 8  # marks on one letter that are still composed; more is noise and costs time

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe",
        "ħ": "h", "ŀ": "l", "ŋ": "n", "ĸ": "k", "ŧ": "t", "ə": "e", "ʼ": "'", "’": "'", "‘": "'",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` as it is matched; `places[i]` is where its character i stands in the original.

    `places` is None when nothing moved; it has one entry more than the text, for the end.
    """

    text: str
    places: list[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that the stretch `start:end` of `text` was read from."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def read(original: str) -> Reading:
    """Quotes, spaces and hyphens made plain, accents composed, invisible characters left out.

    Linear in the length of the text; compatibility forms are resolved for Latin letters only.
    """
    plain = original if original.isascii() else original.translate(_PLAIN)
    if plain.isascii():
        plain = plain.translate(_PLAIN) if "\r" in plain or "\t" in plain or "`" in plain else plain
        return Reading(plain, None)
    if _ODD.search(plain) is None:
        return Reading(plain, None)
    parts: list[str] = []
    places: list[int] = []
    last = 0
    for match in _ODD.finditer(plain):
        parts.append(plain[last : match.start()])
        places.extend(range(last, match.start()))
        composed = _compose(match.group())
        parts.append(composed)
        places.extend([match.start()] * (len(composed) - 1))
        if composed:
            places.append(match.end() - 1)
        last = match.end()
    parts.append(plain[last:])
    places.extend(range(last, len(plain) + 1))
    return Reading("".join(parts), places)


def _compose(cluster: str) -> str:
    if len(cluster) == 1 and unicodedata.category(cluster) in {"Cf", "Mn", "Lo"}:
        return ""
    return unicodedata.normalize("NFKC", cluster[: _LONGEST_STACK + 1])


def fold(word: str) -> str:
    """Lower case without accents: "Çiller" and "ciller" are one; l-stroke, o-slash, sharp s too."""
    if word.isascii():
        return word.lower()
    lowered = word.lower().translate(_LETTERS)
    if lowered.isascii():
        return lowered
    stripped = unicodedata.normalize("NFKD", lowered[:200])
    return "".join(letter for letter in stripped if not unicodedata.combining(letter))


def is_no_english(word: str) -> bool:
    """Whether a word has letters that English words do not borrow; it keeps é, è, ê, ë, ï, ç and ñ."""
    return not _BORROWED.fullmatch(word)
