"""The structured text of DatoCMS, whose blocks stand beside it and are pointed at by number -> one tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from articles.ingest.richtext.nodes import Node

_BESIDE: Final = ("blocks", "inlineBlocks", "inlineRecords")
_DEEPEST: Final = 40


def resolved(value: object) -> object:
    """The tree of a structured text with each block in its place; anything else as it is."""
    text = value.get("value") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(text, Mapping):
        return value
    if text.get("schema") != "dast" or not isinstance(text.get("document"), Mapping):
        return value
    blocks = {str(one.get("id")): _named(one) for one in _beside(value)}
    return {"document": _filled(text["document"], blocks, 0)}


def _beside(value: Node) -> Iterator[Node]:
    for name in _BESIDE:
        found = value.get(name)
        for one in found if isinstance(found, list) else ():
            if isinstance(one, Mapping):
                yield one


def _named(block: Node) -> Node:
    """A block by the name of its model: "ImageBlockRecord" is an image."""
    made = dict(block)
    for name, inner in block.items():
        if isinstance(inner, Mapping) and {"url", "alt"} <= inner.keys():
            made[name] = {"caption": inner.get("title"), **inner}
    return made


def _filled(node: Any, blocks: Mapping[str, Node], depth: int) -> Any:
    if depth > _DEEPEST or not isinstance(node, Mapping):
        return node
    if node.get("type") in {"block", "inlineBlock", "inlineItem"}:
        return blocks.get(str(node.get("item")), node)
    children = node.get("children")
    if not isinstance(children, list):
        return node
    return {**node, "children": [_filled(one, blocks, depth + 1) for one in children]}
