"""Paragraphs for the half-HTML of WordPress's classic editor, where a blank line parts them."""

from __future__ import annotations

import re
from typing import Final

_WHOLE: Final = (
    "pre|ul|ol|dl|table|figure|script|style|p|h[1-6]|form|select|iframe|video|audio|object|hr|"
    "address|noscript|svg"
)
_AROUND: Final = (
    "div|section|article|aside|main|header|footer|nav|blockquote|center|details|fieldset"
)
_TAG: Final = re.compile(rf"(</?(?:{_WHOLE}|{_AROUND})\b[^<>]*>)", re.IGNORECASE)
_NAME: Final = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
_LEAF: Final = re.compile(r"(?:p|h[1-6]|hr)$")
_VOID: Final = frozenset({"hr", "iframe"})
_BLANK: Final = re.compile(r"\n[ \t]*\n[\s]*")


def paragraphs(markup: str) -> str:
    """The markup with a paragraph around each run of text that has none.

    Blank lines part paragraphs, single ones become line breaks. What stands inside a list, a
    table, a figure or a preformatted block is left as it is.
    """
    text = markup.replace("\r\n", "\n").replace("\r", "\n")
    pieces: list[str] = []
    verbatim: list[str] = []
    leaf = ""
    for piece in _TAG.split(text):
        found = _NAME.match(piece) if _TAG.fullmatch(piece) else None
        if found is None:
            if leaf == "p" and not verbatim:
                pieces.append(re.sub(r"(?<=[^\n>])\n(?=[^\n<])", "<br>\n", piece))
            else:
                pieces.append(piece if verbatim or leaf else _wrap(piece))
            continue
        name = found[1].casefold()
        closes = piece.startswith("</")
        if _LEAF.match(name) and not verbatim:
            leaf = "" if closes or name in _VOID else name
        elif re.fullmatch(_WHOLE, name) and name not in _VOID and not _LEAF.match(name):
            leaf = ""
            _track(verbatim, name, closes=closes)
        elif not re.fullmatch(_WHOLE, name):
            leaf = ""
        pieces.append(piece)
    return "".join(pieces)


def _track(verbatim: list[str], name: str, *, closes: bool) -> None:
    if not closes:
        verbatim.append(name)
    elif name in verbatim:
        del verbatim[len(verbatim) - 1 - verbatim[::-1].index(name) :]


def _wrap(text: str) -> str:
    if not text.strip():
        return text
    wrapped = []
    for chunk in _BLANK.split(text.strip()):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        wrapped += [f"<p>{run}</p>" for run in _address_apart(lines)]
    return "\n".join(wrapped)


def _address_apart(lines: list[str]) -> list[str]:
    """The lines as paragraphs: an address alone on its line is an embed and stands by itself."""
    runs: list[list[str]] = [[]]
    for line in lines:
        if re.fullmatch(r"https?://\S+", line):
            runs += [[line], []]
        else:
            runs[-1].append(line)
    return ["<br>\n".join(run) for run in runs if run]
