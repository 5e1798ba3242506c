"""Whether a record is, letter by letter, what its source gave last time: then nothing is done again."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Final

from articles.ingest.record import StoryRecord

_RULES: Final = ("articles/ingest", "articles/body")
"""Where the code stands that makes a story of a record: a new rule makes every record new."""
_CODE: Final = Path(__file__).resolve().parents[2]
_NOT_GIVEN: Final = frozenset({"origin"})


@cache
def rules_digest() -> str:
    """SHA-256 (hex) of all code that reads, cleans and normalizes records."""
    said = hashlib.sha256()
    for folder in _RULES:
        for path in sorted((_CODE / folder).rglob("*.py")):
            said.update(path.read_bytes())
    return said.hexdigest()


def spelled(record: StoryRecord) -> str:
    """All that a record says, as Python writes it."""
    return "\x00".join([
        repr(getattr(record, each.name)) for each in fields(record) if each.name not in _NOT_GIVEN
    ])  # fmt: skip


def given_digest(record: StoryRecord, *, zone: object, said: str = "") -> str:
    """SHA-256 (hex) of a record as its reader made it, the rules that will clean it, and the zone.

    Equal digests mean equal stories; different ones may still clean to the same. `said` is the record
    `spelled`, where the caller has it.
    """
    whole = "\x00".join([rules_digest(), str(zone), said or spelled(record)])
    return hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()


class Seen:
    """The digests of a whole library in eight bytes each, for asking whether one may be among them."""

    def __init__(self, digests: Iterable[str] = ()) -> None:
        self._starts = array("Q", sorted(int(digest[:16], 16) for digest in digests))

    def may_hold(self, digest: str) -> bool:
        """False for certain; true but for one chance in billions."""
        start = int(digest[:16], 16)
        place = bisect_left(self._starts, start)
        return place < len(self._starts) and self._starts[place] == start


def tied(given: str, cleaned: str) -> str:
    """Both digests as a story keeps them: once `cleaned` is another, the given one says nothing."""
    return given[:40] + cleaned[:24] if given and cleaned else ""
