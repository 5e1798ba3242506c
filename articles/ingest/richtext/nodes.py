"""A node of rich text kept as a JSON tree: its kind, its attributes, its children, its leaf's text."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.plain import text_of

Node = Mapping[str, Any]
"""One node of somebody's JSON; its values have any shape."""

_KIND_KEYS: Final = (
    "__typename", "blockName", "nodeType", "_type", "type", "typeHandle", "component", "__component",
    "blockType", "_modelApiKey", "acf_fc_layout", "slice_type", "tipo", "typ", "tag",
)  # fmt: skip
_HOLDERS: Final = (
    "attrs", "attributes", "data", "fields", "imageData", "image", "file", "asset", "embed", "target", "poll", "src",
    "value", "videoData", "video", "htmlData", "linkPreviewData", "galleryData",
)  # fmt: skip
_CHILD_KEYS: Final = (
    "children", "content", "nodes", "innerBlocks", "components", "content_elements", "blocks",
    "items", "paragraphs", "elements", "list_items",
)  # fmt: skip
_LEAF_TEXT_KEYS: Final = ("text", "value", "content", "texto", "texte", "testo", "tekst")
_MARK_TAGS: Final = {
    "bold": "strong", "strong": "strong", "b": "strong", "italic": "em", "italics": "em", "em": "em",
    "emphasis": "em", "i": "em",
}  # fmt: skip
_LEXICAL_BOLD, _LEXICAL_ITALIC = 1, 2


def kind_of(node: Node) -> str:
    """What the node is, in one lower-case word without its system's prefix."""
    for key in _KIND_KEYS:
        kind = node.get(key)
        if isinstance(kind, str) and kind:
            plain_kind = kind.removeprefix("EntryBody").removeprefix("core/").lower()
            style = node.get("style")
            if (
                plain_kind == "text"
                and isinstance(style, str)
                and isinstance(node.get("children"), list)
            ):
                plain_kind = style.lower()  # TinyNews: {"type": "text", "style": "HEADING_TWO"}
            return plain_kind.replace("-", "").replace("_", "").replace(" ", "")
    return ""


def attributes_of(node: Node) -> Node:
    """The node's own keys together with those of the objects in which its editor keeps them."""
    merged: dict[str, Any] = dict(node)
    _merge(merged, node, 0)
    return merged


def _merge(merged: dict[str, Any], node: Node, depth: int) -> None:
    for key in _HOLDERS if depth < 5 else ():
        inner = node.get(key)
        if isinstance(inner, list) and len(inner) == 1:  # Craft keeps one asset in a list
            inner = inner[0]
        if isinstance(inner, Mapping):
            merged |= {name: value for name, value in inner.items() if name not in merged}
            _merge(merged, inner, depth + 1)


def children_of(node: Node) -> list[Any]:
    for holder in (node, node.get("data"), node.get("attributes")):
        if isinstance(holder, Mapping):
            for key in _CHILD_KEYS:
                if isinstance(holder.get(key), list):
                    return list(holder[key])
    return []


def is_leaf(node: Node) -> bool:
    kind = kind_of(node)
    named = kind in {"text", "span", "textnode", "extendedtext", "normaltext"} or (
        not kind and any(isinstance(node.get(key), str) for key in ("text", "content"))
    )
    return named and not children_of(node)


def leaf_markup(node: Node) -> str:
    inner = node.get("textData")
    holder = inner if isinstance(inner, Mapping) else node
    raw = next((holder[key] for key in _LEAF_TEXT_KEYS if isinstance(holder.get(key), str)), "")
    if node.get("type") == "text" and isinstance(node.get("content"), str):
        return f"<p>{raw}</p>"  # Arc: a paragraph of HTML
    if "type" not in node and raw.lstrip().startswith("<"):
        return raw  # Craft: a block of HTML that calls itself text
    text = html.escape(raw).replace("\n", "<br>")
    tags, href = _marks(node, holder)
    for tag in tags:
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{html.escape(href)}">{text}</a>' if href else text


def _marks(node: Node, holder: Node) -> tuple[list[str], str]:
    names: list[str] = []
    href = text_of(node.get("link")) or href_of(node.get("link"))
    style = node.get("style")
    for source in (node, style if isinstance(style, Mapping) else {}):
        names += [key for key in _MARK_TAGS if source.get(key) is True]
    for mark in [*listed(node.get("marks")), *listed(holder.get("decorations"))]:
        name = (
            mark
            if isinstance(mark, str)
            else text_of(mark.get("type"))
            if isinstance(mark, Mapping)
            else ""
        )
        names.append(name.lower())
        if name.lower() == "link" and isinstance(mark, Mapping):
            href = href_of(mark.get("attrs")) or href_of(mark.get("linkData")) or href_of(mark)
    weight = node.get("format")
    if isinstance(weight, int):
        names += ["bold"] * bool(weight & _LEXICAL_BOLD) + ["italic"] * bool(
            weight & _LEXICAL_ITALIC
        )
    return list(dict.fromkeys(_MARK_TAGS[name] for name in names if name in _MARK_TAGS)), href


def under_entries(entries: str) -> str:
    """Entries of a list; a list that stands in an entry of its own goes under the one before."""
    for tag in ("ul", "ol"):
        entries = entries.replace(f"</li><li><{tag}", f"<{tag}").replace(f"</{tag}><{tag}>", "")
    return entries


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def href_of(value: object) -> str:
    if not isinstance(value, Mapping):
        return ""
    for key in ("href", "url", "uri", "link", "src"):
        inner = value.get(key)
        if isinstance(inner, str):
            return inner
        if isinstance(inner, Mapping):
            return href_of(inner)
    return ""
