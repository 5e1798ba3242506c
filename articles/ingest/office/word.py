"""Word's documents (ECMA-376, WordprocessingML): paragraphs, runs, lists, tables, pictures, remarks.

What was deleted while changes were tracked is no part of the text, and neither is hidden text; what was
inserted is. Elements are known by their local names: Word writes two sets of namespaces.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from articles.ingest.archives import Archive
from articles.ingest.office.markup import (
    Cell,
    Document,
    Paragraph,
    Piece,
    cell,
    figure,
    marked,
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

MAIN: Final = "word/document.xml"
_LEFT_OUT: Final = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "sectPr", "pPr", "rPr"}
)
_FIELD_LINK: Final = re.compile(r'HYPERLINK\s+"(https?://[^"\s]{1,2000})"')
_ON: Final = frozenset({"", "1", "true", "on"})
_PAGES: Final = frozenset({"page", "column"})
_MOST_STYLES: Final = 20
"""Styles that a style may be based on, one on the other."""


@dataclass(slots=True)
class _Run:
    """How the text of one run looks."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read."""

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)
    link: str = ""
    """The address of the field that is open: a link, as older versions write it."""


def read_word(archive: Archive) -> Document:
    """The document of an open .docx. Raises BadXml and BadArchive."""
    return _Reader(archive).document()


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._found = Document()
        self._targets = self._relations()
        self._styles = self._named_styles()
        self._numbered = self._ordered_lists()
        self._notes = self._texts_of("word/footnotes.xml", "footnote")
        self._notes |= self._texts_of("word/endnotes.xml", "endnote")

    def document(self) -> Document:
        root = part(self._archive, MAIN)
        body = child(root, "body") if root is not None else None
        if body is not None:
            self._found.paragraphs = list(self._blocks(body))
        self._set_comments()
        self._set_properties()
        return self._found

    def _blocks(self, parent: Element) -> Iterator[Paragraph]:
        for element in parent:
            name = name_of(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield table(map(self._row, cells_of(element, "tr", "tc")))
            elif name not in _LEFT_OUT:  # content controls, custom XML, insertions of paragraphs
                yield from self._blocks(element)

    def _row(self, cells: list[Element]) -> list[Cell]:
        """The cells of a row; one that goes on down the page has an empty one under it."""
        spans = (child(child(each, "tcPr"), "gridSpan") for each in cells)
        wide = (number_of(attribute(span, "val")) or 1 for span in spans)
        return [
            cell(self._blocks(each), columns=columns)
            for each, columns in zip(cells, wide, strict=True)
        ]

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        line = _Line()
        properties = child(element, "pPr")
        self._runs(element, line, "")
        made = Paragraph()
        if properties is not None:
            style = attribute(child(properties, "pStyle"), "val")
            made.role, made.level = role_of(self._styles.get(style, style))
            self._set_list(made, properties, self._styles.get(style, style))
        text = "".join(piece[0] for piece in line.pieces).strip()
        if text:
            made.text = text
            made.markup = marked(line.pieces, is_heading=made.role == "heading").strip()
            made.is_marked = any(bold or italic or href for _w, bold, italic, href in line.pieces)
            yield made
        for target, alt in line.pictures:
            if name := self._picture(target, alt):
                yield Paragraph(figure(name, alt), role="picture")
        yield from line.boxes

    def _set_list(self, made: Paragraph, properties: Element, style: str) -> None:
        if made.role == "list":
            made.ordered = "number" in style.casefold()
        numbering = child(properties, "numPr")
        if numbering is None or made.role in {"heading", "title"}:
            return
        number = attribute(child(numbering, "numId"), "val")
        if number in {"", "0"}:
            return
        made.role = "list"
        made.level = number_of(attribute(child(numbering, "ilvl"), "val"))
        made.ordered = number in self._numbered

    def _runs(self, parent: Element | None, line: _Line, href: str) -> None:
        for element in parent if parent is not None else ():
            name = name_of(element)
            if name in _LEFT_OUT:
                continue
            if name == "hyperlink":
                target = self._targets.get(attribute(element, "id"), "")
                self._runs(element, line, target if "://" in target else href)
            elif name == "r":
                self._run(element, line, href)
            elif name == "txbxContent":
                line.boxes += self._blocks(element)
            else:
                self._runs(element, line, href)

    def _run(self, element: Element, line: _Line, href: str) -> None:
        look = _look(child(element, "rPr"))
        if look.hidden:
            return
        for inner in element:
            text = _typed(inner)
            if text is None:
                self._inside(inner, line, href)
            else:
                line.pieces.append((text, look.bold, look.italic, href or line.link))

    def _inside(self, inner: Element, line: _Line, href: str) -> None:
        """What stands in a run and is no text: the parts of a field, notes, pictures."""
        name = name_of(inner)
        if name == "instrText":
            found = _FIELD_LINK.search(inner.text or "")
            line.link = found[1] if found else line.link
        elif name == "fldChar" and attribute(inner, "fldCharType") == "end":
            line.link = ""
        elif name == "ruby":
            self._runs(child(inner, "rubyBase"), line, href)
        elif name in {"footnoteReference", "endnoteReference"}:
            self._leave_note(name.removesuffix("Reference") + attribute(inner, "id"))
        elif name in {"drawing", "pict", "object", "AlternateContent"}:
            self._drawing(inner, line)

    def _drawing(self, element: Element, line: _Line) -> None:
        """A picture, or a box of text: the first of two ways in which Word writes each."""
        alt = ""
        for inner in _all(element):
            name = name_of(inner)
            if name == "docPr":
                alt = attribute(inner, "descr") or attribute(inner, "title")
            elif name == "blip":
                line.pictures.append((attribute(inner, "embed"), alt))
            elif name == "imagedata":
                line.pictures.append((attribute(inner, "id"), attribute(inner, "title") or alt))
            elif name == "txbxContent":
                line.boxes += self._blocks(inner)

    def _picture(self, relation: str, alt: str) -> str:
        """The name of a picture's part, which is read; empty where the document only points at one."""
        target = self._targets.get(relation, "")
        path = posixpath.normpath(posixpath.join("word", target)).lstrip("/")
        if target.startswith("/"):
            path = target.lstrip("/")
        if not target or path not in self._archive:
            return ""
        self._found.add_picture(path, self._archive, alt)
        return path

    def _leave_note(self, key: str) -> None:
        if words := self._notes.get(key, ""):
            self._found.removed.append((words, "a note at the foot of the document"))

    def _relations(self) -> dict[str, str]:
        root = part(self._archive, "word/_rels/document.xml.rels")
        found = root if root is not None else ()
        return {each.get("Id", ""): each.get("Target", "") for each in found}

    def _named_styles(self) -> dict[str, str]:
        """Style -> its name, or that of the style below it that says something."""
        root = part(self._archive, "word/styles.xml")
        names: dict[str, str] = {}
        below: dict[str, str] = {}
        for style in root if root is not None else ():
            key = attribute(style, "styleId")
            names[key] = attribute(child(style, "name"), "val")
            below[key] = attribute(child(style, "basedOn"), "val")
        told = dict(names)
        for key in names:
            based = key
            for _step in range(_MOST_STYLES):
                if role_of(names.get(based, ""))[0] or not based:
                    break
                based = below.get(based, "")
            if based:
                told[key] = names.get(based, "")
        return told

    def _ordered_lists(self) -> set[str]:
        """The lists whose first level counts."""
        root = part(self._archive, "word/numbering.xml")
        counting: set[str] = set()
        lists: dict[str, str] = {}
        for each in root if root is not None else ():
            if name_of(each) == "abstractNum":
                level = child(each, "lvl")
                kind = attribute(child(level, "numFmt"), "val") if level is not None else ""
                if kind not in {"", "bullet", "none"}:
                    counting.add(attribute(each, "abstractNumId"))
            elif name_of(each) == "num":
                lists[attribute(each, "numId")] = attribute(child(each, "abstractNumId"), "val")
        return {number for number, abstract in lists.items() if abstract in counting}

    def _texts_of(self, path: str, name: str) -> dict[str, str]:
        root = part(self._archive, path)
        return {
            f"{name}{attribute(each, 'id')}": inner_text(each, "t")
            for each in (root if root is not None else ())
        }

    def _set_comments(self) -> None:
        root = part(self._archive, "word/comments.xml")
        for each in root if root is not None else ():
            if words := inner_text(each, "t"):
                self._found.comments.append((attribute(each, "author"), words))

    def _set_properties(self) -> None:
        root = part(self._archive, "docProps/core.xml")
        for each in root if root is not None else ():
            text = " ".join((each.text or "").split())
            name = name_of(each)
            if name == "creator":
                self._found.author = text
            elif name == "keywords":
                self._found.keywords = [word.strip() for word in text.replace(";", ",").split(",")]
            elif name == "language":
                self._found.language = text


def _typed(inner: Element) -> str | None:
    """The text that an element of a run stands for; None for what is no text."""
    name = name_of(inner)
    if name == "t":
        return inner.text or ""
    if name in {"br", "cr"}:
        return None if attribute(inner, "type") in _PAGES else "\n"
    return {"tab": " ", "noBreakHyphen": "\u2011"}.get(name)


def _look(properties: Element | None) -> _Run:
    if properties is None:
        return _Run()

    def is_on(name: str) -> bool:
        found = child(properties, name)
        return found is not None and attribute(found, "val").lower() in _ON

    return _Run(is_on("b"), is_on("i"), is_on("vanish"))


def _all(element: Element) -> Iterator[Element]:
    """The element and what is in it, without the second way of saying it and what is inside a box."""
    yield element
    if name_of(element) == "txbxContent":
        return
    for inner in element:
        if name_of(inner) != "Fallback":
            yield from _all(inner)
