"""Values as programs print them into a table or a text: lists of Python, "nan", escaped line ends."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.twice_read import read_once

LONGEST_LITERAL: Final = 200_000
DEEPEST_LITERAL: Final = 12
"""Brackets inside brackets; a program's list of names or paragraphs has two."""
DEEPEST_VALUE: Final = 8
FEWEST_ESCAPES: Final = 2
"""Of one "\\n" nobody can tell whether it is a line end or a path of Windows."""

_NOTHING: Final = frozenset(
    "nan none null nil nat <na> #n/a n/a \\n undefined [] {} () set() dict() list()".split()
)
"""How pandas, Python, SQL and JavaScript print that there is no value."""
_LISTED: Final = re.compile(r"(?:array\(|Index\(|set\(|frozenset\(|OrderedDict\()?[\[({]")
_WRAPPED: Final = re.compile(
    r"(?:array|Index|set|frozenset|OrderedDict)\((?P<inside>[\[({].*[\])}])(?:, dtype=.{1,40})?\)",
    re.DOTALL,
)
_NO_COMMA: Final = re.compile(r"(?<=['\"])\s+(?=['\"])")
"""Between the names of an array of numpy: ['Ann Orr' 'Jo Kern']."""


def read_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with each value as it was before a program printed it."""
    return {name: read_value(value) for name, value in row.items()}


def read_value(value: Any, depth: int = DEEPEST_VALUE) -> Any:
    """A value without the traces of the program that printed it; values have any shape."""
    if isinstance(value, str):
        return _read_text(value)
    if depth and isinstance(value, list):
        return [read_value(part, depth - 1) for part in value]
    if depth and isinstance(value, Mapping):
        return {name: read_value(part, depth - 1) for name, part in value.items()}
    return value


def _read_text(text: str) -> Any:
    bare = text.strip()
    if len(bare) <= 9 and bare.casefold() in _NOTHING:
        return ""
    text = read_once(text)
    if _LISTED.match(bare) and bare[-1:] in "])}":
        listed = _literal(read_once(bare))
        if listed is not None:
            return read_value(listed) if listed else ""
    return _with_line_ends(text) if "\\n" in text else text


def _literal(text: str) -> Any:
    """The list or object that Python would print as `text`; None where it is none."""
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped["inside"]
    if len(text) > LONGEST_LITERAL or _depth(text) > DEEPEST_LITERAL:
        return None
    for said in (text, f"[{text[1:-1]}]"):  # a set loses its order, so it is read as a list
        try:
            found = ast.literal_eval(_NO_COMMA.sub(", ", said))
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(found, (list, dict)):
            return found
        if isinstance(found, tuple) and all(isinstance(part, str) for part in found):
            return list(found)
    return None


def _depth(text: str) -> int:
    deepest = depth = 0
    for sign in text:
        if sign in "[({":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "])}":
            depth -= 1
    return deepest


def _with_line_ends(text: str) -> str:
    r"""Text whose line ends stand as "\n" in it, where it has no others."""
    if "\n" in text.strip() or text.count("\\n") < FEWEST_ESCAPES:
        return text
    plain = text.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\r", "\n")
    return plain.replace("\\t", "\t").replace('\\"', '"').replace("\\'", "'")
