"""Small truths about one line of copy: its tidy form, its key, whether it is finished; no rules here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Zero-width marks between Latin letters are litter; between Arabic, Persian or Indic ones they spell.
_LITTER: Final = re.compile(
    "[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|"
    "(?<=[\\x00-\u024f])[\u200c\u200d]"
)
# French sets its quotes, its high signs and its thousands with a no-break space: that one is kept.
_SPACES: Final = re.compile(
    r"(?!(?<=«)[\u00a0\u202f]\S|[\u00a0\u202f][»:;!?%€]|(?<=\d)[\u00a0\u202f]\d)"
    r"[\s\u00a0\u2000-\u200a\u202f\u3000\u2028\u2029]+"
)
_APOSTROPHES: Final = re.compile(r"[‘’‚‛`´'ʼ]")
_NO_WORD: Final = re.compile(r"[\W_]+")
_WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_WIDE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# A stop of any script, then what may close after it: quotes, brackets, a footnote star.
_STOPPED: Final = re.compile(r"[.!?。！？｡।॥؟۔։።။។།][)\]\"'”’»“‘«* ]*$")
_ELLIPSIS: Final = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[)\]\"'”’»“‘«]*$")
_SENTENCE_END: Final = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St|Sr|Jr|vs|No|Lt))"
    r"(?!(?<=\b(?:Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec))\. \d)(?<!\b(?:Mrs|Sen|Rep|Gen|Col|Gov|Rev|Sgt|"
    r"Inc|Ltd))"
    r"(?<!\b(?:Prof|Capt|Corp|Sens|Reps|Govs|Supt|Insp|Cllr))[.!?][)\"'”’»“‘«]*\s+(?=[\"'“‘«»„(]*[^\W\d_a-zà-ÿ]|[\"'“‘«(]*\d)"
)

SMALL_WORDS: Final = frozenset(
    "and in for of the de da di del der den van von la le el al bin ibn ben at with & y e und et "
    "by "
    "via from on to".split()
)
"""Words without a capital inside names, titles and credits."""

# What stands in nearly every text that is not ASCII; it spares the slow way.
_TYPOGRAPHY: Final = (
    ("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("—", "-"), ("–", "-"), ("…", "."), ("\u00a0", " "),
)  # fmt: skip
_WORDS_ONLY: Final = bytes(
    ord(chr(number).lower()) if number < 128 and chr(number).isalnum() else ord(" ")
    for number in range(256)
)

ENGLISH: Final = frozenset(
    "the of and to in a is that for was on with said he she it as at by from has have his her".split()
)


PHONE_LINE: Final = re.compile(r"[^\W\d][\w /.-]{1,24}: {0,3}[+(]?\d[\d ()/.-]{4,30}")
MAIL_LINE: Final = re.compile(r"e-?mail: {0,3}[\w.+-]{2,40}@[\w.-]{3,80}", re.IGNORECASE)
"""Lines of a list that says how somebody can be reached."""


def tidy(text: str) -> str:
    """`text` in NFC with plain single spaces, none at its ends, and no litter characters."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return tidy_run(text).strip()


def tidy_run(text: str) -> str:
    """Like `tidy`, but a space at either end stays: the text is one run among others."""
    if text.isascii():
        if text.isprintable() and "  " not in text:
            return text
    else:
        text = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", _LITTER.sub("", text))


def key(text: str) -> str:
    """What makes two lines the same: their words, without case, quotes, stops and spacing."""
    plain = text
    if not text.isascii():
        for curly, straight in _TYPOGRAPHY:
            plain = plain.replace(curly, straight)
    if plain.isascii():  # as bytes: three times as fast
        return b" ".join(plain.encode().translate(_WORDS_ONLY, b"'`").split()).decode()
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return _NO_WORD.sub(" ", plain).strip()


def words(text: str) -> list[str]:
    """The words of `text` as printed, with their inner apostrophes."""
    return _WORD.findall(text)


def width(text: str) -> int:
    """How many words `text` has; two signs of Chinese, Japanese or Korean count as one."""
    spaced = len(text.split())
    if text.isascii() or not _WIDE.search(text):
        return spaced
    return spaced + len(_WIDE.findall(text)) // 2


def is_finished(text: str) -> bool:
    """Whether `text` ends as a sentence does: a stop, and no ellipsis."""
    last = text[-1:]
    if last.isalnum() or last in ",;:":
        return False
    if last in ".!?" and text[-2:-1] != ".":
        return bool(last)
    return bool(_STOPPED.search(text[-12:])) and not _ELLIPSIS.search(text[-12:])


def is_trailing_off(text: str) -> bool:
    """Whether `text` ends in an ellipsis, as teasers do."""
    return not text[-1:].isalnum() and bool(_ELLIPSIS.search(text[-12:]))


def is_capitals(text: str) -> bool:
    """Whether over 80 % of the letters are capitals, in at least six letters."""
    if sum(map(str.islower, text[:24])) > 6:  # what nearly every line of copy shows at once
        return False
    letters = [character for character in text[:400] if character.isalpha()]
    if len(letters) < 6:
        return False
    return sum(1 for character in letters if character.isupper()) > 0.8 * len(letters)


def is_bracketed(text: str) -> bool:
    """Whether brackets hold the whole line, as a transcript says what is heard: "(LAUGHTER)"."""
    return text[:1] in "([" and text[-1:] in ")]"


def is_title_case(text: str) -> bool:
    """Whether nearly every longer word begins with a capital, in at least four of them."""
    longer = [word for word in words(text[:400]) if len(word) > 3]
    return len(longer) > 3 and sum(1 for word in longer if word[0].isupper()) >= 0.9 * len(longer)


def digits_share(text: str) -> float:
    """The share of digits among the signs of `text` that are no spaces."""
    signs = [character for character in text if not character.isspace()]
    return sum(1 for character in signs if character.isdigit()) / max(1, len(signs))


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph; titles and initials do not end one."""
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        found.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def is_english(texts: list[str]) -> bool:
    """Whether the copy reads as English; under 40 words nobody can say, and it counts as such."""
    seen = hits = 0
    for text in texts:
        words = text[:2000].casefold().split()
        seen += len(words)
        hits += sum(map(ENGLISH.__contains__, words))
        dotted = [word for word in words if not word.isalnum()]
        hits += sum([word.strip(".,;:'\"“”‘’") in ENGLISH for word in dotted])
        if seen > 800:
            break
    return seen < 40 or hits > 0.12 * seen


def reads_as_names(text: str) -> bool:
    """Whether every word that matters begins with a capital or a figure, or is an address."""
    parts = [part for part in re.split(r"[\s,;|/()]+", text.strip(" .")) if part]
    parts = [part for part in parts if part.casefold() not in SMALL_WORDS]
    return bool(parts) and all(
        not part[0].islower() or "@" in part or re.search(r"\w\.\w{2,}$", part) for part in parts
    )


@lru_cache(maxsize=4096)
def is_word_like(text: str) -> bool:
    """Whether `text` holds at least one letter."""
    return any(character.isalpha() for character in text)
