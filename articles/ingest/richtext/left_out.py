"""What of a rich text kept as JSON its markup does not show, with the reason."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final

from articles.ingest.plain import plain, text_of
from articles.ingest.richtext.mobiledoc import is_mobiledoc, mobiledoc_markup
from articles.ingest.richtext.nodes import Node, attributes_of, children_of, is_leaf, kind_of
from articles.ingest.richtext.trees import to_markup

_LEFT_OUT: Final = (
    ("poll", "polls are not kept"),
    ("newsletter", "a sign-up form, not a part of the story"),
    ("switchedoff", "the desk has switched this part off"),
    ("relatedlist", "links to other stories; kept as related"),
)
_SEEN_TO: Final = (*(part for part, _why in _LEFT_OUT), "related", "break", "spacer")
"""Kinds that others take in, and those that only set space."""
_NO_PLACE: Final = "a block that a story cannot hold"
_RUNNING: Final = frozenset(
    {"", "block", "paragraph", "p", "text", "normal", "normaltext", "heading", "header", "list", "blockquote",
     "correction", "interstitiallink", "freeform", "unstyled"}
)  # fmt: skip
"""Blocks that are words and nothing else: empty ones say nothing; or others see to them."""
_SHOWN: Final = re.compile(r"<(?:img|iframe|hr|a|video|audio)\b|[^\W_]")
_SETTING: Final = re.compile(r"[\w.:/#%?=&+-]*")
"""A number, an address or a switch: no words for readers."""
MOST: Final = 200


def left_out(value: object, depth: int = 0) -> list[tuple[str, str]]:
    """(words, reason) of the nodes that `to_markup` does not write."""
    if depth > 20:
        return []
    if isinstance(value, list):
        return [entry for child in value for entry in left_out(child, depth + 1)]
    if not isinstance(value, Mapping):
        return []
    if is_mobiledoc(value):
        return mobiledoc_markup(value)[1]
    reason = next((why for part, why in _LEFT_OUT if part in kind_of(value)), "")
    if reason:
        facts = attributes_of(value)
        words = plain(text_of(facts.get("title")) or text_of(facts.get("poll")) or kind_of(value))
        return [(words, reason)]
    return [entry for child in children_of(value) for entry in left_out(child, depth + 1)] or (
        left_out(value["body"], depth + 1) if isinstance(value.get("body"), Mapping) else []
    )


def not_written(value: object) -> list[tuple[str, str]]:
    """(kind and words, reason) of the blocks of a body of which nothing stands in its markup."""
    if isinstance(value, Mapping) and {"entityMap", "ops"} & value.keys():
        return []  # what a block of Draft.js or Quill shows stands elsewhere in the document
    found = [
        (_told(block), _NO_PLACE)
        for block in _blocks(value)
        if kind_of(block) not in _RUNNING
        and not is_leaf(block)
        and not any(part in kind_of(block) for part in _SEEN_TO)
        and not _is_shown(block, value)
    ]
    return found[:MOST]


def _blocks(value: object) -> list[Node]:
    """The blocks at the top of a body, whatever its root is called."""
    while isinstance(value, Mapping):
        held = (value[key] for key in ("root", "document", "data", "raw", "json") if value.get(key))
        value = children_of(value) or next(held, [])
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _is_shown(block: Node, value: object) -> bool:
    markup = to_markup([block, {"_type": "block", "children": []}] if "_type" in block else [block])
    return bool(
        _SHOWN.search(re.sub(r"<(?!img|iframe|hr|a\b|video|audio)[^<>]{0,300}>", "", markup or ""))
    )


def _told(block: Node) -> str:
    """What a block is and the words in it, those for programs aside."""
    words = list(dict.fromkeys(_words(block, 0)))
    kind = next(
        (
            str(block[key])
            for key in ("type", "_type", "__component", "blockType")
            if block.get(key)
        ),
        "block",
    )
    return f"{kind}: {'; '.join(words)}"[:300].rstrip(": ")


def _words(value: object, depth: int) -> Iterator[str]:
    if depth > 8:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in {"type", "_type", "_key", "kind", "subtype"}:
                yield from _words(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner, depth + 1)
    elif isinstance(value, str):
        words = plain(html.unescape(value))
        if words and (not _SETTING.fullmatch(words) or "/" in words):
            yield words[:200]
