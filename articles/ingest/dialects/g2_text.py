"""The text inside a NewsML-G2 item: NITF, XHTML, escaped HTML or a wire's own lines, into a Filling."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Mapping
from typing import Final

from articles.ingest.dialects.nitf import fill_body, fill_head
from articles.ingest.elements import (
    Element,
    attribute,
    child,
    descendant,
    local,
    markup,
    raw_text,
    text,
)
from articles.ingest.filling import Filling
from articles.ingest.plain import has_markup
from articles.ingest.record import PictureRecord

_TAG: Final = re.compile(r"<[^<>]{0,300}>")


_LONGEST_DATELINE: Final = 60
"""Characters; a longer element of that class is the first paragraph together with its dateline."""
_LINES = frozenset({"p", "li", "td", "th", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4"})


def fill_text(
    filling: Filling, content: Element, pictures: Mapping[str, PictureRecord]
) -> set[str]:
    """Set the body from an inlineXML or inlineData; gives the references of pictures in it."""
    nitf = descendant(content, "nitf")
    if local(content) == "inlineXML" and nitf is not None:
        fill_body(filling, nitf)
        fill_head(filling, child(nitf, "head"))
        return set()
    page = descendant(content, "body")
    page = content if page is None else page
    words = _decoded(content) if not len(content) else raw_text(page)
    marked = sum(local(found) in {"p", "div", "li"} for found in page.iterdescendants())
    if marked < 3 and is_wire_text(words):
        filling.text_body(html.unescape(_TAG.sub("", words)).strip("\n"))
        return set()
    if len(content):
        return filling.html_body(_page_markup(filling, page), pictures=pictures)
    if has_markup(words):
        return filling.html_body(words, pictures=pictures)
    filling.text_body(words.strip("\n"))
    return set()


def is_wire_text(words: str) -> bool:
    """Whether most lines break where a wire breaks them, below 85 signs, whatever marks are around.

    Such text has its paragraphs by indents and empty lines; marks of paragraphs say nothing.
    """
    lines = [line for line in _TAG.sub("", words).split("\n") if line.strip()]
    if len(lines) < 4 or any(len(line.strip()) > 85 for line in lines):
        return False
    wrapped = [line for line in lines if len(line.strip()) > 40 and line[:1] != " "]
    return len(wrapped) > len(lines) // 4 and len(re.findall(r"</p>", words, re.IGNORECASE)) < 3


def _decoded(content: Element) -> str:
    words = raw_text(content)
    if "base64" not in attribute(content, "encoding").casefold():
        return words
    try:
        return base64.b64decode("".join(words.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return words


def _is_stamp(element: Element) -> bool:
    """Whether a time is the page's own: it stands alone, and in no update of a live story."""
    around = list(element.iterancestors())
    if any("live-update" in attribute(each, "class").split() for each in around):
        return False
    line = next((each for each in around if local(each) in _LINES), None)
    return line is None or text(line) == text(element)


def _is_cited(foot: Element) -> bool:
    """Whether it is the foot of a quotation, a pull quote or a figure: who said it."""
    return any(local(each) in {"blockquote", "figure", "aside"} for each in foot.iterancestors())


def _page_markup(filling: Filling, page: Element) -> str:
    """The page's text as HTML; its head and its notes to editors go where they belong."""
    story = filling.story

    def rename(element: Element) -> tuple[str, Mapping[str, str]] | None:
        kinds = set(attribute(element, "class").casefold().split())
        is_stamp = local(element) == "time" and _is_stamp(element)
        if is_stamp or local(element) == "header" or "slugline" in kinds:
            return None
        if local(element) == "footer" and not _is_cited(element):
            if foot := text(element):
                story.removed.append((foot, "the foot of the agency's page"))
            return None
        if "dateline" in kinds and len(text(element)) <= _LONGEST_DATELINE:
            place = text(element).partition("(")[0].strip(" -–—,")
            story.dateline = place or story.dateline
            return None
        if kinds & {"nonpublic", "notepad"}:
            story.editor_note = f"{story.editor_note}\n{text(element)}".strip()
            return None
        named = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
        return local(element), named

    return markup(page, rename)
