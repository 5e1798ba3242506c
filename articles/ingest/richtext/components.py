"""Components of a Strapi zone ("shared.rich-text", "shared.media"): Markdown, quotations, files."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from articles.ingest.markdown_text import markdown_to_html
from articles.ingest.plain import has_markup
from articles.ingest.richtext.nodes import Node, attributes_of, kind_of, listed

_HOLDERS: Final = (
    "data",
    "attributes",
    "file",
    "files",
    "media",
    "image",
    "images",
    "picture",
    "pictures",
)
_TEXTS: Final = ("body", "content", "text", "markdown", "quote", "richtext", "richText")
_WHO: Final = ("author", "attribution", "title", "name", "source")
_PICTURE_FILES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tiff")
_DEEPEST: Final = 6


def component_markup(node: Node, picture: Callable[[Node], str]) -> str | None:
    """HTML of a component by the last part of its name; None for one that is none of these."""
    name = kind_of(node).rpartition(".")[2]
    words = next((node[key] for key in _TEXTS if isinstance(node.get(key), str)), "").strip()
    if words and "quote" in name:
        who = next((node[key] for key in _WHO if isinstance(node.get(key), str)), "").strip()
        cite = f"<cite>{html.escape(who)}</cite>" if who else ""
        return f"<blockquote>{_markdown(words)}{cite}</blockquote>"
    if words and ("text" in name or "markdown" in name or "paragraph" in name):
        return _markdown(words)
    files = list(_files(node, 0))
    if files and all(map(_is_picture, files)):
        return "".join(picture(attributes_of(each)) for each in files)
    return None


def _markdown(words: str) -> str:
    return words if has_markup(words) else markdown_to_html(words)


def _files(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """The files that a component holds, however deep Strapi wraps them."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping) and isinstance(value.get("url"), str) and depth:
        yield dict(value)
        return
    if isinstance(value, Mapping):
        for key in _HOLDERS:
            yield from _files(value.get(key), depth + 1)
    for each in listed(value):
        yield from _files(each, depth + 1)


def _is_picture(file: Mapping[str, Any]) -> bool:
    return urlsplit(str(file["url"])).path.lower().endswith(_PICTURE_FILES)
