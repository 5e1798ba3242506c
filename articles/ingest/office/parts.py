"""The parts of an office document: XML by the one door, elements by their local names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from articles.ingest.archives import Archive, BadArchive
from articles.ingest.limits import LIMITS
from articles.ingest.xmltree import Element, parse

_NO_TEXT: Final = ""


def part(archive: Archive, path: str) -> Element | None:
    """The root of one part; None where there is none. Raises BadXml and BadArchive."""
    if path not in archive:
        return None
    with archive.open(path) as stream:
        content = stream.read(LIMITS["text_bytes"] + 1)
    if len(content) > LIMITS["text_bytes"]:
        raise BadArchive(f"Its part {path} is over {LIMITS['text_bytes'] // 1_000_000} MB.")
    return parse(content)


def name_of(element: Element) -> str:
    """The local name; empty for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else _NO_TEXT


def attribute(element: Element | None, name: str) -> str:
    """An attribute by its local name; empty where it is missing."""
    for key, value in element.attrib.items() if element is not None else ():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return _NO_TEXT


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a local name."""
    for each in element if element is not None else ():
        if name_of(each) == name:
            return each
    return None


def number_of(text: str) -> int:
    """A small number as an attribute says it; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def rows_of(table: Element, row: str) -> Iterator[Element]:
    """The rows of a table, however they are grouped; those of a table in a cell are that cell's."""
    for each in table:
        if name_of(each) == row:
            yield each
        elif name_of(each) != name_of(table):
            yield from rows_of(each, row)


def cells_of(table: Element, row: str, cell: str) -> Iterator[list[Element]]:
    """The cells of each row."""
    for each in rows_of(table, row):
        yield [inner for inner in each if name_of(inner) == cell]


def inner_text(element: Element, name: str) -> str:
    """The text of all elements of a local name below this one, on one line."""
    found = "".join(
        (each.text or "") if name_of(each) == name else " " if name_of(each) == "p" else ""
        for each in element.iter()
    )
    return " ".join(found.split())
