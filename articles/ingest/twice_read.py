"""Words whose UTF-8 was read in an old encoding, and written so again, or windows-1252 as Latin-1: read right."""

from __future__ import annotations

import dataclasses
import re
from functools import partial
from typing import Any, Final

from articles.ingest.record import Origin, StoryRecord

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
_T: Final = rb"(?:[\xc2\xc5\xc6\xcb][\x80-\xbf]|\xe2[\x80-\xbf][\x80-\xbf])"
_TWICE_IN_BYTES: Final = re.compile(
    rb"\xc3(?:[\x82-\x9f]%b|[\xa0-\xaf]%b{2}|\xb0%b{3})" % (_T, _T, _T), re.DOTALL
)
"""Whether `_TWICE` may be there: a search by a first byte costs a fiftieth of one by classes of signs."""
_MAC_IN_BYTES: Final = ("\u201a\u00c4".encode(), "\u221a".encode())
_CODES: Final = re.compile("[\x80-\x9f]")
"""Codes that are no signs in Unicode: bytes of windows-1252 that a program took for those of Latin-1."""
_SIGNS: Final = {
    code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))
}
_ENDS: Final = "[\xa0\u202f«»‹›”“„‚’‘–—…™®©°§´]"
_DOUBTFUL: Final = re.compile(
    f"(?:(?:(?<=[A-Z\u00c0-\u00de])|(?<!\\w))[\u00c3-\u00de]{_ENDS}|"
    f"(?<=[^\\W\\d_])\u00df{_ENDS}|[\u00e0-\u00ef]{_ENDS}{{2}})(?!\\w)"
)
"""The same signs where copy has them: a word's last letter and what follows it ("CAFÉ“", "liberté »", "groß“")."""


def read_once(text: str) -> str:
    """Text whose UTF-8 was read in an old encoding is read right, where all of it speaks for that."""
    for _ in range(MOST_READINGS):
        before, text = text, _read_again(text)
        if text == before:
            break
    return text


def _read_again(text: str) -> str:
    if not _may_be_twice(text):
        return text
    for hint, twice, encoding in _READINGS:
        if not hint.search(text):
            continue
        found = len(twice.findall(text))
        doubtful = len(_DOUBTFUL.findall(text)) if found and encoding == "cp1252" else 0
        found -= doubtful
        if found <= 0:
            continue
        rest = _LOST_QUOTE.sub("", twice.sub("", text))
        right = doubtful + sum(sign > "\x7f" and sign.isalpha() for sign in rest)
        if right <= found // 4:
            mended = twice.sub(partial(_once, encoding), text)
            return _LOST_QUOTE.sub("\u201d", mended) if encoding == "cp1252" else mended
    return text


def _may_be_twice(text: str) -> bool:
    if text.isascii():
        return False
    raw = text.encode(errors="replace")
    return _TWICE_IN_BYTES.search(raw) is not None or any(each in raw for each in _MAC_IN_BYTES)


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


def is_plain(spelled: str) -> bool:
    """Whether texts are ASCII throughout, as Python writes them: no other sign stands there, nor its number."""
    return spelled.isascii() and not any(map(spelled.__contains__, ("\\x", "\\u", "\\U")))


def read_right(record: StoryRecord) -> StoryRecord | None:
    """The record with all its words read right, where all of them together speak for it; else None.

    Readers of XML and JSON cannot do this at their door: old stories of an archive are wrong, new ones right.
    """
    whole = "\n".join(_words(record))
    if read_once(whole) == whole and not _CODES.search(whole):
        return None
    right: StoryRecord = _right(record)
    # What a story is known by stays as it was sent, or it would not be known again.
    return dataclasses.replace(right, source=record.source, source_id=record.source_id)


def _words(record: StoryRecord) -> list[str]:
    """Each text of the record that is not plain ASCII, in no order."""
    found: list[str] = []
    waiting: list[Any] = [record]  # values have any shape
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if not value.isascii():
                found.append(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, (list, tuple)):
            waiting.extend(value)
        elif value is not None and _is_record(value):
            waiting.extend(getattr(value, name) for name in value.__dataclass_fields__)
    return found


def _right(value: Any) -> Any:
    """The value with each of its texts read right; values have any shape."""
    if isinstance(value, str):
        once = read_once(value)
        return once.translate(_SIGNS) if _CODES.search(once) else once
    if isinstance(value, dict):
        return {name: _right(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_right(inner) for inner in value]
    if isinstance(value, tuple):
        return tuple(map(_right, value))
    if _is_record(value):
        fields = dataclasses.fields(value)
        return dataclasses.replace(
            value, **{f.name: _right(getattr(value, f.name)) for f in fields}
        )
    return value


def _is_record(value: object) -> bool:
    return hasattr(type(value), "__dataclass_fields__") and not isinstance(value, Origin)
