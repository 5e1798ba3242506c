"""Bytes -> text: which characters a file is written in, and what could not be read; no formats here."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from articles.ingest.charsets import likely_charset
from articles.ingest.twice_read import read_once

_BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What files call themselves -> the superset they are really written in
# (WHATWG Encoding Standard, section 4.2, "Names and labels").
_REAL_NAMES: Final[dict[str, str]] = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "big5": "big5hkscs",
}  # fmt: skip
# Never taken from a declaration: UTF-7 hides markup, and these are no character encodings.
_REFUSED_NAMES: Final = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "undefined"})

_DECLARED: Final = re.compile(
    rb"""(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,500}?charset)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""",
    re.IGNORECASE,
)
_CONTROLS: Final = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")
# A wire message: SYN, SOH, a head of short fields, STX; ANPA 1312 parts its fields by controls.
_WIRE: Final = re.compile(rb"[\x16\r\n ]{0,8}\x01[^\x00\x80-\xff]{0,300}?\x02")


TWICE: Final = (
    "The text had been read in an old encoding and saved as UTF-8 anew; it was put right."
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, what it was written in, and a sentence for each doubt."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def declared_charset(head: bytes) -> str:
    """The encoding that an XML declaration or a meta tag in `head` names; "" without one."""
    match = _DECLARED.search(head[:4096].replace(b"\x00", b""))
    return match[1].decode("ascii") if match else ""


def decode(raw: bytes, declared: str = "") -> Decoded:
    """The text of `raw`: by byte order mark, UTF-8, the declared charset, else by its letters.

    Valid UTF-8 beats a declaration, since pages are saved anew under their old one.
    A byte that cannot be read is never dropped: it stands as U+FFFD, and a note counts them.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _by_name(raw[len(mark) :], name)
    wide = _wide_name(raw)
    if wide:
        return _by_name(raw, wide)
    name = _known_name(declared)
    if name.startswith(("iso2022", "hz")) and (b"\x1b" in raw or b"~{" in raw):
        return _by_name(raw, name)
    try:
        return _read_once(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if name and name not in {"utf-8", "cp1252"} and not name.startswith(("utf-16", "utf-32")):
        return _by_name(raw, name)
    return _mostly_utf8(raw) or _guessed(raw, name) or _western(raw, said=name == "cp1252")


def _read_once(text: str) -> Decoded:
    once = read_once(text)
    if once is text or once == text:
        return Decoded(text, "utf-8")
    return Decoded(once, "utf-8", (TWICE,))


def is_binary(head: bytes) -> bool:
    """Whether `head` is no text in any encoding that we read."""
    if not head or head.startswith(tuple(mark for mark, _ in _BOMS)) or _wide_name(head):
        return False
    if _WIRE.match(head):
        return False
    controls = len(_CONTROLS.findall(head))
    # A wire's control characters (SOH, STX, ETX) and a lost NUL are text; 2 % of them are not.
    return controls > max(8, len(head) // 50)


def _by_name(raw: bytes, name: str) -> Decoded:
    try:
        return Decoded(raw.decode(name), name)
    except UnicodeDecodeError:
        text = raw.decode(name, "replace")
        return Decoded(text, name, (_lost(text.count("\ufffd"), name),))


def _lost(count: int, name: str) -> str:
    places = "One place" if count == 1 else f"{count} places"
    return f"{places} could not be read as {name} and stand as the sign \ufffd."


def _known_name(declared: str) -> str:
    if not declared:
        return ""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    if name in _REFUSED_NAMES:
        return ""
    try:
        b"".decode(name)
    except (LookupError, UnicodeError):  # a codec between bytes and bytes, such as zlib
        return ""
    return _REAL_NAMES.get(name, name)


def _wide_name(raw: bytes) -> str:
    """UTF-16 without a mark: in Latin text every second byte is NUL."""
    head = raw[:512]
    if len(head) < 4 or b"\x00" not in head:
        return ""
    half = len(head) // 2
    odd, even = head[1::2].count(0), head[::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _mostly_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 with a few strange bytes, each read as windows-1252; None if most are strange."""
    text = raw.decode("utf-8", "surrogateescape")
    strange = sum(1 for character in text if "\udc80" <= character <= "\udcff")
    proper = sum(1 for character in text if character > "\x7f") - strange
    if strange * 2 > proper:
        return None
    return Decoded(mended(text)[0], "utf-8", (strange_bytes(strange),))


def mended(text: str) -> tuple[str, int]:
    """Text decoded with "surrogateescape", each strange byte read as windows-1252; and how many."""
    return _SURROGATES.subn(_western_character, text)


def strange_bytes(count: int) -> str:
    """The sentence that tells of bytes that were mended."""
    places = "One byte was" if count == 1 else f"{count} bytes were"
    return f"{places} not UTF-8 and read as windows-1252."


_SURROGATES: Final = re.compile("[\udc80-\udcff]")


def _western_character(match: re.Match[str]) -> str:
    return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")


def _guessed(raw: bytes, declared: str) -> Decoded | None:
    """In the encoding that the bytes speak for; None if that is windows-1252."""
    likely = likely_charset(raw)
    if not likely or (declared == "cp1252" and likely in {"mac_roman", "cp850"}):
        return None
    read = _by_name(raw, _REAL_NAMES.get(likely, likely))
    said = f"The file does not say its encoding and was read as {read.encoding}."
    return Decoded(read.text, read.encoding, (said, *read.notes))


def _western(raw: bytes, *, said: bool) -> Decoded:
    text = raw.decode("cp1252", "replace")
    notes = [] if said else ["The file is not UTF-8 and was read as windows-1252."]
    if "\ufffd" in text:
        notes.append(_lost(text.count("\ufffd"), "windows-1252"))
    return Decoded(text, "cp1252", tuple(notes))
