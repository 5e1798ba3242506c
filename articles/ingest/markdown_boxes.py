"""What dialects of Markdown add (MkDocs, Docusaurus, Pandoc, Obsidian): boxes, notes, marks -> plain Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Final

_FENCE: Final = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_BANG: Final = re.compile(
    r"(?:!!!|\?\?\?\+?)(?:[ \t]+[A-Za-z][\w-]{0,40}){1,4}"
    r'(?:[ \t]+"(?P<title>[^"\n]{0,300})")?[ \t]*'
)
"""MkDocs: the lines below it stand four signs deeper."""
_COLONS: Final = re.compile(
    r":{3,}[ \t]*(?:\{[^{}\n]{0,80}?\.?(?P<class>[A-Za-z][\w-]{0,40})[^{}\n]{0,200}\}|(?P<kind>[A-Za-z][\w-]{0,40}))"
    r"(?:\[(?P<label>[^\[\]\n]{0,300})\]|[ \t]+(?P<title>[^\n{}]{1,300}))?[ \t]*"
)
_COLONS_END: Final = re.compile(r":{3,}[ \t]*")
_CALLOUT: Final = re.compile(
    r">[ \t]?\[!(?P<kind>[A-Za-z][\w-]{0,40})\][+-]?[ \t]*(?P<title>[^\n]{0,300})"
)
_BOXES: Final = re.compile(
    r"(?:callout-)?(?:note|tip|info|warning|danger|caution|important|success|question|abstract|summary|tldr|example|"
    r"hint|attention|error|failure|bug|faq|help|check|todo|details|box|factbox|infobox|sidebar|aside|callout|admonition)"
)
_WIKI_PICTURE: Final = re.compile(
    r"!\[\[([^\[\]|\n]{1,300}\.(?:jpe?g|png|webp|gif|avif|svg))(?:\|([^\[\]\n]{0,300}))?\]\]",
    re.IGNORECASE,
)
_WIKI_LINK: Final = re.compile(
    r"(?<!\[)\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\](?![\](])"
)
_MARKED: Final = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{0,299}[^\s=])==(?![=\w])")
_REMARK: Final = re.compile(
    r"(?<!\S)%%((?:(?!%%).){1,5000})%%(?!\S)|\{\{/\*((?:(?!\*/|\{\{/\*).){1,5000})\*/\}\}|"
    r"\{#(?=\s)((?:(?!#\}|\{#).){1,5000})#\}",
    re.DOTALL,
)
"""What Obsidian, Hugo and Nunjucks show to nobody but the writer."""
_REMARK_SIGNS: Final = ("%%", "{{/*", "{#")
_SETTINGS: Final = re.compile(r"(?<=\))\{[ \t]?[#.\w][^{}\n]{0,200}\}")
"""Width and class behind a picture or link."""
_ANCHOR: Final = re.compile(
    r"^(#{1,6}[ \t][^\n{}]{1,300}?)[ \t]{0,9}\{[#.:][^{}\n]{1,100}\}[ \t]*$", re.MULTILINE
)
"""A heading with the name by which links find it."""
_INDENT: Final = 4
_DEEPEST: Final = 4
"""Boxes inside one another."""


def opened(text: str, parts: Callable[[str], Iterator[tuple[str, bool]]]) -> str:
    """The text with boxes as asides and notes' links as words; `parts` tells which pieces are code."""
    if any(mark in text for mark in ("!!!", "???", ":::", "[!")):
        text = "\n".join(_with_boxes(text.split("\n")))
    if not any(mark in text for mark in ("[[", "==", "){", "{.", *_REMARK_SIGNS)):
        return text
    return "".join(piece if is_code else _plain(piece) for piece, is_code in parts(text))


