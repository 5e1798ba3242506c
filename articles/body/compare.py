"""Two versions of a body, word by word; and the way to merge them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal

from articles.body.merging import Conflict, Merged, merge
from articles.body.order import moved
from articles.body.shapes import Block, Document
from articles.body.words import block_text, count_words, sentences

__all__ = [
    "AttributeChange",
    "BlockChange",
    "Conflict",
    "Merged",
    "Span",
    "diff",
    "merge",
    "word_spans",
    "words_changed",
]

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_PAIRS = 1_000_000  # tokens of one side times those of the other: about half a second
_MOST_CANDIDATES = 20
_SAME_ENOUGH = 0.5  # share of words two blocks must have in common to be one block rewritten


@dataclass(frozen=True, slots=True)
class Span:
    """Words that stayed, came or went."""

    kind: Literal["kept", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """An attribute of a block that is not the same any more, such as a figure's caption."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of one block of the document."""

    kind: Literal["kept", "added", "removed", "moved", "changed"]
    block_id: str
    block_type: str
    old: Block | None
    new: Block | None
    spans: list[Span] = field(default_factory=list)
    """The words; empty for a figure and other blocks without any."""
    attributes: list[AttributeChange] = field(default_factory=list)
    is_moved: bool = False
    """Also true of a changed block that stands elsewhere too."""


def diff(old: Document, new: Document) -> list[BlockChange]:
    """Every block of both versions in the order of the new one, removed ones where they stood.

    Blocks are the same by id; of the others, a removed and an added one in the same place that
    share half their words count as one that was changed.
    """
    old_blocks = {block["attrs"]["id"]: block for block in old["content"]}
    new_blocks = {block["attrs"]["id"]: block for block in new["content"]}
    shifted = moved(list(old_blocks), list(new_blocks))
    changes: list[BlockChange] = []
    removed = _removed_before(old_blocks, new_blocks, shifted)
    gone = removed.pop("", [])
    added: list[Block] = []
    for block_id, block in new_blocks.items():
        if block_id not in old_blocks:
            added.append(block)
            continue
        if block_id not in shifted:
            changes.extend(_between(gone, added))
            gone, added = removed.get(block_id, []), []
        else:
            changes.extend(_between([], added))
            added = []
        changes.append(_change(old_blocks[block_id], block, is_moved=block_id in shifted))
    changes.extend(_between(gone, added))
    return changes


def _removed_before(
    old: dict[str, Block], new: dict[str, Block], shifted: frozenset[str]
) -> dict[str, list[Block]]:
    """Removed blocks under the id of the block, kept in its place, that they followed."""
    found: dict[str, list[Block]] = {}
    anchor = ""
    for block_id, block in old.items():
        if block_id not in new:
            found.setdefault(anchor, []).append(block)
        elif block_id not in shifted:
            anchor = block_id
    return found


def _between(gone: list[Block], added: list[Block]) -> Iterator[BlockChange]:
    """Blocks that went from and came to one place; the likeliest pairs are changes."""
    waiting = list(gone)
    for block in added:
        words = frozenset(block_text(block).split())
        match = next(
            (each for each in waiting[:_MOST_CANDIDATES] if _is_rewritten(each, block, words)), None
        )
        if match is None:
            yield BlockChange("added", *_named(block), None, block, _spans("added", block))
            continue
        position = waiting.index(match)
        yield from map(_removal, waiting[:position])
        waiting = waiting[position + 1 :]
        yield _change(match, block, is_moved=False)
    yield from map(_removal, waiting)


def _removal(block: Block) -> BlockChange:
    return BlockChange("removed", *_named(block), block, None, _spans("removed", block))


def _named(block: Block) -> tuple[str, str]:
    return block["attrs"]["id"], block["type"]


def _spans(kind: Literal["kept", "added", "removed"], block: Block) -> list[Span]:
    text = block_text(block)
    return [Span(kind, text)] if text else []


