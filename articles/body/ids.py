"""The ids of blocks: kept when they are good, otherwise made from the block's own words."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from articles.body.blocks import ID_PATTERN
from articles.body.shapes import Block, children, every, inlines

_MADE_LENGTH = 10
_LETTERS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_PAIRS: Final = [one + other for other in _LETTERS for one in _LETTERS]
"""An id is a number to the base of 36, its last letter first; two letters at a time."""
_IS_ID: Final = re.compile(ID_PATTERN).fullmatch


def fill_ids(blocks: list[Block]) -> None:
    """Give every block, in place, an id that is well-formed and unique among all of them.

    The first holder of a good id keeps it. A made id depends on the block's type and words and
    on how many blocks before it have the same, not on where it stands.
    """
    taken: set[str] = set()
    without: list[Block] = []
    for block in every(blocks):
        given = block["attrs"].get("id")
        if isinstance(given, str) and given not in taken and _IS_ID(given):
            taken.add(given)
        else:
            without.append(block)
    repeated: dict[str, int] = {}
    for block in without:
        block["attrs"]["id"] = _made(_digest(block), taken, repeated)


def _made(digest: str, taken: set[str], repeated: dict[str, int]) -> str:
    count = repeated.get(digest, 0)
    while True:
        made = digest if not count else _hashed(f"{digest} {count}")
        count += 1
        if made not in taken:
            taken.add(made)
            repeated[digest] = count
            return made


def _digest(block: Block) -> str:
    return _hashed("\x00".join(_words(block)))


def _words(block: Block) -> list[str]:
    words = [block["type"]]
    words += [f"{name}={value}" for name, value in block["attrs"].items() if name != "id"]
    words += [run.get("text", "") for run in inlines(block)]
    for child in children(block):
        words += _words(child)
    return words


def _hashed(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    made = ""
    for _ in range(_MADE_LENGTH // 2):
        number, place = divmod(number, len(_PAIRS))
        made += _PAIRS[place]
    return made
