"""Files of office programs by the names of their parts: each is a ZIP, and none an archive of stories."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

ENDINGS: Final = (".docx", ".docm", ".odt")
"""Of those that may lie in an archive: each is read as one file, by its reader."""
_WORD: Final = "word/document.xml"
_OPEN_DOCUMENT: Final = frozenset({"mimetype", "content.xml"})
_OPEN_TEXT: Final = b"application/vnd.oasis.opendocument.text"
_KINDS: Final = {
    _WORD: "a Word document",
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "META-INF/container.xml": "an e-book (EPUB)",
}


def is_text(names: Set[str], start: bytes) -> bool:
    """Whether a ZIP of these members, which starts with these 200 bytes, is a text that we read."""
    return _WORD in names or (names >= _OPEN_DOCUMENT and _OPEN_TEXT in start)


def refusal_of(names: Set[str]) -> str:
    """Why a ZIP of these members is no archive, with what to do instead; empty if it is one."""
    kind = next((told for name, told in _KINDS.items() if name in names), "")
    if not kind and names >= _OPEN_DOCUMENT:
        kind = "an OpenDocument file"
    if not kind:
        return ""
    table = "CSV" if "workbook" in kind else "HTML or plain text"
    return f"This is {kind}. Save it as {table} and import that."
