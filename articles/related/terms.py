"""The terms by which stories are compared, and a sketch that finds near copies; pure, no Django.

The method and its numbers: term weights of (1 + ln tf) * idf with the headline counted as text and
a bonus for early places, the best 64 kept, people and topics as terms of their own, length 1.
"""

from __future__ import annotations

import hashlib
import math
import re
import struct
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from articles.people.fold import fold_name
from articles.related.function_words import spoken, without_function_words

BEST = 64
"""Terms kept of a story; 32 from LARGE stories on (quality .975 against .971, half the rows)."""
WAITING = 8
"""Terms of no other story that are kept beside them, so that the next story finds this one."""
SHARED = 2
"""Stories that must hold a term before it counts."""
FEW = 10
"""A smaller library is weighed as one of so many stories: the first story of all has terms, too."""
SAID = 8
"""Different terms from which a story says enough to be compared in full; “This is a comment” says one,
which would be nearest to every story that holds it."""
LARGE = 200_000
EARLY = 60
"""Places at the head of a story whose terms count half as much again."""
TEXT_LIMIT = 120_000
"""Characters that are read; 20,000 words say all that a story is about."""
SKETCH = 64
"""Hashes in a sketch."""
SAME_TEXT = 0.3
"""Sketches that share so much are one text (.968 found at a quarter of the sentences changed)."""

LONGEST = 40
"""Letters of a word that is compared."""
LONG_CHUNK = 400
"""Letters between two spaces that are read; what is longer is no text, unless its writing has no spaces."""
CHUNKS = 1 << 16
"""Words kept in memory with their terms: some 15 MB."""
LARGEST = (1 << 64) - 1
MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
"""Odd numbers that spread the hashes of three words over 64 bits."""

WORD = re.compile(r"[^\W\d_]{2,}|\b(?:19|20)\d\d\b")
SAID_WITH_FIGURES = re.compile(rf"({WORD.pattern})|\d+")
"""A word, or a figure beside it; a year is a word."""
FIGURE = "="
"""What a figure begins with among the words: it tells two texts apart, and compares nothing."""
DIGIT = re.compile(r"\d")
ADDRESS = re.compile(r"(?:https?://|www\.)\S*|\S*@\S*")
"""An address of the web, of a mailbox or of somebody on a network; its parts are no words."""
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
"""Chinese and Japanese, of which every two letters are read as a word."""
ENDING = re.compile(r"[\u3040-\u309f]+")
EDGES = re.compile(r"^[\W_]+|[\W_]+$")
"""What stands around a word."""
APOSTROPHES = frozenset("'’ʼ")
NOTHING = re.compile(r"\b\w+n['’ʼ]t\b", re.IGNORECASE)
"""“Wouldn't” says nothing of a story."""
ELIDED = re.compile(
    r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|[dn]ell|[ds]?all|sull|coll|quell|quest|sant)['’ʼ](?=\w)",
    re.IGNORECASE,
)
"""What French, Italian and Catalan write in one with the next word: “l'accord”, “dell'accordo”."""
CLITIC = re.compile(
    r"(?<=\w)['’ʼ](?:s|re|ve|ll|d|m)\b"
    r"|(?<=\w\w\w)['’ʼ](?:[dt][ae](?:n|ki)?|n?[ıiuü]n|[yn]?[ae]|[yn]?[ıiuü]|y?l[ae]|l[ıiuü]|c[ae])\b",
    re.IGNORECASE,
)
"""What is written on after a word: the English possessive and verbs, the endings of Turkish names."""
STOP = frozenset(
    """
    a about above after again against all also although am among an and any are around as at away
    back be became because become been before began behind being below between both but by came can
    cannot come could day days did do does doing done down during each early either else end even
    ever every few first five for former found four from full further gave get give given go going
    good got great had half has have having he her here hers herself high him himself his how
    however i if in include included including into is it its itself just keep kept know known last
    later least left less let like likely little long look lot made make makes making many may me
    mean might million months more most mr mrs ms much must my myself near need never new next night
    no none nor not nothing now of off often old on once one only onto or other others our ours out
    over own part people per perhaps place put quite rather really right said same saw say saying
    says second see seen set several shall she should show since six so some something still such
    take taken tell ten than that the their theirs them themselves then there these they thing
    things think this those though three through time times to today together told too took toward
    towards two under until up upon us use used very want was way we week weeks well went were what
    when where whether which while who whole whom whose why will with within without would year
    years yes yesterday yet you your yours monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december
    jan feb apr aug sept oct nov dec according
    st dr added asked called news report reported reports reuters ap afp dont didnt wont cant isnt
    """.split()
)


