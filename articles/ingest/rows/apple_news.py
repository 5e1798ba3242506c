"""Apple News Format: a text of components that each play a role -> HTML under the row's body.

https://developer.apple.com/documentation/apple_news/component
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from articles.ingest.markdown_text import markdown_to_html
from articles.ingest.pictures import figure_markup
from articles.ingest.plain import has_blocks, plain, text_of
from articles.ingest.rows.components import quotation

Row = dict[str, Any]
Node = Mapping[str, Any]
"""One component; its values have any shape."""

_HEAD: Final = {
    "title": "title", "intro": "standfirst", "byline": "byline", "author": "byline", "eyebrow": "kicker",
}  # fmt: skip
"""Roles that are fields of the story, and ours for them."""
_PICTURES: Final = frozenset({"photo", "image", "figure", "portrait"})
_SERIES: Final = frozenset({"gallery", "mosaic"})
_OF_A_PICTURE: Final = {"caption": "caption", "photographer": "credit", "illustrator": "credit"}
"""Roles of words below a picture, and what of it they say."""
_NO_WORDS: Final = frozenset({"logo", "divider"})
_OURS: Final = (
    "documentstyle",
    "layout",
    "componenttextstyles",
    "componentlayouts",
    "componentstyles",
)
_DATE_BEHIND: Final = re.compile(r"\s*\|.{0,60}$")
_DEEPEST: Final = 8


def open_apple_news(row: Row) -> None:
    """Give the row body, headline, standfirst and byline out of its components, where they have roles."""
    parts = row.get("components")
    names = {name.casefold() for name in row}
    if not isinstance(parts, list) or not names.intersection(_OURS):
        return
    pieces: list[Node] = []
    for part in _with_captions(_flat(parts)):
        role = str(part.get("role") or "").casefold()
        if name := _HEAD.get(role):
            said = plain(text_of(part.get("text")))
            row.setdefault(name, _DATE_BEHIND.sub("", said) if name == "byline" else said)
        elif role not in _NO_WORDS:
            made = _markup(role, part)
            pieces.append({"type": "html", "html": made} if made else {**part, "type": role})
    if isinstance(subtitle := row.pop("subtitle", None), str):
        row.setdefault("standfirst", subtitle)
    if version := row.pop("version", ""):  # the format's, not the story's
        row["formatVersion"] = version
    row["body"] = pieces
    del row["components"]
    for name in ("thumbnailURL", "thumbnailurl"):
        if isinstance(row.get(name), str):
            row[name] = _file(row[name])


def _flat(parts: list[Any], depth: int = 0) -> Iterator[Node]:
    """The components in reading order, those of containers, sections and headers one by one."""
    for part in parts:
        if not isinstance(part, Mapping):
            continue
        inner = part.get("components")
        if isinstance(inner, list) and depth < _DEEPEST:
            yield from _flat(inner, depth + 1)
        else:
            yield part


def _with_captions(parts: Iterator[Node]) -> list[Node]:
    """The components with the words below a picture among its own; such words without a picture stay."""
    made: list[Node] = []
    for part in parts:
        field = _OF_A_PICTURE.get(str(part.get("role") or "").casefold(), "")
        above = made[-1] if made else {}
        if not field or str(above.get("role") or "").casefold() not in _PICTURES:
            made.append(part)
            continue
        words, own = plain(text_of(part.get("text"))), plain(text_of(above.get(field)))
        if own in words:
            made[-1] = {**above, field: words}
        elif words not in own:
            made.append(part)
    return made


def _markup(role: str, part: Node) -> str:
    """The HTML of one component; "" for what is no part of a text."""
    address = _file(text_of(part.get("URL") or part.get("url")))
    if role in _PICTURES:
        return _figure(part)
    if role in _SERIES:
        shown = part.get("items")
        return "".join(
            _figure(one)
            for one in (shown if isinstance(shown, list) else [])
            if isinstance(one, Mapping)
        )
    if role == "htmltable":
        return text_of(part.get("html"))
    if address and role != "link_button":
        return f'<iframe src="{html.escape(address)}"></iframe>'
    words = _text(part)
    if not words:
        return ""
    if role.startswith("heading"):
        rank = 2 if role in {"heading", "heading1", "heading2"} else 3
        return f"<h{rank}>{html.escape(plain(words))}</h{rank}>"
    if "quote" in role:
        return quotation(words, "", pulled="pull" in role)
    return words


def _text(part: Node) -> str:
    text = text_of(part.get("text"))
    return text if not text or has_blocks(text) else markdown_to_html(text)


def _figure(part: Node) -> str:
    address = _file(text_of(part.get("URL") or part.get("url")))
    caption = plain(text_of(part.get("caption")))
    alt = plain(text_of(part.get("accessibilityCaption") or part.get("accessibilitycaption")))
    credit = plain(text_of(part.get("credit")))
    words = html.escape(caption)
    return figure_markup(address, alt=alt, caption=words, credit=credit) if address else ""


def _file(address: str) -> str:
    """A file of the article's own bundle by its name."""
    return address.removeprefix("bundle://")
