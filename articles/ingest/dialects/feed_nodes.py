"""The elements of a feed by plain names ("dc:creator", "title"), whatever prefix or namespace it used."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from articles.ingest.plain import has_markup
from articles.ingest.xmltree import Element

_PREFIXES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms", "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss": "media", "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes", "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom", "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://schemas.google.com/blogger/2018": "blogger", "http://www.w3.org/2007/app": "app",
    "http://purl.org/atom/app#": "app", "http://www.w3.org/XML/1998/namespace": "xml",
}  # fmt: skip
_HOME_PREFIXES: Final = frozenset({"", "atom", "rss"})
_TWICE: Final = re.compile(r"\s*&lt;(?:p|div|h[1-6]|ul|ol|figure|blockquote|img|a|strong|span)\b")
_TWICE_ENDS: Final = re.compile(r"&lt;/[a-z]{1,10}[1-6]?&gt;|/\s?&gt;")
"""Markup that was escaped once more than an element needs."""


def name_of(element: Element) -> str:
    """The short name: "title" for RSS's and Atom's own elements, "dc:creator" for those of other vocabularies."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, local = tag.rpartition("}")
    space = space.removeprefix("{")
    if space:
        prefix = _PREFIXES.get(space, _PREFIXES.get(space.rstrip("/"), ""))
        if not prefix and "rss" not in space:
            prefix = element.prefix or ""
    else:
        prefix, _, local = local.rpartition(":")
    return local if prefix in _HOME_PREFIXES else f"{prefix}:{local}"


def all_of(parent: Element, *names: str) -> Iterator[Element]:
    """The children of these names, in the order of the names and then of the document."""
    for name in names:
        for child in parent:
            if name_of(child).lower() == name.lower():
                yield child


def first_text(parent: Element, *names: str) -> str:
    """The text of the first child of these names that has any."""
    for child in all_of(parent, *names):
        text = text_in(child)
        if text:
            return text
    return ""


def text_in(element: Element) -> str:
    """All character data in an element, trimmed."""
    return "".join(str(piece) for piece in element.itertext()).strip()


def markup_in(element: Element) -> str:
    """What the element says as HTML: Atom's text, html, xhtml and base64, RSS's escaped or bare markup."""
    kind = (element.get("type") or "").lower()
    mode = (element.get("mode") or "").lower()
    if mode == "base64" or ("xml" not in kind and kind.startswith("application/octet")):
        return _from_base64(text_in(element))
    if len(element):
        inner = html.escape(element.text or "") + "".join(_written(child) for child in element)
        return inner.strip()
    text = text_in(element)
    if mode == "xml" or kind in {"text", "text/plain"}:
        return html.escape(text, quote=False)
    is_escaped_twice = not has_markup(text) and _TWICE.match(text) and _TWICE_ENDS.search(text)
    return html.unescape(text) if is_escaped_twice else text


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return text


def _written(element: Element) -> str:
    """An XHTML child as HTML without namespaces."""
    bare = etree.Element("x")
    _copy(element, bare, 0)
    written: str = etree.tostring(bare[0], encoding="unicode", method="html") if len(bare) else ""
    return written


def _copy(element: Element, parent: Element, depth: int) -> None:
    if depth > 100:
        return
    local = re.sub(r"[^\w.-]", "", element.tag.rpartition("}")[2].rpartition(":")[2]) or "span"
    try:
        copy = etree.SubElement(parent, local)
    except ValueError:
        copy = etree.SubElement(parent, "span")
    for key, value in element.attrib.items():
        plain_key = str(key).rpartition("}")[2]
        if re.fullmatch(r"[A-Za-z][\w-]*", plain_key):
            copy.set(plain_key, str(value))
    copy.text, copy.tail = element.text, element.tail
    for child in element:
        _copy(child, copy, depth + 1)
