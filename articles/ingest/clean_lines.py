"""The entrance for bare text: numbered lines -> a body document, each touched line with its note."""

from __future__ import annotations

import re
from operator import eq
from typing import Final

from articles.body.document import Block, fact_box, figure, heading, paragraph, rule, text
from articles.body.document import bullet_list as bullets
from articles.body.ids import fill_ids
from articles.ingest import captions, sign_offs, tails
from articles.ingest.clean_boxes import Names, find_boxes, sentence_case
from articles.ingest.clean_copy import Cleaned, Copy, Passage
from articles.ingest.clean_groups import tight_groups
from articles.ingest.clean_head import first_of, learn_head, propose_headline
from articles.ingest.clean_labels import labelled
from articles.ingest.clean_rules import Rule, edge_places, noise
from articles.ingest.clean_shapes import lists_after_colons, lists_in_boxes, questions
from articles.ingest.clean_text import is_capitals, is_word_like
from articles.ingest.clean_wire import mend_marks, passages
from articles.ingest.credits import split_credit
from articles.ingest.record import StoryRecord

ASKED_WIDTH: Final = 16
LONGEST_RUN: Final = 90_000
"""Characters in one run of text: the body takes 100,000."""

_BULLET: Final = re.compile(r"(?:[•·▪‣*]|-(?= [A-ZÀ-Þ0-9]))\s+(?=\S)")  # a dash opens speech
_ASKS: Final = re.compile(r"(?:Do|Are|Were|Have|Did) (?:YOU|you)\b[^?]*\?")
_VIDEO: Final = re.compile(r"video \d{1,2}:\d\d(?::\d\d)?", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"(?:[*_=~–—-]\s*){3,40}")
_DOUBLED: Final = re.compile(r"\b(\w{3,})([ \u00a0]+)\1\b")


def clean_lines(record: StoryRecord) -> Cleaned:
    """Clean `record.lines`; see the rules in clean_rules.RULES."""
    copy = Copy([])
    passages(record.lines or [], copy)
    mend_marks(copy)
    sign_offs.orders_of_time(copy)
    labelled(copy)
    tight_groups(copy)
    learn_head(copy, record)
    tails.set_aside(copy)
    _drop_noise(copy)
    _mark_plain_shapes(copy)
    captions.mark(copy)
    questions(copy)
    flag_doubled_words(copy)
    _build(copy)
    _headline(copy, record)
    copy.cleaned.notes = list(copy.notes())
    return copy.cleaned


def _drop_noise(copy: Copy) -> None:
    live = copy.live()
    edges = edge_places([each.text for each in live])
    sure = {id(each): found for each in live if (found := noise(each.text)) is not None}
    for place, passage in enumerate(live):
        beside = live[max(0, place - 1) : place] + live[place + 1 : place + 2]
        edge = place in edges or any(id(other) in sure for other in beside)
        found = sure.get(id(passage)) or noise(passage.text, edge=edge)
        if not found and _is_pitch(beside, sure):
            copy.take_out(passage, "newsletter")
        elif _asks_readers(passage) and any(_is_contact(sure, other) for other in beside):
            copy.take_out(passage, "contact-prompt")
        elif _is_open_below_video(passage, live[max(0, place - 1) : place]):
            copy.take_out(passage, "video-prompt")
        elif _counts_pictures(passage, live[place + 1 : place + 2]):
            copy.take_out(passage, "gallery-count")
        elif found and not (found.where == "edge" and _is_cell(passage, beside)):
            copy.take_out(passage, found.name)
        elif _is_only_signs(passage.text):
            copy.take_out(passage, "empty-line")


def _is_pitch(beside: list[Passage], sure: dict[int, Rule]) -> bool:
    """Whether a line stands between two lines of a newsletter's box."""
    rules = [sure[id(other)].name if id(other) in sure else "" for other in beside]
    return len(rules) == 2 and rules[0] == "newsletter" and rules[1] in ("newsletter", "cookies")


def _asks_readers(passage: Passage) -> bool:
    return passage.width <= ASKED_WIDTH and _ASKS.fullmatch(passage.text) is not None


def _is_contact(sure: dict[int, Rule], passage: Passage) -> bool:
    return id(passage) in sure and sure[id(passage)].name == "contact-prompt"


def _is_open_below_video(passage: Passage, before: list[Passage]) -> bool:
    """Whether it is the title of a video whose length stands on the line above."""
    return (
        passage.open
        and passage.width <= ASKED_WIDTH
        and bool(before)
        and _VIDEO.fullmatch(before[0].text) is not None
    )


