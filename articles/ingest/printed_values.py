"""Values as programs print them into a table or a text: lists of Python, "nan", escaped line ends, UTF-8 read twice."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

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
_TWICE: Final = re.compile("(?:[\u00c2-\u00df]{T}|[\u00e0-\u00ef]{T}{T}|\u00f0{T}{T}{T})".replace(
    "{T}", "[\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019"
    "\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
))  # fmt: skip
"""A character of UTF-8 whose bytes were read as windows-1252, and written as UTF-8 again."""
_HINT: Final = re.compile("[\u00c2-\u00f0][\x80-\u2122]")
_LOST_QUOTE: Final = re.compile("\u00e2\u20ac(?:\ufffd|\x9d|(?=[\\s.,;:!?)\\]]|$))")
"""Of the closing quote windows-1252 has no third byte: a program marked it as lost, or left it out."""
_MAC: Final = "".join(bytes([code]).decode("mac_roman") for code in range(0x80, 0xC0))
_MAC_HINT: Final = re.compile(f"\u201a\u00c4[{_MAC}]|\u221a[{_MAC}]")
_MAC_TWICE: Final = re.compile(f"\u201a[\u00c4\u00c7\u00c5][{_MAC}]|[\u221a\u00ac][{_MAC}]")
"""The same of a Mac: quotes, dashes and the euro, and the letters of Western Europe."""
_READINGS: Final = ((_HINT, _TWICE, "cp1252"), (_MAC_HINT, _MAC_TWICE, "mac_roman"))
MOST_READINGS: Final = 3
"""Programs in a row may each have made the same mistake."""


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


def read_once(text: str) -> str:
    """Text whose UTF-8 was read in an old encoding is read right, where all of it speaks for that."""
    for _ in range(MOST_READINGS):
        before, text = text, _read_again(text)
        if text == before:
            break
    return text


def _read_again(text: str) -> str:
    if text.isascii():
        return text
    for hint, twice, encoding in _READINGS:
        if not hint.search(text):
            continue
        found = len(twice.findall(text))
        rest = _LOST_QUOTE.sub("", twice.sub("", text))
        if found and sum(sign > "\x7f" and sign.isalpha() for sign in rest) <= found // 4:
            mended = twice.sub(partial(_once, encoding), text)
            return _LOST_QUOTE.sub("\u201d", mended) if encoding == "cp1252" else mended
    return text


def _once(encoding: str, found: re.Match[str]) -> str:
    raw = bytearray()
    for sign in found[0]:
        try:
            raw += sign.encode(encoding)
        except UnicodeEncodeError:
            raw += sign.encode("latin-1", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
