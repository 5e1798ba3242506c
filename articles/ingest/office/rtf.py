"""Rich Text Format (Microsoft's specification 1.9.1), as TextEdit, WordPad and older systems write it.

One pass over the groups; what no reader of the text sees (tables of fonts and colors, styles, what a
group marks as optional) is passed over, and so is hidden text and text struck out by a revision.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from articles.ingest.office.markup import Document, Paragraph, Piece, Role, joined, marked, role_of

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_SKIPPED: Final = frozenset(
    b"fonttbl colortbl filetbl listtable listoverridetable revtbl rsidtbl generator pict object header headerl "
    b"headerr headerf footer footerl footerr footerf themedata colorschememapping latentstyles datastore xmlnstbl "
    b"fldinst bkmkstart bkmkend template".split()
)
_BULLETS: Final = frozenset({b"listtext", b"pntext", b"pnlvlblt", b"pnlvlbody"})
"""The sign before an entry of a list, and what older writers say of that sign in a group of its own."""
_SIGNS: Final = {
    b"par": "\r", b"line": "\n", b"tab": " ", b"cell": " | ", b"row": "\r", b"sect": "\r", b"page": "\r",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_LINK: Final = re.compile(rb'HYPERLINK\s+"(https?://[^"\s\\{}]{1,2000})"')
_MOST_DEPTH: Final = 500


class BadRtf(ValueError):
    """No RTF that we read; the message is a full sentence."""


@dataclass(slots=True)
class _State:
    """What holds until the group ends."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    skipped: bool = False
    link: str = ""
    target: str = ""
    """The field of the file's head, or the note, that the group fills."""
    fallback: int = 1
    """Characters that stand for a \\u to those who do not know it."""


@dataclass(slots=True)
class _Line:
    pieces: list[Piece] = field(default_factory=list)
    style: int = 0
    level: int | None = None


def read_rtf(content: bytes) -> Document:
    """The document of a whole file. Raises BadRtf."""
    return _Reader(content).document()