def words_of(text: str) -> list[str]:
    """The terms of a text in their order: folded, stopped, stemmed; years stay, other numbers go."""
    return terms_of(said_in(text))


def said_in(text: str) -> list[str]:
    """The terms of a text in their order, and its figures among them: what a sketch is made of.

    Of two companies' results all but the figures is the same.
    """
    found = [*map(_said_in, _chunks(text))]
    return without_function_words([*chain.from_iterable(found)], SPOKEN, found.count(()))


def terms_of(said: Iterable[str]) -> list[str]:
    """Without figures, of which each begins with what no word holds."""
    return [*filter(str.isalnum, said)]


def _chunks(text: str) -> list[str]:
    chunks = text[:TEXT_LIMIT].split()
    if max(map(len, chunks), default=0) <= LONGEST:
        return chunks
    return [piece for chunk in chunks for piece in _pieces(chunk)]


def _pieces(chunk: str) -> list[str]:
    if len(chunk) > LONGEST and UNSPACED.search(chunk):
        return [chunk[at : at + LONGEST] for at in range(0, len(chunk), LONGEST)]
    return [chunk[:LONG_CHUNK]]


@lru_cache(maxsize=CHUNKS)
def _said_in(chunk: str) -> tuple[str, ...]:
    """What is said between two spaces; a library says the same words again and again."""
    if "@" in chunk or "/" in chunk or "www." in chunk:
        chunk = ADDRESS.sub(" ", chunk)
    folded = fold_name(_bare(chunk))
    written = _with_figures(folded) if DIGIT.search(folded) else WORD.findall(folded)
    return tuple(
        sys.intern(stem(word))
        for found in written
        for word in (_pairs(found) if UNSPACED.search(found) else (found,))
        if word not in STOP and len(word) <= LONGEST
    )


def _with_figures(folded: str) -> list[str]:
    return [found[1] or f"{FIGURE}{found[0]}" for found in SAID_WITH_FIGURES.finditer(folded)]


def _bare(chunk: str) -> str:
    """Without what an apostrophe ties to a word: “l'accord”, “Texas's” and “Ankara'da” are names and nouns."""
    if APOSTROPHES.isdisjoint(chunk):
        return chunk
    return CLITIC.sub("", ELIDED.sub("", NOTHING.sub(" ", chunk)))


def _pairs(word: str) -> list[str]:
    """Every two letters that stand side by side; two of hiragana are mostly an ending."""
    pairs = (word[at : at + 2] for at in range(len(word) - 1))
    return [pair for pair in pairs if not ENDING.fullmatch(pair)]


