"""The one door for JSON: depth, repeated keys, NaN and huge numbers refused, each with its line."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from articles.ingest.limits import LIMITS, megabytes

_STRINGS: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)', re.DOTALL)
"""A string, or one that is never closed: then all that follows, so that the search stays linear."""
_CHUNK: Final = 256 * 1024
_QUOTE: Final = ord('"')


class BadJSON(ValueError):
    """JSON that we refuse; `line` counts from 1 within the text that was given."""

    def __init__(self, message: str, line: int = 0, sign: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.sign = sign
        """A pattern that finds the fault again in the text, for its line."""


def loads(text: str) -> Any:  # JSON holds any shape
    """The value of JSON `text`; raises BadJSON with a full sentence and the line."""
    _refuse_depth(text)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        said = error.msg.removesuffix(" starting at").removesuffix(" at")
        fault = f"This is not valid JSON: {said} at column {error.colno}."
        raise BadJSON(fault, error.lineno) from error
    except RecursionError as error:
        raise BadJSON(_too_deep()) from error
    except BadJSON as error:
        error.line = error.line or _line_of(error.sign, text)
        raise


def _line_of(sign: str, text: str) -> int:
    """The line of the last of the first two places where `sign` stands."""
    places = [match.start() for _, match in zip(range(2), re.finditer(sign, text), strict=False)]
    return text.count("\n", 0, places[-1]) + 1 if sign and places else 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                fault = f'The key "{key[:60]}" stands twice in one object; which one is meant?'
                raise BadJSON(fault, sign=re.escape(json.dumps(key)) + r"\s*:")
            seen.add(key)
    return value


def _whole_number(digits: str) -> int:
    if len(digits) > LIMITS["json_digits"]:
        fault = f"A number has {len(digits)} digits; at most {LIMITS['json_digits']} are read."
        raise BadJSON(fault, sign=re.escape(digits))
    return int(digits)


def _fraction(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise BadJSON(f"The number {digits[:40]} is too big to be kept.", sign=re.escape(digits))
    return value


def _no_constant(name: str) -> Any:
    fault = f"{name} is not a JSON number; write null or leave the field out."
    raise BadJSON(fault, sign=name)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_unique,
    parse_int=_whole_number,
    parse_float=_fraction,
    parse_constant=_no_constant,
)


def _too_deep() -> str:
    return f"The JSON is nested deeper than {LIMITS['json_depth']} levels."


def _refuse_depth(text: str) -> None:
    limit = LIMITS["json_depth"]
    if text.count("[") + text.count("{") <= limit:
        return
    depth = 0
    for mark in re.finditer(r"[\[\]{}]", _STRINGS.sub("", text)):
        depth += 1 if mark[0] in "[{" else -1
        if depth > limit:
            raise BadJSON(_too_deep())


def elements(stream: BinaryIO, list_names: frozenset[str]) -> Iterator[tuple[int, str | BadJSON]]:
    """The elements of the first list in a UTF-8 JSON stream, each with the line it starts on.

    The list is the whole value, or stands under one of `list_names`. Memory holds one element.
    An element over `json_line_bytes` is given as a BadJSON, and so is the end of a broken file.
    """
    splitter = _Splitter(list_names)
    while chunk := stream.read(_CHUNK):
        yield from splitter.feed(chunk)
        if splitter.done:
            return
    if not splitter.inside:
        yield (
            splitter.line,
            BadJSON("The file is one big JSON value without a list of stories in it."),
        )
    else:
        yield splitter.line, BadJSON("The file ends in the middle of its list: it was cut off.")


class _Splitter:
    """Walks bytes once, by brackets and quotes only; an element is parsed by whoever takes it."""

    _OUTSIDE: Final = re.compile(rb'["\[\]{},:\n]')
    _STRING: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)

    def __init__(self, list_names: frozenset[str]) -> None:
        self.list_names = list_names
        self.inside = False
        self.done = False
        self.line = 1
        self._depth = 0
        self._quoted = False
        self._escaped = False
        self._key = b""
        self._string = bytearray()
        self._element = bytearray()
        self._started = 0
        self._oversized = False

    def feed(self, chunk: bytes) -> Iterator[tuple[int, str | BadJSON]]:
        position = 0
        while position < len(chunk) and not self.done:
            if self._quoted:
                position = self._through_string(chunk, position)
                continue
            match = self._OUTSIDE.search(chunk, position)
            end = match.start() if match else len(chunk)
            self._keep(chunk[position:end])
            if not match:
                return
            yield from self._mark(match[0])
            position = end + 1

    def _through_string(self, chunk: bytes, position: int) -> int:
        if self._escaped:
            self._escaped = False
            self._keep(chunk[position : position + 1])
            return position + 1
        end = self._STRING.match(chunk, position).end()  # type: ignore[union-attr]  # it matches nothing, too
        if not self.inside and len(self._string) < 200:
            self._string += chunk[position:end]
        if end < len(chunk):  # at the closing quote, or at a backslash that the chunk ends with
            self._quoted = chunk[end] != _QUOTE
            self._escaped = self._quoted
            end += 1
        self._keep(chunk[position:end])
        return end

    def _mark(self, mark: bytes) -> Iterator[tuple[int, str | BadJSON]]:
        if mark == b"\n":
            self.line += 1
        elif mark == b'"':
            self._quoted = True
            self._string.clear()
        elif mark == b":" and not self.inside:
            self._key = bytes(self._string)
        elif mark in b"[{":
            self._open(mark)
            return
        elif mark in b"]}":
            yield from self._close(mark)
            return
        elif mark == b"," and self.inside and self._depth == 0:
            yield from self._emit()
            return
        self._keep(mark)

    def _open(self, mark: bytes) -> None:
        if self.inside:
            self._keep(mark)
            self._depth += 1
        elif mark == b"[" and self._is_wanted():
            self.inside = True
            self._depth = 0
        else:
            self._depth += 1

    def _is_wanted(self) -> bool:
        if self._depth == 0:
            return True
        return self._depth <= 4 and self._key.decode("utf-8", "replace").lower() in self.list_names

    def _close(self, mark: bytes) -> Iterator[tuple[int, str | BadJSON]]:
        if self.inside and self._depth == 0:
            yield from self._emit()
            self.done = True
            return
        self._keep(mark)
        self._depth -= 1

    def _keep(self, piece: bytes) -> None:
        if not self.inside:
            return
        if not self._element:
            piece = piece.lstrip()
            self._started = self.line
        if len(self._element) + len(piece) > LIMITS["json_line_bytes"]:
            self._oversized = True
            return
        self._element += piece

    def _emit(self) -> Iterator[tuple[int, str | BadJSON]]:
        text = bytes(self._element).decode("utf-8", "replace").strip()
        if self._oversized:
            yield self._started, BadJSON(f"One story is over {megabytes('json_line_bytes')}.")
        elif text:
            yield self._started, text
        self._element.clear()
        self._oversized = False
