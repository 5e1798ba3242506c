"""What both kinds of document come to: paragraphs with a role, and the HTML that is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Final, Literal

from articles.ingest.archives import Archive

Role = Literal[
    "", "title", "subtitle", "byline", "kicker", "heading", "caption", "quote", "list", "table", "picture"
]  # fmt: skip

Piece = tuple[str, bool, bool, str]
"""A run of text: (words, bold, slanted, address)."""

_NAMES: Final[dict[str, Role]] = {
    "title": "title", "titel": "title", "titre": "title", "titulo": "title", "titolo": "title",
    "subtitle": "subtitle", "untertitel": "subtitle", "sous-titre": "subtitle",
    "headline": "title", "überschrift": "title", "schlagzeile": "title",
    "standfirst": "subtitle", "deck": "subtitle", "dek": "subtitle", "lead": "subtitle",
    "vorspann": "subtitle", "chapeau": "subtitle",
    "byline": "byline", "author": "byline", "autor": "byline", "auteur": "byline", "autorenzeile": "byline",
    "kicker": "kicker", "dachzeile": "kicker", "surtitre": "kicker",
    "crosshead": "heading", "cross-head": "heading", "subhead": "heading", "subheading": "heading",
    "zwischentitel": "heading", "zwischenüberschrift": "heading", "intertitre": "heading",
    "subtitulo": "subtitle", "sottotitolo": "subtitle", "ondertitel": "subtitle",
    "caption": "caption", "beschriftung": "caption", "legende": "caption", "illustration": "caption",
    "quote": "quote", "intense quote": "quote", "quotations": "quote", "block text": "quote",
    "zitat": "quote", "citation": "quote",
}  # fmt: skip
"""What programs call the styles that say something; Word keeps the English names in every language."""


@dataclass(slots=True)
class Paragraph:
    """One block: its markup of inline marks, and what its style says of it."""

    markup: str = ""
    text: str = ""
    role: Role = ""
    level: int = 0
    """Of a heading, from 1; of an item of a list, from 0."""
    ordered: bool = False
    is_marked: bool = False
    """Whether anything in it is bold, slanted or linked."""


@dataclass(slots=True)
class Picture:
    """A picture of the document: the name of its part, its bytes, and what is said of it."""

    name: str
    content: bytes
    alt: str = ""


@dataclass(slots=True)
class Document:
    """What a reader takes of a file."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    """(who, what) of each remark in the margin."""
    removed: list[tuple[str, str]] = field(default_factory=list)
    """(what stood there, why it is left out)."""
    author: str = ""
    keywords: list[str] = field(default_factory=list)
    language: str = ""

    def add_picture(self, name: str, archive: Archive, alt: str) -> None:
        """Takes a part of the file in as a picture, once."""
        if all(known.name != name for known in self.pictures):
            self.pictures.append(Picture(name, archive.read(name), alt))

    def take(self, role: Role) -> str:
        """The text of the first paragraph of this role, which is taken out; empty if there is none."""
        for place, paragraph in enumerate(self.paragraphs):
            if paragraph.role == role and paragraph.text:
                del self.paragraphs[place]
                return " ".join(paragraph.text.split())
        return ""

    @property
    def is_bare(self) -> bool:
        """Whether it is typed text and nothing more, as from a machine without styles."""
        return not any(each.role or each.is_marked for each in self.paragraphs)


def role_of(style: str) -> tuple[Role, int]:
    """What the name of a style says: the role, and the level of a heading."""
    name = style.replace("_20_", " ").casefold().strip()
    for start in ("heading ", "überschrift ", "titre ", "titolo ", "título ", "kop "):
        if name.startswith(start) and name[len(start) :].isdigit():
            return "heading", int(name[len(start) :])
    if name.startswith(("list bullet", "list number")):
        return "list", 0
    return _NAMES.get(name.replace("í", "i").replace("é", "e"), ""), 0


def inline(text: str, *, bold: bool = False, italic: bool = False, href: str = "") -> str:
    """A run of text with its marks; a line break is a line break."""
    marked = escape(text, quote=False).replace("\n", "<br>")
    if not text.strip():
        return marked
    if bold:
        marked = f"<strong>{marked}</strong>"
    if italic:
        marked = f"<em>{marked}</em>"
    return f'<a href="{escape(href)}">{marked}</a>' if href else marked


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Runs that look alike as one: Word parts a word where its spelling was looked at."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1][1:] == piece[1:]:
            found[-1] = (found[-1][0] + piece[0], *piece[1:])
        else:
            found.append(piece)
    return found


def marked(pieces: Iterable[Piece], *, is_heading: bool = False) -> str:
    """Runs as HTML; a heading is not bold besides."""
    return "".join(
        inline(words, bold=bold and not is_heading, italic=italic, href=href)
        for words, bold, italic, href in joined(pieces)
    )


def figure(name: str, alt: str = "") -> str:
    """A picture by the name of its part."""
    return f'<img src="{escape(name)}" alt="{escape(alt)}">'


def to_html(paragraphs: Iterable[Paragraph]) -> str:
    """The blocks in their order: items that follow each other make lists, captions join their pictures."""
    parts: list[str] = []
    for role, group in groupby(_with_captions(paragraphs), key=lambda each: each.role):
        if role == "list":
            parts.append(_lists(list(group)))
        else:
            parts += map(_block, group)
    return "\n".join(parts)


def _with_captions(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """A paragraph in the style of captions goes into the figure before it, or the one behind it."""
    above: Paragraph | None = None
    waiting: Paragraph | None = None
    for each in paragraphs:
        if each.role == "caption" and above is not None:
            above.markup += f"<figcaption>{each.markup}</figcaption>"
            yield above
            above = None
            continue
        if above is not None:
            yield above
            above = None
        if waiting is not None and each.role == "picture":
            each.markup += f"<figcaption>{waiting.markup}</figcaption>"
            yield each
            waiting = None
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if each.role == "picture":
            above = each
        elif each.role == "caption":
            waiting = each
        elif each.markup:
            yield each
    yield from (each for each in (above, waiting) if each is not None)


def _block(paragraph: Paragraph) -> str:
    markup = paragraph.markup
    if paragraph.role == "picture":
        return f"<figure>{markup}</figure>"
    if paragraph.role == "table":
        return markup
    if paragraph.role == "quote":
        return f"<blockquote><p>{markup}</p></blockquote>"
    if paragraph.role in {"heading", "title", "subtitle"}:
        level = min(max(paragraph.level + 1, 2), 6)
        return f"<h{level}>{markup}</h{level}>"
    return f"<p>{markup}</p>"


def _lists(items: list[Paragraph]) -> str:
    """Items one after the other; a new list where numbers begin or end."""
    parts = []
    for ordered, group in groupby(items, key=lambda each: each.ordered):
        name = "ol" if ordered else "ul"
        inner = "".join(f"<li>{each.markup}</li>" for each in group)
        parts.append(f"<{name}>{inner}</{name}>")
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its paragraphs as markup, and the places that it takes."""

    markup: str
    columns: int = 1
    rows: int = 1

    @property
    def element(self) -> str:
        """It as HTML."""
        named = (("colspan", self.columns), ("rowspan", self.rows))
        spans = "".join(f' {name}="{number}"' for name, number in named if number > 1)
        return f"<td{spans}>{self.markup}</td>"


def cell(paragraphs: Iterable[Paragraph], *, columns: int = 1, rows: int = 1) -> Cell:
    """A cell of these paragraphs."""
    return Cell("<br>".join(each.markup for each in paragraphs), columns, rows)


def table(rows: Iterable[Iterable[Cell]]) -> Paragraph:
    """Rows of cells as one block; a table of a single cell is a box and its words stand alone."""
    filled = [list(row) for row in rows]
    if len(filled) == 1 and len(filled[0]) == 1:
        return Paragraph(f"<p>{filled[0][0].markup}</p>", role="table")
    inner = "".join(
        f"<tr>{''.join(each.element for each in row)}</tr>"
        for row in filled
        if any(each.markup for each in row)
    )
    return Paragraph(f"<table>{inner}</table>", role="table")
