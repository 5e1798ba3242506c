"""The word lists, read once and only when first asked for."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from articles.people.lexicon import signs
from articles.people.text import fold

HERE = Path(__file__).parent

_SPACED = {
    "given.txt": signs.GIVEN | signs.GIVEN_COMMON,
    "surnames.txt": signs.SURNAME | signs.SURNAME_COMMON,
    "notables.txt": signs.SURNAME | signs.SURNAME_COMMON | signs.NOTABLE,
    "titles.txt": signs.TITLE,
    "roles.txt": signs.ROLE,
    "relations.txt": signs.RELATION,
    "saying.txt": signs.SAYING,
    "organisation.txt": signs.ORGANISATION,
    "nationalities.txt": signs.NATIONALITY,
    "calendar.txt": signs.CALENDAR,
    "breaks.txt": signs.BREAK,
}
_NOT_LINKED = frozenset({frozenset({"bill", "robert"}), frozenset({"bill", "fred"})})
"""Pairs of the list of short forms that nobody uses."""
_PHRASED = {"places.txt": signs.PLACE, "firms.txt": signs.FIRM, "fiction.txt": signs.FIRM}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`signs` by folded word or phrase (words of a phrase set apart by one space);
    `nicknames` holds for each folded given name the forms it is linked with, both ways.
    """

    signs: dict[str, int]
    nicknames: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """All word lists in memory: about 15 MB and a fifth of a second, once in a process."""
    words: dict[str, int] = {}
    for line in _unpacked("words.txt.gz"):
        word, _, number = line.partition("\t")
        words[word] = int(number)
    for name, bits in _SPACED.items():
        for line in _written(name):
            for word in line.split():
                key = fold(word)
                words[key] = words.get(key, 0) | bits
    for name, bits in _PHRASED.items():
        for line in _written(name):
            for phrase in line.split(","):
                key = " ".join(fold(phrase).replace(".", "").split())
                if key:
                    words[key] = words.get(key, 0) | bits
    return Lexicon(words, _linked())


def _unpacked(name: str) -> list[str]:
    return gzip.decompress((HERE / name).read_bytes()).decode().splitlines()


def _written(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        yield line.partition("#")[0]


def _linked() -> dict[str, frozenset[str]]:
    linked: dict[str, set[str]] = {}
    for line in _unpacked("nicknames.txt.gz"):
        name, *others = line.split()
        for other in others:
            if frozenset((name, other)) in _NOT_LINKED:
                continue
            linked.setdefault(name, set()).add(other)
            linked.setdefault(other, set()).add(name)
    return {name: frozenset(others) for name, others in linked.items()}
