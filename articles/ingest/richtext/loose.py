"""Blocks of a rich text that a site made of its own: the words, pictures and texts in their fields."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Final

from articles.ingest.plain import has_markup
from articles.ingest.richtext.nodes import Node

_FEWEST_WORDS: Final = 3
"""Words of a field that is copy; shorter ones are settings ("full width")."""
_FEWEST_SIGNS: Final = 12
"""The same in Chinese and Japanese, which set no spaces."""
_NO_SPACES: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_ENDS: Final = frozenset(".!?:;\u2026\"'\u201d\u2019\u00bb)")
_PICTURE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\s*(?:https?:)?/{1,2}\S+\s*")


def fields_markup(
    fields: Node, picture: Callable[[Node], str], written: Callable[[object], str | None]
) -> str:
    """HTML of what a block's fields hold, in their order; settings are left out."""
    pieces: list[str] = []
    for name, value in fields.items():
        if isinstance(value, Mapping) and _shows_picture(value):
            pieces.append(picture(value))
        elif (isinstance(value, Mapping) and isinstance(value.get("root"), Mapping)) or isinstance(
            value, list
        ):
            pieces.append(written(value) or "")
        elif isinstance(value, str) and _is_copy(value) and name != "blockName":
            pieces.append(value if "</p>" in value else f"<p>{html.escape(value)}</p>")
    return "".join(pieces)


_HEADINGS: Final = ("title", "heading", "headline", "header", "subheading", "subtitle")
_TEXTS: Final = ("text", "body", "content", "html", "value", "paragraph", "description")


def parts_markup(nodes: list[Node]) -> str | None:
    """HTML of parts that say no kind but have a heading and a text each; None for other objects."""
    parts = [(_named(node, _HEADINGS), _named(node, _TEXTS)) for node in nodes]
    if not all(words for _, words in parts) or not any(heading for heading, _ in parts):
        return None
    return "".join(
        (f"<h2>{html.escape(heading)}</h2>" if heading else "")
        + (words if has_markup(words) else f"<p>{html.escape(words)}</p>")
        for heading, words in parts
    )


def _named(node: Node, names: tuple[str, ...]) -> str:
    return next((node[name] for name in names if isinstance(node.get(name), str)), "").strip()


def loose_words(node: Node) -> str:
    """Copy under names that no table knows, in the node itself or where it keeps its data."""
    holders = (node, *(node.get(key) for key in ("data", "attrs", "attributes", "props")))
    told = [
        value
        for holder in holders
        if isinstance(holder, Mapping)
        for value in holder.values()
        if isinstance(value, str) and _is_copy(value)
    ]
    return "".join(
        f"<p>{html.escape(words)}</p>" for words in told if not _ADDRESS.fullmatch(words)
    )


def _is_copy(words: str) -> bool:
    """Whether a field holds words for readers: "mid article slot" and "is style wide" are settings."""
    words = words.strip()
    if _NO_SPACES.search(words):
        return len(words) >= _FEWEST_SIGNS
    return len(words.split()) >= _FEWEST_WORDS and (
        not words[0].islower() or words[-1] in _ENDS or "</p>" in words
    )


def _shows_picture(value: Node) -> bool:
    address = value.get("url") or value.get("src")
    named = isinstance(address, str) and bool(_PICTURE_FILE.search(address))
    return named or (isinstance(address, str) and str(value.get("mimeType")).startswith("image/"))
