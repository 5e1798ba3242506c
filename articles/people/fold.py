"""The key under which a name is found again: case, accents, hyphens and apostrophes folded.

For rows, which never load the word lists. A name as it stands in a text, with its title, is folded
by `articles.people.names.fold_name`; for plain names both give the same key (a test holds them equal).
"""

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "ß": "ss", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
        "ħ": "h", "ŀ": "l", "ŋ": "n", "ĸ": "k", "ŧ": "t", "ə": "e",
    }
)  # fmt: skip
SEPARATORS = re.compile(r"[\s\-\u2010-\u2015.,_/]+")
DROPPED = re.compile(r"['\u2018\u2019\u02bc`\"\u201c\u201d()\u200b-\u200f\ufeff]")


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """Words in lower case without accents, parted by single spaces: "Łukasz  O’Neill" -> "lukasz oneill"."""
    plain = name.casefold()
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name).casefold().translate(LETTERS)
        plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return SEPARATORS.sub(" ", DROPPED.sub("", plain)).strip()


LONGEST_KEY = 160
"""Characters that a row keeps of a key, the width of its column."""


def row_key(name: str) -> str:
    """The folded name (or headline) as rows keep it and are asked for it."""
    return fold_name(name)[:LONGEST_KEY]
