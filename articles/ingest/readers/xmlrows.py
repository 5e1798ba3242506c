"""XML of any system that repeats one element for each story: its children are the row's columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from articles.ingest.bodies import BodyRefused
from articles.ingest.dialects.blog_posts import livejournal_row, tumblr_row
from articles.ingest.elements import (
    Element,
    as_is,
    attribute,
    children,
    local,
    markup,
    place,
    raw_text,
)
from articles.ingest.encoding import declared_charset, decode
from articles.ingest.record import Origin, Problem, StoryRecord
from articles.ingest.rows.aliases import field_of, known_names
from articles.ingest.rows.mapping import NotAStory, story_from
from articles.ingest.rows.standing import is_mark
from articles.ingest.rows.unfold import flat_row
from articles.ingest.xmltree import BadXml, iter_elements

FORMAT: Final = "xmlrows"
_HEAD: Final = 65_536
_TOKEN: Final = re.compile(
    r"<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<[!?][^>]*>|"
    r"<(?P<close>/?)(?P<name>[A-Za-z_][\w.:-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/?)>",
    re.DOTALL,
)
_NAMED: Final = re.compile(r"""\s(?:name|key|id)\s*=\s*["'](?P<name>[^"'<>]{1,80})["']""")
_NAMELESS: Final = frozenset({
    "field", "column", "str", "arr", "date", "int", "bool", "text", "value", "property", "attribute",
})  # fmt: skip
"""Elements whose attribute is the column's name: dumps of MySQL, answers of Solr."""
_MARKUP: Final = frozenset(
    "p div h1 h2 h3 h4 ul ol blockquote figure img br em strong b i a table section".split()
)
_WEB: Final = frozenset(
    {"html", "svg", "math", "opml", "sitemapindex", "urlset", "plist", "xbel", "kml", "gpx"}
)
_WRAPPERS: Final = frozenset(
    {"meta", "metadata", "head", "header", "front", "info", "properties", "kopf", "metadaten"}
)
"""Elements that hold columns of the story one level further down."""
_BY_ATTRIBUTE: Final = frozenset(
    {"source_id", "language", "status", "source_url", "published_at", "updated_at", "embargo_until", "version"}
)  # fmt: skip
"""Fields that may stand as an attribute of the story's element; an attribute of another name is a matter of layout."""
_PICTURE_WORDS: Final = {
    "picture_caption": "caption", "picture_alt": "alt", "picture_credit": "credit", "picture": "url",
}  # fmt: skip
_FILES: Final = (
    "src", "href", "url", "file", "datei", "fichier", "archivo", "source", "path", "name", "fileref",
)  # fmt: skip
_PHOTOS: Final = frozenset({"photo", "picture", "bild", "foto", "image", "imagen"})
_DEEPEST: Final = 6
_FEWEST: Final = 3
"""Columns that the table of names must know: two alone stand in any list of links."""


def looks_like(name: str, head: bytes) -> bool:
    """Whether an element in the head has children that are a headline, a text and more."""
    text = decode(head, declared_charset(head)).text
    return bool(_row_name(text))


def read(stream: BinaryIO, name: str) -> Iterator[StoryRecord | Problem]:
    """A story for each element of the name that the first one has."""
    head = stream.read(_HEAD)
    text = decode(head, declared_charset(head)).text
    wanted = _row_name(text)
    _, columns = _EXPORTS.get(_root(text), ("", _all_columns))
    stream.seek(0)
    found = False
    try:
        for element in iter_elements(stream, {wanted}) if wanted else ():
            found = True
            yield from _read_row(columns(element), Origin(name, place(element)))
    except BadXml as error:
        yield Problem(Origin(name, f"line {error.line}" if error.line else ""), str(error))
        return
    if not found:
        yield Problem(Origin(name), "There is no story in this XML.")


def _all_columns(element: Element) -> dict[str, Any]:
    """The children by name, and what attributes say that no child does."""
    row = _columns(element)
    for key, said in element.attrib.items():
        name = str(key).rpartition("}")[2]
        if str(said).strip() and (field_of(name) in _BY_ATTRIBUTE or is_mark(name)):
            row.setdefault(name, str(said))
    return row


def _read_row(row: dict[str, Any], origin: Origin) -> Iterator[StoryRecord | Problem]:
    try:
        story, problems = story_from(flat_row(row), origin, reader=FORMAT)
    except (NotAStory, BodyRefused) as fault:
        yield Problem(origin, str(fault))
        return
    yield story
    yield from problems