def _is_rewritten(old: Block, new: Block, new_words: frozenset[str]) -> bool:
    if old["type"] != new["type"] or not new_words:
        return False
    old_words = frozenset(block_text(old).split())
    return len(old_words & new_words) / max(len(old_words), len(new_words)) >= _SAME_ENOUGH


def _change(old: Block, new: Block, *, is_moved: bool) -> BlockChange:
    if old == new:
        kind: Literal["moved", "kept"] = "moved" if is_moved else "kept"
        return BlockChange(kind, *_named(new), old, new, _spans("kept", new), is_moved=is_moved)
    names = dict.fromkeys((*old["attrs"], *new["attrs"]))
    attributes = [
        AttributeChange(name, old["attrs"].get(name), new["attrs"].get(name))
        for name in names
        if name != "id" and old["attrs"].get(name) != new["attrs"].get(name)
    ]
    spans = word_spans(block_text(old), block_text(new))
    return BlockChange("changed", *_named(new), old, new, spans, attributes, is_moved)


def word_spans(old: str, new: str) -> list[Span]:
    """The two texts as one row of spans; kept and removed ones give the old, kept and added the new.

    Compares words and marks; very long texts by sentences; past that, the whole is replaced.
    """
    if old == new:
        return [Span("kept", new)] if new else []
    for cut in (_TOKENS.findall, _sentence_tokens):
        left, right = cut(old), cut(new)
        head = _common(left, right)
        tail = _common(left[head:][::-1], right[head:][::-1])
        middle = left[head : len(left) - tail], right[head : len(right) - tail]
        if len(middle[0]) * len(middle[1]) <= _MOST_PAIRS:
            break
    else:
        return _joined([("removed", [old]), ("added", [new])])
    return _joined([("kept", left[:head]), *_steps(*middle), ("kept", left[len(left) - tail :])])


_Step = tuple[Literal["kept", "added", "removed"], list[str]]


def _steps(left: list[str], right: list[str]) -> Iterator[_Step]:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for name, start, end, other_start, other_end in matcher.get_opcodes():
        if name == "equal":
            yield "kept", left[start:end]
        else:
            yield "removed", left[start:end]
            yield "added", right[other_start:other_end]


def _common(left: list[str], right: list[str]) -> int:
    pairs = zip(left, right, strict=False)
    return next(
        (number for number, (one, other) in enumerate(pairs) if one != other),
        min(len(left), len(right)),
    )


def _sentence_tokens(text: str) -> list[str]:
    """The sentences with the space that follows each, so that joined they are the text."""
    tokens: list[str] = []
    start = 0
    for sentence in sentences(text)[1:]:
        found = text.find(sentence, start + 1)
        tokens.append(text[start:found])
        start = found
    return [*tokens, text[start:]]


def _joined(steps: list[_Step]) -> list[Span]:
    """Spans without empty ones; what was removed and added between two kept words is one pair."""
    spans: list[Span] = []
    gone: list[str] = []
    came: list[str] = []

    def close() -> None:
        if gone:
            spans.append(Span("removed", "".join(gone)))
        if came:
            spans.append(Span("added", "".join(came)))
        gone.clear()
        came.clear()

    for kind, tokens in steps:
        if kind == "removed":
            gone.extend(tokens)
        elif kind == "added":
            came.extend(tokens)
        elif tokens:
            between = "".join(tokens)
            if not between.strip() and (gone or came):
                # A lone space between two changed words belongs to the change.
                gone.extend(tokens)
                came.extend(tokens)
                continue
            close()
            spans.append(Span("kept", between))
    close()
    return spans


def words_changed(old: Document, new: Document) -> tuple[int, int]:
    """(words added, words removed) between two versions; moved blocks count nothing."""
    added = removed = 0
    for change in diff(old, new):
        for span in change.spans:
            added += count_words(span.text) if span.kind == "added" else 0
            removed += count_words(span.text) if span.kind == "removed" else 0
    return added, removed
