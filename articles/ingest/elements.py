"""Looking things up in a parsed XML tree by local names, whatever the namespaces."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
Rename: TypeAlias = Callable[[Element], tuple[str, Mapping[str, str]] | None]

BLOCKS: Final = frozenset(
    {"p", "br", "li", "dt", "dd", "tr", "td", "th", "div", "block", "h1", "h2", "h3", "h4", "hl1", "hl2",
     "addressee", "delivery.point", "blockquote", "bq"}
)  # fmt: skip
"""Elements that no word runs through."""
VOID: Final = frozenset({"br", "hr", "img", "col", "wbr", "source", "input"})


def local(element: Element) -> str:
    """The element's name without namespace or prefix; empty for comments and the like."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    name = tag.rpartition("}")[2]
    return name.rpartition(":")[2] if ":" in name else name


def _named(element: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """The direct children of these names, found by the parser's own search where it can be."""
    if not names:
        return (inner for inner in element if local(inner))
    return (inner for inner in element.iterchildren(*(f"{{*}}{name}" for name in names)))


def children(element: Element | None, *names: str) -> list[Element]:
    """The direct children of these names, in order; all of them where no name is given."""
    return [] if element is None else list(_named(element, names))


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name; with more names, the first at the end of such a path."""
    if element is None or not path:
        return element
    for candidate in _named(element, path[:1]):
        found = child(candidate, *path[1:])
        if found is not None:
            return found
    return None


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """Every element of these names below this one, in document order."""
    if element is None:
        return iter(())
    return element.iterdescendants(*(f"{{*}}{name}" for name in names))


def descendant(element: Element | None, *names: str) -> Element | None:
    """The first element of one of these names below this one."""
    return next(descendants(element, *names), None)


def raw_text(element: Element | None) -> str:
    """All text inside, with its line ends; empty for nothing."""
    return "" if element is None else "".join(str(piece) for piece in element.itertext())


def text(element: Element | None) -> str:
    """All text inside on one line, white space collapsed; empty for nothing.

    Paragraphs, lines and cells stand apart, as they do where they are printed.
    """
    if element is None or not len(element):
        return " ".join(raw_text(element).split())
    pieces: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        apart = " " if part is not element and local(part) in BLOCKS else ""
        pieces += [apart, part.text or ""] if event == "start" else [apart]
        if event == "end" and part is not element:
            pieces.append(part.tail or "")
    return " ".join("".join(pieces).split())


def texts(element: Element | None, *names: str) -> list[str]:
    """The text of each direct child of these names that has some."""
    return [words for found in children(element, *names) if (words := text(found))]


def attribute(element: Element | None, name: str) -> str:
    """An attribute by exact name, else by local name in any case; empty where there is none."""
    if element is None:
        return ""
    value = element.get(name)
    if value is None:
        for key, candidate in element.attrib.items():
            if str(key).rpartition("}")[2].casefold() == name.casefold():
                value = str(candidate)
                break
    return str(value or "").strip()


def language(element: Element | None) -> str:
    """xml:lang of the element or of the nearest parent that says one."""
    while element is not None:
        if found := attribute(element, "lang"):
            return found
        element = element.getparent()
    return ""


def place(element: Element | None) -> str:
    """Where the element starts, as an Origin's place."""
    line = None if element is None else element.sourceline
    return f"line {line}" if line else ""


def as_is(element: Element) -> tuple[str, Mapping[str, str]] | None:
    """An element under its own name, with its attributes."""
    attributes = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    return local(element), attributes


def markup(element: Element | None, rename: Rename = as_is) -> str:
    """What is inside the element as HTML without namespaces, escaped anew.

    `rename` gives each child's HTML name and attributes; an empty name keeps only what is
    inside, None drops the child with all it holds.
    """
    if element is None:
        return ""
    pieces = [html.escape(element.text or "", quote=False)]
    for inner in element:
        named = rename(inner) if isinstance(inner.tag, str) else None
        if named is not None:
            pieces.append(_one(inner, named, rename))
        pieces.append(html.escape(inner.tail or "", quote=False))
    return "".join(pieces)


def _one(element: Element, named: tuple[str, Mapping[str, str]], rename: Rename) -> str:
    name, attributes = named
    inside = markup(element, rename)
    if not name:
        return inside
    words = "".join(
        f' {key}="{html.escape(value)}"' for key, value in attributes.items() if key.isidentifier()
    )
    return f"<{name}{words}>" if name in VOID else f"<{name}{words}>{inside}</{name}>"
