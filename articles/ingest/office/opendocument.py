"""OpenDocument texts (ISO 26300), as LibreOffice and others write them: the same as of Word's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from articles.ingest.archives import Archive
from articles.ingest.office.markup import (
    Cell,
    Document,
    Paragraph,
    Role,
    cell,
    figure,
    inline,
    role_of,
    table,
)
from articles.ingest.office.parts import (
    attribute,
    cells_of,
    child,
    inner_text,
    name_of,
    number_of,
    part,
)
from articles.ingest.xmltree import Element

MAIN: Final = "content.xml"
_LEFT_OUT: Final = frozenset({
    "tracked-changes", "sequence-decls", "forms", "bookmark", "soft-page-break", "table-of-content",
})  # fmt: skip
_MOST_SPACES: Final = 80


@dataclass(slots=True)
class _Style:
    """What a style says: its name for people, what it is based on, and how its text looks."""

    name: str = ""
    parent: str = ""
    bold: bool = False
    italic: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read."""

    pieces: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    blocks: list[Paragraph] = field(default_factory=list)
    is_marked: bool = False


def read_opendocument(archive: Archive) -> Document:
    """The document of an open .odt. Raises BadXml and BadArchive."""
    return _Reader(archive).document()


_MOST_TIMES: Final = 25
"""As often a cell is taken that stands for many; no table has more columns."""


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._found = Document()
        self._styles: dict[str, _Style] = {}
        self._counting: set[str] = set()
        self._root = part(archive, MAIN)
        for root in (part(archive, "styles.xml"), self._root):
            if root is not None:
                self._learn(root)

    def document(self) -> Document:
        body = child(child(self._root, "body"), "text")
        if body is not None:
            self._found.paragraphs = list(self._blocks(body))
        self._set_properties()
        return self._found

    def _blocks(
        self, parent: Element, level: int = 0, *, in_list: str | None = None
    ) -> Iterator[Paragraph]:
        for element in parent:
            name = name_of(element)
            if name in _LEFT_OUT or not name:
                continue
            if name in {"p", "h"}:
                yield from self._paragraph(element, level, in_list)
            elif name == "list":
                style = attribute(element, "style-name") or in_list or ""
                yield from self._blocks(element, level + 1, in_list=style)
            elif name == "table":
                yield table(map(self._row, cells_of(element, "table-row", "table-cell")))
            elif name == "frame":
                yield from self._frame(element)
            else:
                yield from self._blocks(element, level, in_list=in_list)

    def _row(self, cells: list[Element]) -> list[Cell]:
        """The cells of a row, those that are written once for several as often as they stand."""
        made: list[Cell] = []
        for each in cells:
            columns, rows, times = (
                number_of(attribute(each, f"number-{name}")) or 1
                for name in ("columns-spanned", "rows-spanned", "columns-repeated")
            )
            made += [cell(self._blocks(each), columns=columns, rows=rows)] * min(times, _MOST_TIMES)
        return made

    def _paragraph(self, element: Element, level: int, in_list: str | None) -> Iterator[Paragraph]:
        line = _Line()
        self._inner(element, line, _Style(), "")
        made = Paragraph()
        made.role, made.level = self._role(attribute(element, "style-name"))
        if name_of(element) == "h":
            made.role, made.level = "heading", number_of(attribute(element, "outline-level")) or 1
        elif in_list is not None:
            made.role, made.level, made.ordered = "list", level - 1, in_list in self._counting
        made.text = "".join(line.text).strip()
        if made.text:
            made.markup, made.is_marked = "".join(line.pieces).strip(), line.is_marked
            yield made
        yield from line.blocks

    def _inner(self, element: Element, line: _Line, look: _Style, href: str) -> None:
        self._say(element.text, line, look, href)
        for inner in element:
            name = name_of(inner)
            if name == "span":
                self._inner(inner, line, self._look(attribute(inner, "style-name"), look), href)
            elif name == "a":
                target = attribute(inner, "href")
                self._inner(inner, line, look, target if "://" in target else href)
            elif name == "line-break":
                self._say("\n", line, look, href)
            elif name == "tab":
                self._say(" ", line, look, href)
            elif name == "s":
                spaces = number_of(attribute(inner, "c")) or 1
                self._say(" " * min(spaces, _MOST_SPACES), line, look, href)
            elif name == "note":
                if words := inner_text(inner, "p"):
                    self._found.removed.append((words, "a note at the foot of the document"))
            elif name == "annotation":
                who = child(inner, "creator")
                said = " ".join(filter(None, (_whole(p) for p in inner if name_of(p) == "p")))
                self._found.comments.append(((who.text if who is not None else "") or "", said))
            elif name == "frame":
                line.blocks += self._frame(inner)
            elif name and name not in _LEFT_OUT:
                self._inner(inner, line, look, href)
            self._say(inner.tail, line, look, href)

    def _say(self, text: str | None, line: _Line, look: _Style, href: str) -> None:
        if not text or look.hidden:
            return
        words = text if text == "\n" else " ".join(text.split()) if text.strip() else " "
        if words not in {"\n", " "}:
            words = f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"
        line.text.append(words)
        line.pieces.append(inline(words, bold=look.bold, italic=look.italic, href=href))
        line.is_marked |= bool(words.strip() and (look.bold or look.italic or href))

    def _frame(self, element: Element) -> Iterator[Paragraph]:
        """A picture, or a box of text."""
        told = child(element, "desc")
        told = told if told is not None else child(element, "title")
        alt = _whole(told) if told is not None else ""
        for inner in element:
            path = attribute(inner, "href").removeprefix("./")
            if name_of(inner) == "text-box":
                yield from self._blocks(inner)
            elif name_of(inner) == "image" and path in self._archive:
                self._found.add_picture(path, self._archive, alt)
                yield Paragraph(figure(path, alt), role="picture")
                return  # what follows is the same in another format

    def _learn(self, root: Element) -> None:
        for element in root.iter():
            name = name_of(element)
            if name == "style":
                look = child(element, "text-properties")
                self._styles[attribute(element, "name")] = _Style(
                    attribute(element, "display-name") or attribute(element, "name"),
                    attribute(element, "parent-style-name"),
                    bold=attribute(look, "font-weight") == "bold",
                    italic=attribute(look, "font-style") == "italic",
                    hidden=attribute(look, "display") == "none",
                )
            elif name == "list-style":
                first = next(iter(element), None)
                if first is not None and name_of(first) == "list-level-style-number":
                    self._counting.add(attribute(element, "name"))

    def _role(self, style: str) -> tuple[Role, int]:
        seen = set()
        while style and style not in seen:
            seen.add(style)
            known = self._styles.get(style, _Style(style))
            role, level = role_of(known.name)
            if role:
                return role, level
            style = known.parent
        return "", 0

    def _look(self, style: str, above: _Style) -> _Style:
        own = self._styles.get(style, _Style())
        strong = own.bold or own.name in {"Strong Emphasis", "Strong_20_Emphasis"}
        slanted = own.italic or own.name == "Emphasis"
        return _Style(
            bold=above.bold or strong,
            italic=above.italic or slanted,
            hidden=above.hidden or own.hidden,
        )

    def _set_properties(self) -> None:
        root = part(self._archive, "meta.xml")
        for element in root.iter() if root is not None else ():
            name, text = name_of(element), " ".join((element.text or "").split())
            if name == "initial-creator" or (name == "creator" and not self._found.author):
                self._found.author = text
            elif name == "keyword":
                self._found.keywords += [word.strip() for word in text.split(",")]
            elif name == "language":
                self._found.language = text


def _whole(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