class _Reader:
    def __init__(self, content: bytes) -> None:
        if not content.lstrip().startswith(b"{\\rtf"):
            raise BadRtf("It does not begin like RTF.")
        self._content = content
        self._found = Document()
        self._state = _State()
        self._above: list[_State] = []
        self._line = _Line()
        self._bytes = bytearray()
        self._charset = "cp1252"
        self._left = 0
        """Characters still to be passed over behind a \\u."""
        self._gathered: dict[str, str] = {}
        self._styles: dict[int, str] = {}
        self._style = 0
        self._pictures = 0

    def document(self) -> Document:
        for token in _TOKEN.finditer(self._content):
            if (brace := token["brace"]) is not None:
                self._flush()
                self._open(token.end()) if brace == b"{" else self._close()
            elif token["word"] is not None:
                self._word(token["word"], token["number"])
            elif token["byte"] is not None:
                self._raw(bytes.fromhex(token["byte"].decode()))
            elif token["sign"] is not None:
                self._sign(token["sign"])
            elif token["text"] is not None:
                self._raw(token["text"])
        self._flush()
        self._end_line()
        self._set_head()
        if self._pictures:
            words = "1 picture" if self._pictures == 1 else f"{self._pictures} pictures"
            self._found.removed.append((words, "RTF's own kind; bring them as files"))
        return self._found

    def _open(self, place: int) -> None:
        if len(self._above) >= _MOST_DEPTH:
            raise BadRtf(f"Its groups lie more than {_MOST_DEPTH} deep in each other.")
        self._above.append(self._state)
        self._state = replace(self._state)
        if self._content[place : place + 2] == b"\\*":
            self._state.skipped = True
        if self._content[place : place + 9] == b"\\*\\fldins" and (
            found := _LINK.search(self._content, place, place + 2200)
        ):
            self._above[-1].link = found[1].decode("ascii", "ignore")

    def _close(self) -> None:
        if not self._above:
            return
        self._state = self._above.pop()

    def _word(self, word: bytes, number: bytes | None) -> None:
        self._flush()
        value = int(number) if number is not None else None
        state = self._state
        if word == b"u" and value is not None:
            self._say(chr(value % 65536))
            self._left = state.fallback
            return
        self._left = 0
        if word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in _BULLETS:
            state.skipped = True
            self._line.level = self._line.level or 0
        elif word in _SKIPPED:
            state.skipped = True
            self._pictures += word == b"pict"
        elif word in {b"title", b"author", b"keywords", b"footnote", b"annotation", b"atnauthor"}:
            state.target, state.skipped = word.decode(), False
        elif word in {b"info", b"stylesheet"}:
            state.target = word.decode()
        elif word in {b"b", b"i", b"v", b"deleted"}:
            self._look(word, is_on=value != 0)
        elif word == b"plain":
            state.bold = state.italic = state.hidden = False
        elif word == b"pard":
            self._line.level, self._line.style = None, 0
        elif word == b"s" and value is not None:
            self._style = self._line.style = value
        elif word == b"ls" and value:
            self._line.level = self._line.level or 0
        elif word == b"uc" and value is not None:
            state.fallback = max(0, min(value, 10))
        elif word == b"ansicpg" and value:
            self._charset = _codec(value)
        elif word == b"mac":
            self._charset = "mac_roman"
        elif word == b"bin" and value:
            raise BadRtf("It holds a picture as bare bytes. Save it as .docx and import that.")

    def _look(self, word: bytes, *, is_on: bool) -> None:
        if word == b"b":
            self._state.bold = is_on
        elif word == b"i":
            self._state.italic = is_on
        else:
            self._state.hidden = is_on

    def _sign(self, sign: bytes) -> None:
        self._flush()
        told = {b"~": "\xa0", b"_": "\u2011", b"-": "", b"*": "", b"\n": "\r", b"\r": "\r"}
        if (text := told.get(sign)) is not None:
            self._say(text)
        elif sign in b"\\{}":
            self._raw(sign)

    def _raw(self, some: bytes) -> None:
        if self._state.skipped and not self._state.target:
            return
        if self._left:
            passed = min(self._left, len(some))
            self._left -= passed
            some = some[passed:]
        self._bytes += some

    def _flush(self) -> None:
        if self._bytes:
            text = self._bytes.decode(self._charset, "replace")
            self._bytes.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        state = self._state
        if state.target:
            if not state.skipped or state.target == "stylesheet":
                self._told_of(state.target, text)
        elif state.skipped or state.hidden:
            return
        elif text == "\r":
            self._end_line()
        else:
            self._line.pieces.append((text, state.bold, state.italic, state.link))

    def _told_of(self, target: str, text: str) -> None:
        if target == "stylesheet":
            name, semicolon, _rest = text.partition(";")
            if semicolon or name.strip():
                self._styles[self._style] = self._styles.get(self._style, "") + name
                self._style = 0 if semicolon else self._style
            return
        self._gathered[target] = (self._gathered.get(target, "") + text.replace("\r", " "))[
            :100_000
        ]

    def _end_line(self) -> None:
        line, self._line = self._line, _Line(style=self._line.style, level=self._line.level)
        line.pieces = [(_whole(piece[0]), *piece[1:]) for piece in joined(line.pieces)]
        text = "".join(piece[0] for piece in line.pieces).strip(" |\n\t")
        if not text:
            return
        role: Role
        role, level = role_of(self._styles.get(line.style, ""))
        if not role and line.level is not None:
            role, level = "list", line.level
        markup = marked(line.pieces, is_heading=role == "heading").strip(" |\n\t")
        is_marked = any(bold or italic or link for _w, bold, italic, link in line.pieces)
        self._found.paragraphs.append(Paragraph(markup, text, role, level, is_marked=is_marked))

    def _set_head(self) -> None:
        told = {name: " ".join(text.split()) for name, text in self._gathered.items()}
        self._found.author = told.get("author", "")
        words = told.get("keywords", "").replace(";", ",").split(",")
        self._found.keywords = [word.strip() for word in words if word.strip()]
        if said := told.get("footnote"):
            self._found.removed.append((said, "notes at the foot of the document"))
        if said := told.get("annotation"):
            self._found.comments.append((told.get("atnauthor", ""), said))


def _whole(words: str) -> str:
    """Signs that were written as two halves put together."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _codec(page: int) -> str:
    """Python's name of a code page; Western where it knows none."""
    for name in (f"cp{page}", {10000: "mac_roman", 65001: "utf-8"}.get(page, "")):
        try:
            "".encode(name)
        except LookupError:
            continue
        return name
    return "cp1252"
