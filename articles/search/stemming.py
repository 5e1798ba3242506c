"""Text as the index holds it: letters folded, and stemmed where the database has no stemmer for it.

PostgreSQL stems in the site's language by itself, SQLite only English. Its German is made here;
the others, by the same Snowball rules as PostgreSQL's, with the extra "stemming". Accents are taken
off before, as PostgreSQL's `unaccent` does, so that both find the same stories.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from django.conf import settings
from django.db import connection

from articles.search.ties import SIGN

SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Language -> the name of its rules, on PostgreSQL 14 and later as in the extra."""
LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i", "đ": "d", "Đ": "D",
        "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe",
        SIGN: " ",
    }
)  # fmt: skip
"""Letters that no engine takes apart into a letter and an accent."""
WORDS = re.compile(r"[^\W\d_]{4,40}")
VOWELS = frozenset("aeiouy")


def prepared(text: str) -> str:
    """The text, of a story or of a query, as the engine is to index it."""
    text = text.translate(LETTERS)
    stem = stemmer(language()) if connection.vendor == "sqlite" else None
    return stemmed(text, stem) if stem else text


def language() -> str:
    return str(settings.LANGUAGE_CODE).split("-")[0].lower()


def stemmed(text: str, stem: Callable[[str], str]) -> str:
    """Each word of four letters and more as its stem, without accents; everything between stays."""
    return WORDS.sub(lambda word: stem(word[0]), bare(text))


def bare(text: str) -> str:
    """Latin letters without their accents; other scripts keep theirs, which the rules know."""
    return text if text.isascii() else text.translate(_BARE)


class _Bare(dict[int, str]):
    """Every sign that was met to what it is without an accent."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0]
        told = self[code] = base if base.isascii() else chr(code)
        return told


_BARE = _Bare()


@cache
def stemmer(language: str) -> Callable[[str], str] | None:
    """What stems the language's words on SQLite; None for English, which SQLite itself stems, and
    for a language that has no rules here.
    """
    if language == "de":
        return german
    if language == "en" or language not in SNOWBALL:
        return None
    try:
        import snowballstemmer
    except ImportError:  # the extra "stemming" is not installed
        return None
    rules, one_at_a_time = snowballstemmer.stemmer(SNOWBALL[language]), threading.Lock()

    @lru_cache(maxsize=1 << 16)
    def stem(word: str) -> str:
        with one_at_a_time:
            return str(rules.stemWord(word.lower()))

    return stem


@lru_cache(maxsize=1 << 16)
def german(word: str) -> str:
    """Porter's stemmer for German (snowballstem.org/algorithms/german), umlauts being folded before.

    "Häuser" and "Haus" do not meet (no stemmer knows that they do), "Häusern" and "Häuser" do.
    """
    stem = word.lower()
    first = max(_region(stem, 0), 3)
    second = _region(stem, _region(stem, 0))
    stem = _without_case(stem, first)
    stem = _without_degree(stem, first)
    return _without_suffix(stem, first, second)


def _region(word: str, start: int) -> int:
    """Where the part after the first consonant that follows a vowel begins."""
    for place in range(start + 1, len(word)):
        if word[place] not in VOWELS and word[place - 1] in VOWELS:
            return place + 1
    return len(word)


def _without_case(word: str, first: int) -> str:
    for ending in ("ern", "em", "er", "en", "es", "e"):
        if word.endswith(ending):
            if len(word) - len(ending) < first:
                return word
            word = word[: -len(ending)]
            return word[:-1] if ending in ("en", "es", "e") and word.endswith("niss") else word
    if word.endswith("s") and len(word) - 1 >= first and word[-2] in "bdfghklmnrt":
        return word[:-1]
    return word


def _without_degree(word: str, first: int) -> str:
    for ending in ("est", "er", "en"):
        if word.endswith(ending):
            return word[: -len(ending)] if len(word) - len(ending) >= first else word
    if (
        word.endswith("st")
        and len(word) - 2 >= first
        and len(word) > 5
        and word[-3] in "bdfghklmnt"
    ):
        return word[:-2]
    return word


def _without_suffix(word: str, first: int, second: int) -> str:
    for ending in ("isch", "lich", "heit", "keit", "end", "ung", "ig", "ik"):
        if not word.endswith(ending):
            continue
        cut = len(word) - len(ending)
        if cut < second or (ending in ("ig", "ik", "isch") and word[cut - 1] == "e"):
            return word
        word = word[:cut]
        if ending in ("lich", "heit") and word.endswith(("er", "en")) and len(word) - 2 >= first:
            return word[:-2]
        if ending == "keit":
            return _without_before_keit(word, second)
        if ending in ("end", "ung") and word.endswith("ig") and not word.endswith("eig"):
            return word[:-2] if len(word) - 2 >= second else word
        return word
    return word


def _without_before_keit(word: str, second: int) -> str:
    for ending in ("lich", "ig"):
        if word.endswith(ending) and len(word) - len(ending) >= second:
            return word[: -len(ending)]
    return word
