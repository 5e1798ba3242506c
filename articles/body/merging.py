"""Two bodies that grew from one, put together block by block; where both changed one, both stay."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from articles.body.order import together
from articles.body.shapes import Block, Document
from articles.body.validation import validate


@dataclass(frozen=True, slots=True)
class Conflict:
    """A block that both sides changed, each in its own way; None where a side has it not."""

    block_id: str
    base: Block | None
    mine: Block | None
    theirs: Block | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The body put together, and what somebody must still decide.

    In the document a block in conflict is mine, or theirs where mine has deleted it.
    """

    document: Document
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Document, mine: Document, theirs: Document) -> Merged:
    """Both sides' changes since `base`, by the ids of the document's own blocks.

    Changes of different blocks, moves and insertions go together; a change that both made alike
    counts once; everything else that both did to one block is a conflict, also words far apart.
    All three are validated bodies. Raises InvalidBody if the whole is over a limit of the body.
    """
    mine, theirs = _with_shared_ids(base, mine, theirs)
    blocks = [_by_id(document) for document in (base, mine, theirs)]
    chosen: dict[str, Block] = {}
    conflicts: list[Conflict] = []
    for block_id in dict.fromkeys(each for side in blocks for each in side):
        old, own, other = (side.get(block_id) for side in blocks)
        block = other if own == old else own
        if other not in (own, old) and own != old:
            conflicts.append(Conflict(block_id, old, own, other))
            block = own or other
        if block is not None:
            chosen[block_id] = block
    base_order, my_order, their_order = map(list, blocks)
    order = together(base_order, my_order, their_order, kept=chosen)
    whole = validate({"type": "doc", "content": [chosen[each] for each in order]})
    rank = {block_id: number for number, block_id in enumerate(order)}
    conflicts.sort(key=lambda conflict: rank.get(conflict.block_id, len(rank)))
    return Merged(whole, conflicts)


def _by_id(document: Document) -> dict[str, Block]:
    return {block["attrs"]["id"]: block for block in document["content"]}


def _with_shared_ids(base: Document, mine: Document, theirs: Document) -> tuple[Document, Document]:
    """Both sides, with one and the same block where both wrote the same into the same place."""
    known = set(_by_id(base)) | set(_by_id(mine)) & set(_by_id(theirs))
    written: dict[tuple[str, str], deque[Block]] = {}
    for before, block in _new_blocks(mine, known):
        written.setdefault((before, _nameless(block)), deque()).append(block)
    same: dict[str, Block] = {}
    for before, block in _new_blocks(theirs, known):
        if alike := written.get((before, _nameless(block))):
            own = alike.popleft()
            first = min(own, block, key=lambda each: str(each["attrs"]["id"]))
            same[own["attrs"]["id"]] = same[block["attrs"]["id"]] = first
    return _replaced(mine, same), _replaced(theirs, same)


def _replaced(document: Document, blocks: dict[str, Block]) -> Document:
    content = [blocks.get(block["attrs"]["id"], block) for block in document["content"]]
    return {"type": "doc", "content": content}


def _new_blocks(document: Document, known: set[str]) -> list[tuple[str, Block]]:
    """Blocks that the base does not know, each with the id of the known block before it."""
    found: list[tuple[str, Block]] = []
    before = ""
    for block in document["content"]:
        if block["attrs"]["id"] in known:
            before = block["attrs"]["id"]
        else:
            found.append((before, block))
    return found


def _nameless(value: object) -> str:
    """The block as text without any id, to compare by."""
    if isinstance(value, dict):
        return repr({key: _nameless(inner) for key, inner in value.items() if key != "id"})
    if isinstance(value, list):
        return repr([_nameless(inner) for inner in value])
    return repr(value)
