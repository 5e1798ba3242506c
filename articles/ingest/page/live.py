"""Updates of a live page: its LiveBlogPosting says the time of each, and the page shows their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from articles.body.blocks import BLOCKS
from articles.body.document import Block, live_update, paragraph
from articles.body.ids import fill_ids
from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.page.tree import letters
from articles.ingest.plain import plain, words_of

FEWEST: Final = 2
"""Updates that must be found on the page; one alone is no live page."""
MOST: Final = 2_000
OPENING: Final = 60
"""Letters by which an update without a heading is known on the page."""
_INSIDE: Final = frozenset(BLOCKS["live_update"].content or ())


@dataclass(frozen=True, slots=True)
class _Update:
    at: str
    heading: str
    text: str


def with_updates(document: dict[str, Any], said: object) -> dict[str, Any]:
    """The document with its live updates as blocks; as it is, where the page names none.

    `said` is the page's "liveBlogUpdate". What stands before the first update stays in front of it.
    Where the page does not show the updates, their text is what the page says of them.
    """
    updates = _updates(said)
    if len(updates) < FEWEST:
        return document
    blocks = document["content"]
    starts = _starts(blocks, updates)
    if len(starts) < FEWEST:
        told = [each for each in updates if each.text]
        added = [_block(each, _paragraphs(each.text)) for each in told]
        return _with_ids(document, [*blocks, *added]) if len(told) >= FEWEST else document
    places = sorted(starts)
    made = list(blocks[: places[0]])
    for start, end in zip(places, [*places[1:], len(blocks)], strict=True):
        update = starts[start]
        own = blocks[start:end]
        if update.heading and _key(own[0]) == letters(update.heading):
            own = own[1:]
        inside = [each for each in own if each["type"] in _INSIDE]
        made.append(_block(update, inside or _paragraphs(update.text or update.heading)))
        made += [each for each in own if each["type"] not in _INSIDE]
    return _with_ids(document, made)


def _with_ids(document: dict[str, Any], blocks: list[Block]) -> dict[str, Any]:
    fill_ids(blocks)
    return {**document, "content": blocks}


def _updates(said: object) -> list[_Update]:
    found = []
    for each in said[:MOST] if isinstance(said, list) else []:
        if not isinstance(each, Mapping):
            continue
        moment = _moment(each.get("datePublished") or each.get("dateCreated"))
        heading, text = words_of(each.get("headline")), str(each.get("articleBody") or "").strip()
        if moment and (heading or text):
            found.append(_Update(moment, heading, text))
    return found


def _moment(value: Any) -> str:
    try:
        return read_date(value).isoformat() if isinstance(value, str) else ""
    except UnreadableDate:
        return ""


def _starts(blocks: Sequence[Block], updates: Sequence[_Update]) -> dict[int, _Update]:
    """Place of the block that begins an update -> that update; each update is found once."""
    by_heading = {letters(each.heading): each for each in updates if each.heading}
    by_opening = {
        letters(each.text.partition("\n")[0])[:OPENING]: each for each in updates if each.text
    }
    found: dict[int, _Update] = {}
    for place, block in enumerate(blocks):
        key = _key(block)
        update = by_heading.pop(key, None) if key else None
        if update is None and len(key) >= OPENING // 2:
            update = by_opening.pop(key[:OPENING], None)
        if update is not None and update not in found.values():
            found[place] = update
    return found


def _paragraphs(text: str) -> list[Block]:
    return [paragraph(words) for line in text.splitlines() if (words := plain(line))]


def _key(block: Block) -> str:
    runs = block.get("content", [])
    return letters("".join(run.get("text", "") for run in runs if isinstance(run, Mapping)))


def _block(update: _Update, content: Sequence[Block]) -> Block:
    return live_update(*content, at=update.at, heading=update.heading)
