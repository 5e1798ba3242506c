"""A JSON file as its parts: one value, the elements of its list, or a value to a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, cast

from articles.ingest.encoding import decode
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.record import Origin, Problem
from articles.ingest.strictjson import BadJSON, elements, loads

WHOLE: Final = "json_line_bytes"
"""A file up to this size is read as one value."""


@dataclass(frozen=True, slots=True)
class JsonPart:
    """One value with its place; JSON holds any shape, hence Any."""

    origin: Origin
    value: Any


def json_parts(
    stream: BinaryIO, name: str, list_names: frozenset[str]
) -> Iterator[JsonPart | Problem]:
    """The parts of a JSON file in order; a broken one is a problem and the others go on.

    A list is given element by element, and so is a list under one of `list_names` where the
    file is too big to be read whole. Memory holds one part, or `json_line_bytes`.
    """
    first = stream.read(LIMITS[WHOLE] + 1)
    if len(first) > LIMITS[WHOLE]:
        yield from _streamed(cast(BinaryIO, _Again(first, stream)), name, list_names)
        return
    text = decode(first).text.strip("\ufeff\x00 \t\r\n")
    lines = text.split("\n")
    if len(lines) > 1 and text.startswith("{") and _is_whole(lines[0]):
        yield from _lines(lines, name)
    elif text.startswith("["):
        yield from _streamed(io.BytesIO(text.encode()), name, list_names)
    else:
        yield _part(text, Origin(name), name)


def _is_whole(line: str) -> bool:
    try:
        return isinstance(loads(line), dict)
    except BadJSON:
        return False


def _lines(lines: list[str], name: str) -> Iterator[JsonPart | Problem]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _part(line, Origin(name, f"line {number}"), name, number)


def _streamed(
    stream: BinaryIO, name: str, list_names: frozenset[str]
) -> Iterator[JsonPart | Problem]:
    start = stream.read(1)
    while start.isspace() or start in {b"\xef", b"\xbb", b"\xbf"}:
        start = stream.read(1)
    whole = cast(BinaryIO, _Again(start, stream))
    if start == b"{" and not list_names:
        yield Problem(Origin(name), f"The file is one JSON value of over {megabytes(WHOLE)}.")
        return
    for line, found in elements(whole, list_names):
        origin = Origin(name, f"line {line}")
        if isinstance(found, BadJSON):
            yield Problem(origin, str(found))
        else:
            yield _part(found, origin, name, line)


def _part(text: str, origin: Origin, name: str, line: int = 1) -> JsonPart | Problem:
    try:
        return JsonPart(origin, _value(text))
    except BadJSON as error:
        at = line + max(error.line, 1) - 1
        return Problem(Origin(name, f"line {at}"), str(error))


def _value(text: str) -> Any:
    """The value; objects under one repeated name are kept side by side, nothing else may repeat."""
    try:
        return loads(text)
    except BadJSON as error:
        if not error.sign.startswith('"'):
            raise
        try:
            return _SIDE_BY_SIDE.decode(text)
        except (ValueError, RecursionError):
            raise error from None


def _numbered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for key, inner in pairs:
        if key in value and not (isinstance(inner, dict) and isinstance(value[key], dict)):
            raise ValueError(key)
        value[f"{key} {len(value)}" if key in value else key] = inner
    return value


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


_SIDE_BY_SIDE: Final = json.JSONDecoder(object_pairs_hook=_numbered, parse_constant=_refuse)


class _Again(io.BufferedIOBase):
    """A stream with its beginning put back."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        if self._first:
            cut = len(self._first) if size is None or size < 0 else size
            piece, self._first = self._first[:cut], self._first[cut:]
            return piece
        return self._rest.read(-1 if size is None else size)
