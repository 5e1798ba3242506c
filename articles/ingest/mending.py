"""Bytes of XML put right before the parser sees them: HTML's named characters, stray bytes."""

from __future__ import annotations

import codecs
import html
import re
from typing import Final

from articles.ingest.encoding import decode

MAX_CDATA: Final = 8_000_000
"""Bytes; more than the longest body that is taken, less than the parser's own limit."""
CUT: Final = "[[ what stood here had more than 8 MB and was cut ]]"
_AMPERSAND: Final = re.compile(
    rb"&(?:(#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});)?"
)
_UNUSED: Final = b"\x81\x8d\x8f\x90\x9d"
"""Bytes that stand for nothing in Windows-1252; a parser gives up at one."""
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\r")
_OLD_CODES: Final = range(0x80, 0xA0)
"""Numbers by which senders mean the signs of Windows-1252, as HTML reads them: "&#151;" is a dash."""
_XML_NAMES: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


class Mend:
    """Rewrites the bytes outside CDATA: HTML's named characters always, stray ones on request."""

    def __init__(self, *, encoding: str, recover: bool) -> None:
        self._recover = recover
        self._is_western = encoding == "cp1252"
        self._rest = b""
        self._in_cdata = False
        self._length = 0
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_settled = False
        if recover and encoding in {"utf-8", "ascii", "utf_8", "utf-8-sig"}:
            self._decoder = codecs.getincrementaldecoder("utf-8")(errors="old-bytes")

    def feed(self, chunk: bytes, *, final: bool = False) -> bytes:
        if self._recover:
            chunk = chunk.translate(None, _CONTROLS)
        if self._is_western:
            chunk = chunk.translate(None, _UNUSED)
        if self._decoder:
            self._settle(chunk)
            chunk = self._decoder.decode(chunk, final).encode()
        return self._outside(self._rest + chunk, final=final)

    def _settle(self, chunk: bytes) -> None:
        """What is said to be UTF-8 may be in an old encoding: the first bytes beyond ASCII tell."""
        if self._is_settled or chunk.isascii():
            return
        self._is_settled = True
        name = decode(chunk).encoding
        if name not in {"utf-8", "cp1252"}:
            self._decoder = codecs.getincrementaldecoder(name)(errors="replace")

    def close(self) -> bytes:
        return self.feed(b"", final=True)

    def _outside(self, buffer: bytes, *, final: bool) -> bytes:
        pieces: list[bytes] = []
        place = 0
        while True:
            mark = b"]]>" if self._in_cdata else b"<![CDATA["
            found = buffer.find(mark, place)
            end = found + len(mark) if found >= 0 else self._safe_end(buffer, place, final=final)
            piece = buffer[place:end]
            pieces.append(self._inside(piece) if self._in_cdata else self._characters(piece))
            place = end
            if found < 0:
                self._rest = buffer[place:]
                return b"".join(pieces)
            self._in_cdata = not self._in_cdata
            self._length = 0

    def _inside(self, piece: bytes) -> bytes:
        """A piece of a CDATA section; where asked to recover, what is too long is cut and marked.

        Otherwise one item with pictures as text would cost all the items behind it: the parser
        gives up at 10 MB.
        """
        before, self._length = self._length, self._length + len(piece)
        if not self._recover or self._length <= MAX_CDATA:
            return piece
        end = b"]]>" if piece.endswith(b"]]>") else b""
        return (CUT.encode() if before <= MAX_CDATA else b"") + end

    def _safe_end(self, buffer: bytes, place: int, *, final: bool) -> int:
        """Where to stop so that no mark and no reference is cut in two."""
        if final:
            return len(buffer)
        if self._in_cdata:
            return max(place, len(buffer) - 2)
        tail = max(place, len(buffer) - 40)
        cuts = [cut for cut in (buffer.rfind(b"&", tail), buffer.rfind(b"<", tail)) if cut >= 0]
        return min([*cuts, len(buffer)])

    def _characters(self, piece: bytes) -> bytes:
        return _AMPERSAND.sub(self._reference, piece) if b"&" in piece else piece

    def _reference(self, found: re.Match[bytes]) -> bytes:
        name = found[1]
        if name is None:
            return b"&amp;" if self._recover else found[0]
        if name[:1] == b"#":
            code = int(b"0" + name[1:], 0) if name[1:2] in b"xX" else int(name[1:])
            if self._recover and not _is_character(code):
                return b""
            if code not in _OLD_CODES:
                return found[0]
        if name in _XML_NAMES:
            return found[0]
        meaning = html.unescape(found[0].decode("ascii"))
        if meaning.startswith("&"):
            return b"&amp;" + name + b";" if self._recover else found[0]
        return b"".join(b"&#%d;" % ord(character) for character in meaning)


def _is_character(code: int) -> bool:
    """XML 1.0, production 2."""
    return (
        code in {9, 10, 13}
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


def is_utf_8(chunk: bytes) -> bool:
    """Whether the bytes beyond ASCII are UTF-8 and nothing else; the last character may be cut."""
    if chunk.isascii():
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _old_bytes(error: UnicodeError) -> tuple[str, int]:
    """Read what is not UTF-8 as Windows-1252, which it nearly always is."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", errors="replace"), error.end


codecs.register_error("old-bytes", _old_bytes)
