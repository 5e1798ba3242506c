"""What an expression of the code would repeat: texts that pump each of its repetitions, for the proof of growth."""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

ROOMS = (
    "articles.ingest",
    "articles.body",
    "articles.people",
    "articles.search",
    "articles.public",
    "media",
)
MANY = 8
"""Times from which on a repetition can be pumped."""
MOST = 4
"""Samples of one piece."""
LONGEST = 60
STANDS_FOR = {
    op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a", op.CATEGORY_NOT_WORD: " ",
}  # fmt: skip
PLAIN = ' aA1".:'
Tree = list[tuple[Any, Any]]
"""As re's own parser gives it: an operation and its arguments."""


def pumps() -> dict[tuple[str, str], str]:
    """(what leads to it, what repeats) of every expression of the rooms -> where it stands."""
    found: dict[tuple[str, str], str] = {}
    for pattern, place in expressions().items():
        tree = list(parser.parse(pattern.pattern, pattern.flags))
        whole = [("", text) for text in samples(tree) if text]
        for head, unit in [*repeated(tree), *whole]:
            if is_text(head + unit):
                found.setdefault((head[:LONGEST], unit[:LONGEST]), place)
    return found


def is_text(words: str) -> bool:
    """Whether a file can hold it; halves of a sign, which only JSON can write, have a row of their own."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def expressions() -> dict[re.Pattern[str], str]:
    """Every compiled expression that a module of ours holds, by itself, in a list or a table -> its place."""
    for room in ROOMS:
        for module in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            if "migrations" not in module.name and not module.name.endswith(("_child", "__main__")):
                importlib.import_module(module.name)
    found: dict[re.Pattern[str], str] = {}
    for name, loaded in list(sys.modules.items()):
        if name.startswith(("articles.", "media.")):
            for key, value in list(vars(loaded).items()):
                for each in held(value):
                    found.setdefault(each, f"{name}.{key}")
    return found


def held(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from held(each)
    elif isinstance(value, dict):
        yield from held(list(value.values()))
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        yield from held([getattr(value, name, None) for name in value.__dataclass_fields__])


def repeated(tree: Tree, before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each long repetition, and what it repeats; inner ones, too."""
    for place, (kind, given) in enumerate(tree):
        head = before + next(iter(samples(tree[:place], 1)), "")
        for inner in inside(kind, given):
            yield from repeated(inner, head)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and given[1] >= MANY:
            yield from ((head, text) for text in samples(given[2]) if text)


def inside(kind: Any, given: Any) -> list[Tree]:
    if kind is op.BRANCH:
        return [list(each) for each in given[1]]
    with suppress(TypeError, IndexError):
        nested = {op.SUBPATTERN: 3, op.MAX_REPEAT: 2, op.MIN_REPEAT: 2, op.POSSESSIVE_REPEAT: 2,
                  op.ASSERT: 1, op.ASSERT_NOT: 1}.get(kind)  # fmt: skip
        if nested is not None:
            return [list(given[nested])]
    return [list(given)] if kind is op.ATOMIC_GROUP else []


def samples(tree: Any, most: int = MOST) -> list[str]:
    """Short texts that the piece matches, or nearly."""
    texts = [""]
    for kind, given in tree:
        if choices := choices_of(kind, given, most):
            texts = [text + choice for text in texts for choice in choices][:most]
    return texts


def choices_of(kind: Any, given: Any, most: int) -> list[str]:
    if kind is op.LITERAL:
        return [chr(given)]
    if kind in (op.ANY, op.NOT_LITERAL):
        return ["a" if given != ord("a") else "b"]
    if kind is op.IN:
        return letters(given)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _limit, inner = given
        return [text * min(max(least, 1), 12) for text in samples(inner, 2)]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return []
    return [text for inner in inside(kind, given) for text in samples(inner, most)][:most]


def letters(given: Any) -> list[str]:
    """A few letters of a set; of one that names what is left out, plain ones that it does not name."""
    named: list[str] = []
    for kind, value in given:
        if kind is op.LITERAL:
            named.append(chr(value))
        elif kind is op.RANGE:
            named.append(chr(value[0]))
        elif kind is op.CATEGORY:
            named.append(STANDS_FOR.get(value, "a"))
    if given[0][0] is op.NEGATE:
        return [each for each in PLAIN if each not in named][:3]
    return list(
        dict.fromkeys([*(each for each in named if each in PLAIN)][:2] + named[:2] + named[-1:])
    )