def remarks(text: str, parts: Callable[[str], Iterator[tuple[str, bool]]]) -> list[str]:
    """The remarks that are for nobody but the writer."""
    if not any(sign in text for sign in _REMARK_SIGNS):
        return []
    pieces = (piece for piece, is_code in parts(text) if not is_code)
    told = ("".join(found.groups("")) for piece in pieces for found in _REMARK.finditer(piece))
    return [" ".join(said.split()) for said in told if said.strip()]


def _plain(piece: str) -> str:
    piece = _REMARK.sub("", piece)
    piece = _WIKI_PICTURE.sub(_picture, piece)
    piece = _WIKI_LINK.sub(
        lambda found: found[2] or found[1].rpartition("/")[2].partition("#")[0], piece
    )
    piece = _MARKED.sub(r"\1", piece)
    return _ANCHOR.sub(r"\1", _SETTINGS.sub("", piece))


def _picture(found: re.Match[str]) -> str:
    """A picture of the notes' folder; a number behind it is its width."""
    words = found[2] or ""
    shown = "" if re.fullmatch(r"\d{1,5}(?:x\d{1,5})?", words) else words
    return f"![{shown}]({found[1].replace(' ', '%20')})"


def _with_boxes(lines: list[str], depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        yield from lines
        return
    at, fence = 0, ""
    last_end = max((n for n, line in enumerate(lines) if _COLONS_END.fullmatch(line)), default=-1)
    while at < len(lines):
        line = lines[at]
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif fence:
            pass
        elif (found := _BANG.fullmatch(line)) and any(_deeper(lines, at + 1)[0][:2]):
            inside, at = _deeper(lines, at + 1)
            yield from _box(found["title"], _with_boxes(inside, depth + 1))
            continue
        elif (found := _CALLOUT.fullmatch(line)) and _BOXES.fullmatch(found["kind"].casefold()):
            inside, at = _quoted(lines, at + 1)
            yield from _box(found["title"], _with_boxes(inside, depth + 1))
            continue
        elif found:
            line = f"> {found['title']}"  # "[!quote]": its lines are a quotation as they stand
        elif (found := _COLONS.fullmatch(line)) and at < last_end:
            kind = (found["kind"] or found["class"]).casefold()
            boxed = _BOXES.fullmatch(kind)
            yield from _head(found["label"] or found["title"]) if boxed else [""]
            inside, at = _fenced(lines, at + 1)
            yield from _with_boxes(inside, depth + 1)
            yield from ["", "</aside>", ""] if boxed else [""]
            continue
        yield line
        at += 1


def _box(title: str | None, inside: Iterator[str]) -> Iterator[str]:
    yield from _head(title)
    yield from inside
    yield from ("", "</aside>", "")


def _head(title: str | None) -> Iterator[str]:
    words = (title or "").strip()
    yield from ("", f"<aside><h3>{html.escape(words)}</h3>" if words else "<aside>", "")


def _deeper(lines: list[str], at: int) -> tuple[list[str], int]:
    """The lines that stand deeper, from `at` on, as far out as the rest, and where they end."""
    start = at
    while at < len(lines) and (
        not lines[at].strip() or lines[at].startswith((" " * _INDENT, "\t"))
    ):
        at += 1
    return [re.sub(rf"^(?:\t| {{1,{_INDENT}}})", "", line) for line in lines[start:at]], at


def _quoted(lines: list[str], at: int) -> tuple[list[str], int]:
    start = at
    while at < len(lines) and lines[at].startswith(">"):
        at += 1
    return [re.sub(r"^>[ \t]?", "", line) for line in lines[start:at]], at


def _fenced(lines: list[str], at: int) -> tuple[list[str], int]:
    """The lines between two fences of colons, and where the second ends."""
    start, depth = at, 1
    while at < len(lines):
        if _COLONS_END.fullmatch(lines[at]):
            depth -= 1
        elif _COLONS.fullmatch(lines[at]):
            depth += 1
        at += 1
        if not depth:
            return lines[start : at - 1], at
    return lines[start:at], at
