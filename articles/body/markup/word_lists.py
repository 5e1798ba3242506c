"""Lists that a word processor writes as paragraphs with a level: put together as real lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.body.document import bullet_list, list_item, ordered_list
from articles.body.shapes import Block, children


@dataclass(frozen=True, slots=True)
class WordItem:
    """One such paragraph."""

    level: int
    ordered: bool
    paragraph: Block


def lists(items: Iterable[WordItem], deepest: int) -> list[Block]:
    """The items as lists inside one another, at most `deepest` of them."""
    roots: list[Block] = []
    opened: list[tuple[int, Block]] = []
    for item in items:
        while opened and opened[-1][0] > item.level and len(opened) > 1:
            opened.pop()
        kind = "ordered_list" if item.ordered else "bullet_list"
        if opened and opened[-1][0] == item.level and opened[-1][1]["type"] != kind:
            opened.pop()
        entry = list_item(item.paragraph)
        if opened and (opened[-1][0] >= item.level or len(opened) >= deepest):
            opened[-1][1]["content"].append(entry)
            continue
        made = ordered_list(entry) if item.ordered else bullet_list(entry)
        if opened:
            children(opened[-1][1])[-1]["content"].append(made)
        else:
            roots.append(made)
        opened.append((item.level, made))
    return roots