def _counts_pictures(passage: Passage, after: list[Passage]) -> bool:
    """Whether a lone number stands above a caption with its credit: how many pictures there are."""
    return (
        passage.text.isdigit()
        and len(passage.text) <= 3
        and bool(after)
        and after[0].width > 3
        and split_credit(after[0].text) is not None
    )


def _is_only_signs(text: str) -> bool:
    return not (
        not text or is_word_like(text) or _SEPARATOR.fullmatch(text) or re.search(r"\d", text)
    )


def _is_cell(passage: Passage, beside: list[Passage]) -> bool:
    """Whether a bare number stands between short lines, as in a table of results."""
    return (
        passage.text.isdigit()
        and bool(beside)
        and all(other.width <= 4 and noise(other.text, edge=True) is None for other in beside)
    )


def _mark_plain_shapes(copy: Copy) -> None:
    live = copy.live()
    spoken = [place for place, each in enumerate(live) if not _SEPARATOR.fullmatch(each.text)]
    for place, passage in enumerate(live):
        if _SEPARATOR.fullmatch(passage.text):
            passage.role = "rule"
            if not spoken or not spoken[0] < place < spoken[-1]:
                copy.take_out(passage, "separator")
        elif _BULLET.match(passage.text) and any(
            _BULLET.match(other.text)
            for other in live[max(0, place - 1) : place] + live[place + 1 : place + 2]
        ):
            passage.role = "bullet"
    lists_after_colons(copy)
    lists_in_boxes(copy)


def flag_doubled_words(copy: Copy) -> None:
    """Note each passage in which a name stands twice in a row, as when a link was glued on."""
    for passage in copy.live():
        spoken = passage.text.split()
        if any(map(eq, spoken, spoken[1:])):
            found = _DOUBLED.finditer(passage.raw[:20_000])
            if any(match[1][0].isupper() or match[2] != " " for match in found):
                copy.note(passage, "doubled-word")


def _build(copy: Copy) -> None:
    """Make the document: boxes first, then everything else in its order."""
    names = Names(each.text for each in copy.passages if each.role in ("body", "caption"))
    boxes = dict(find_boxes(copy.passages))
    blocks: list[Block] = []
    place = 0
    while place < len(copy.passages):
        end = boxes.get(place)
        if end is None:
            place = _add(copy, place, blocks, names)
            continue
        head = copy.passages[place]
        head.block = fact_box(heading=sentence_case(head.text, names))
        copy.note(head, "fact-box")
        inside: list[Block] = []
        place += 1
        while place < end:
            place = _add(copy, place, inside, names)
        head.block["content"] = inside
        blocks.append(head.block)
    fill_ids(blocks)
    copy.cleaned.document = {"type": "doc", "content": blocks}


def _add(copy: Copy, place: int, blocks: list[Block], names: Names) -> int:
    """Append the block of the passage at `place`; the place of the next one."""
    passage = copy.passages[place]
    if passage.role == "bullet":
        end = place
        while end < len(copy.passages) and copy.passages[end].role == "bullet":
            end += 1
        items = copy.passages[place:end]
        block = bullets(*(_BULLET.sub("", each.text, count=1) for each in items))
        for each in items:
            each.block = block
        blocks.append(block)
        return end
    if passage.role != "gone":
        passage.block = _block(copy, passage, names)
        blocks.append(passage.block)
    return place + 1


def _block(copy: Copy, passage: Passage, names: Names) -> Block:
    if passage.role == "caption":
        return figure(caption=passage.text, credit=passage.credit, proposed=passage.proposed)
    if passage.role == "rule":
        return rule()
    if passage.role == "heading":
        words = passage.text.lstrip("# ")
        if is_capitals(words):
            words = sentence_case(words, names)
            copy.note(passage, "capitals-heading")
        return heading(words)
    return paragraph(*(text(part) for part in _runs(passage.text)))


def _runs(words: str) -> list[str]:
    """Parts that each fit into one run of text, cut at a space where there is one."""
    parts = []
    while len(words) > LONGEST_RUN:
        cut = words.rfind(" ", 1, LONGEST_RUN) + 1 or LONGEST_RUN
        parts.append(words[:cut])
        words = words[cut:]
    return [*parts, words]


def _headline(copy: Copy, record: StoryRecord) -> None:
    first = first_of(copy.live())
    if first is not None and not record.headline and propose_headline(copy.cleaned, first.text):
        copy.note(first, "proposed-headline")
