"""Lexical documents, as Ghost 5 and later keep them, as plain HTML."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.plain import plain
from articles.ingest.richtext.cards import Card, card_markup, said
from articles.ingest.richtext.nodes import under_entries
from articles.ingest.strictjson import BadJSON, loads

_FORMATS: Final = ((1, "strong"), (2, "em"), (32, "sub"), (64, "sup"))
"""Bits of a text node's format; 4 strike, 8 underline and 16 code have no mark of ours."""
_BLOCKS: Final = {"paragraph": "p", "quote": "blockquote", "listitem": "li"}
_MAX_DEPTH: Final = 60


def lexical_markup(document: str | Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """The document as HTML, and the cards that were left out as (kind, reason).

    Raises ValueError where it is no Lexical document.
    """
    try:
        tree = loads(document) if isinstance(document, str) else document
    except BadJSON as error:
        raise ValueError(str(error)) from error
    root = tree.get("root") if isinstance(tree, Mapping) else None
    if not isinstance(root, Mapping):
        raise ValueError("The text is no Lexical document: it has no root.")
    removed: list[tuple[str, str]] = []
    return _children(root, removed, 0), removed


def _children(node: Card, removed: list[tuple[str, str]], depth: int) -> str:
    children = node.get("children")
    if not isinstance(children, list) or depth > _MAX_DEPTH:
        return ""
    inner = [child for child in children if isinstance(child, Mapping)]
    return "".join(_node(child, removed, depth + 1) for child in inner)


def _node(node: Card, removed: list[tuple[str, str]], depth: int) -> str:
    kind = said(node, "type").removeprefix("extended-")
    if kind in {"text", "tab", "at-link-search"}:
        return _text(node) if kind == "text" else " "
    if kind == "linebreak":
        return "<br>"
    inside = _children(node, removed, depth)
    if kind in {"link", "autolink", "at-link"}:
        return f'<a href="{html.escape(said(node, "url"))}">{inside}</a>'
    if kind == "heading":
        tag = said(node, "tag")
        tag = tag if tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else "h2"
        return f"<{tag}>{inside}</{tag}>"
    if kind == "list":
        return _list(node, inside)
    if kind == "aside":
        return f'<blockquote class="pullquote">{inside}</blockquote>'
    if kind in _BLOCKS:
        return f"<{_BLOCKS[kind]}>{inside}</{_BLOCKS[kind]}>"
    return _card(kind, node, inside, removed)


def _text(node: Card) -> str:
    words = node.get("text")
    markup = html.escape(words, quote=False) if isinstance(words, str) else ""
    bits = node.get("format")
    if isinstance(bits, int) and markup.strip():
        for bit, tag in _FORMATS:
            if bits & bit:
                markup = f"<{tag}>{markup}</{tag}>"
    return markup


def _list(node: Card, inside: str) -> str:
    inside = under_entries(inside)
    if said(node, "tag") == "ol" or said(node, "listType") == "number":
        start = node.get("start")
        first = f' start="{start}"' if isinstance(start, int) and start > 1 else ""
        return f"<ol{first}>{inside}</ol>"
    return f"<ul>{inside}</ul>"


def _card(kind: str, node: Card, inside: str, removed: list[tuple[str, str]]) -> str:
    is_door = kind == "button" and said(node, "buttonUrl").startswith("#/")  # "#/portal/signup"
    made = None if is_door else card_markup(kind, node)
    if kind == "callout" and inside:
        made = f"<aside>{inside}</aside>"
    if made is None:
        if inside:
            return inside
        named = said(node, "src", "title", "fileTitle", "productTitle", "buttonText", "url")
        below = said(node, "caption", "fileCaption", "productDescription", "html", "header")
        shown = f"{kind}: {', '.join(filter(None, [named, plain(below)]))}"
        removed.append((shown.strip(": ")[:200], "a card that a story cannot hold"))
        return ""
    return made if kind == "callout" else made + inside