def _columns(element: Element, depth: int = 0) -> dict[str, Any]:
    """The children by name; of one that comes more than once all values."""
    row: dict[str, Any] = {}
    for child in children(element):
        name = local(child)
        if name.casefold() in _NAMELESS:
            name = (
                attribute(child, "name")
                or attribute(child, "key")
                or attribute(child, "id")
                or name
            )
        value = _value(child, depth)
        if name.casefold() in _WRAPPERS and isinstance(value, dict):
            for inner, said in value.items():
                row.setdefault(inner, said)
            continue
        if field_of(name) == "picture" and isinstance(value, dict):
            value = _picture(child, value)
        if name in row:
            known = row[name] if isinstance(row[name], list) else [row[name]]
            row[name] = [*known, value]
        else:
            row[name] = value
    return row


def _picture(element: Element, columns: dict[str, Any]) -> dict[str, Any]:
    """A picture's columns by the names that pictures have, with the file that an attribute names."""
    told = {
        _PICTURE_WORDS.get(field_of(name)) or name[:1].lower() + name[1:]: value
        for name, value in columns.items()
    }
    address = next((said for key in _FILES if (said := attribute(element, key))), "")
    return {**told, "url": told.get("url") or address} if address else told


def _as_markup(element: Element) -> tuple[str, Mapping[str, str]] | None:
    """An element of a text; a picture of the system's own becomes a figure."""
    name, holder = local(element).casefold(), element.getparent()
    if name in _PHOTOS and len(element):
        return "figure", {}
    if holder is None or local(holder).casefold() not in _PHOTOS:
        return as_is(element)
    field = field_of(name)
    if name in _FILES or field in {"picture", "source_url"}:
        return "img", {"src": raw_text(element).strip()}
    if field == "picture_credit":
        return "span", {"class": "credit"}
    return ("figcaption", {}) if field == "picture_caption" else as_is(element)


def _value(element: Element, depth: int) -> Any:
    """Words, markup, an object of further columns, or the list of names that it holds."""
    inside = [local(child).casefold() for child in children(element)]
    if not inside:
        address = (
            attribute(element, "url") or attribute(element, "src") or attribute(element, "href")
        )
        return raw_text(element).strip() or address
    is_wrapper = local(element).casefold() in _WRAPPERS
    if depth >= _DEEPEST or (set(inside) & _MARKUP and not is_wrapper):
        return markup(element, _as_markup)
    if len(set(inside)) == 1 and (
        len(inside) > 1 or field_of(inside[0]) not in {"headline", "picture"}
    ):
        return [_value(child, depth + 1) for child in children(element)]
    return _columns(element, depth + 1)


_EXPORTS: Final = {"tumblr": ("post", tumblr_row), "livejournal": ("entry", livejournal_row)}
"""Root -> the element of a post, and what gives its columns, where a system has names of its own."""


def _root(text: str) -> str:
    names = (token["name"] for token in _TOKEN.finditer(text[:_HEAD]) if token["name"])
    return next(names, "").casefold()


def _row_name(text: str) -> str:
    """The name of the first element whose children are those of a story, the root last; or ""."""
    if own := _EXPORTS.get(_root(text)):
        return own[0]
    open_names: list[tuple[str, set[str]]] = []
    for token in _TOKEN.finditer(text[:_HEAD]):
        name = (token["name"] or "").rpartition(":")[2]
        if not name:
            continue
        if token["close"]:
            if open_names and _is_story(open_names[-1][1]):
                return open_names[-1][0]
            if open_names:
                _, inside = open_names.pop()
                if open_names and name.casefold() in _WRAPPERS:
                    open_names[-1][1].update(inside)
            continue
        if not open_names and name.casefold() in _WEB:
            return ""
        if open_names:
            named = _NAMED.search(token["rest"]) if name.casefold() in _NAMELESS else None
            open_names[-1][1].add(named["name"] if named else name)
        if not token["empty"]:
            open_names.append((name, set()))
    ways = [*open_names[1:], *open_names[:1]]
    return next((name for name, inside in ways if _is_story(inside)), "")


def _is_story(names: set[str]) -> bool:
    fields = {field_of(name) for name in names}
    return {"headline", "body"} <= fields and known_names(names) >= _FEWEST