def stem(word: str) -> str:
    """A light stemmer: plural and the commonest verb endings, nothing that needs a dictionary."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        return _undouble(word[:-3])
    if len(word) > 4 and word.endswith("ed"):
        return _undouble(word[:-2])
    if len(word) > 3 and word.endswith("e"):
        return word[:-1]
    return word


def _undouble(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


SPOKEN = spoken(stem)


def frequencies(words: list[str]) -> dict[str, float]:
    """How often each term stands there, and half as much again for each early place."""
    told: dict[str, float] = dict(Counter(words))
    for word, count in Counter(words[:EARLY]).items():
        told[word] += 0.5 * count
    return told


def signature(
    words: list[str],
    *,
    entities: Collection[str] = (),
    frequency: Mapping[str, int],
    stories: int,
    best: int = BEST,
) -> dict[str, float]:
    """The best terms of a story with their weights, scaled to length 1 (one of a few words to less);
    empty for an empty story.

    `entities` are terms such as "@12" for a person and "#7" for a topic; `frequency` says in how
    many of the `stories` each term stands. A term of one story compares it with nothing yet: it
    waits, beside the `best` and outside the length, for the second story of a new event.
    """
    told = frequencies(words)
    counted = [(word, tf, frequency.get(word, 0)) for word, tf in told.items()]
    weighed = [(word, _said(tf) * rarity(df, stories)) for word, tf, df in counted if df >= SHARED]
    single = [(word, tf) for word, tf, df in counted if df < SHARED]
    kept = dict(_foremost(weighed, best))
    waiting = _waiting(single, stories, max(WAITING, best - len(kept)))
    for entity in entities:
        df = frequency.get(entity, 0)
        (kept if df >= SHARED else waiting)[entity] = math.log(1 + stories / max(df, SHARED))
    compared = (kept or waiting).values()
    length = math.sqrt(sum(weight * weight for weight in compared))
    said = len(told) + len(entities)
    if said < SAID:
        length *= math.sqrt(SAID / said) if said else 1.0
    return {word: weight / length for word, weight in (kept | waiting).items()} if length else {}


@lru_cache(maxsize=4096)
def _said(tf: float) -> float:
    """What saying a word so often weighs."""
    return 1 + math.log(tf)


def _waiting(single: Sequence[tuple[str, float]], stories: int, most: int) -> dict[str, float]:
    """The foremost of the words that no other story has, weighed as if one had."""
    weight = rarity(SHARED, max(stories, FEW))
    return {word: _said(tf) * weight for word, tf in _foremost(single, most)}


def _foremost(weighed: Sequence[tuple[str, float]], most: int) -> list[tuple[str, float]]:
    """Of equals the first by letters, so that every machine keeps the same."""
    if len(weighed) > most:
        least = sorted([weight for _word, weight in weighed], reverse=True)[most - 1]
        weighed = [pair for pair in weighed if pair[1] >= least]
    return sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[:most]


def surfaces(text: str, stems: Iterable[str]) -> dict[str, str]:
    """Each stem as the text mostly writes it: {"fir": "fires", "nasa": "NASA"}; what it lacks is left out."""
    wanted = set(stems)
    forms: dict[str, Counter[str]] = {}
    for chunk, count in Counter(_chunks(text)).items():
        found = terms_of(_said_in(chunk))
        if wanted.isdisjoint(found) or UNSPACED.search(chunk):
            continue
        written = [EDGES.sub("", _bare(chunk))] if len(found) == 1 else WORD.findall(_bare(chunk))
        for word in written:
            for term in wanted.intersection(_said_in(word)):
                forms.setdefault(term, Counter())[word] += count
    return {
        term: min(counted, key=lambda word: (-counted[word], not word.islower(), word))
        for term, counted in forms.items()
    }


@lru_cache(maxsize=CHUNKS)
def rarity(df: int, stories: int) -> float:
    """ln(1 + (N - df + .5) / (df + .5)); what stands on every story counts next to nothing."""
    return math.log(1 + max(stories - df + 0.5, 0.0) / (df + 0.5))


def sketch(said: Sequence[str]) -> tuple[int, ...]:
    """The smallest hashes of the runs of three words or figures, in order; fewer for a short story."""
    if len(said) < 3:
        return ()
    hashes, mixed = zip(*map(_hash, said), strict=True)
    second, third = MIX[1:]
    runs = {
        ((one ^ two) * second ^ three) * third & LARGEST
        for one, two, three in zip(mixed, hashes[1:], hashes[2:], strict=False)
    }
    return tuple(sorted(runs)[:SKETCH])


@lru_cache(maxsize=CHUNKS)
def _hash(word: str) -> tuple[int, int]:
    """Of 64 bits; and once more, mixed as the first word of a run."""
    plain = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
    return plain, plain * MIX[0] & LARGEST


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The share of runs that two stories have in common, told from their sketches (0 to 1)."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    here = set(one)
    if here.isdisjoint(other):
        return 0.0
    common = here.intersection(other)
    smallest = sorted(here.union(other))[:SKETCH]
    return sum(value in common for value in smallest) / len(smallest)


def pack(hashes: tuple[int, ...]) -> bytes:
    """A sketch as bytes."""
    return struct.pack(f">{len(hashes)}Q", *hashes)


def unpack(stored: bytes) -> tuple[int, ...]:
    """What `pack` made."""
    return struct.unpack(f">{len(stored) // 8}Q", bytes(stored))
