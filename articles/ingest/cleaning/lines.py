"""The entrance for bare text: numbered lines -> a body document, each touched line with its note."""

from __future__ import annotations

import re
from operator import eq
from typing import Final

from articles.body.document import (
    Block,
    fact_box,
    figure,
    heading,
    paragraph,
    quotation,
    rule,
    text,
)
from articles.body.document import bullet_list as bullets
from articles.body.ids import fill_ids
from articles.ingest.cleaning import captions, sign_offs, tails
from articles.ingest.cleaning.boxes import Names, find_boxes, sentence_case
from articles.ingest.cleaning.caption_credits import houses_before_alternatives, names_behind_echoes
from articles.ingest.cleaning.desk_labels import desk_labels
from articles.ingest.cleaning.groups import tight_groups
from articles.ingest.cleaning.head import first_of, last_stamps, learn_head, propose_headline
from articles.ingest.cleaning.known import known_captions
from articles.ingest.cleaning.labels import labelled
from articles.ingest.cleaning.litter import SEPARATOR, drop_noise
from articles.ingest.cleaning.live import live_headline, live_report
from articles.ingest.cleaning.mailers import merge_fields
from articles.ingest.cleaning.marked import dashed_headings
from articles.ingest.cleaning.menus import menus_above, menus_below
from articles.ingest.cleaning.passages import Cleaned, Copy, Passage
from articles.ingest.cleaning.posts import posts
from articles.ingest.cleaning.shapes import (
    labelled_lists,
    lists_after_colons,
    lists_in_boxes,
    lists_of_sources,
    numbered,
    quantities,
    questions,
)
from articles.ingest.cleaning.text import is_capitals, is_title_case
from articles.ingest.cleaning.translated import translators
from articles.ingest.cleaning.wire import mend_marks, passages
from articles.ingest.record import StoryRecord

LONGEST_RUN: Final = 90_000
"""Characters in one run of text: the body takes 100,000."""

CAPTION_IN_CAPITALS: Final = 5
"""Words of a caption in capitals; a shorter one may be a name."""
_BULLET: Final = re.compile(r"(?:[•·▪‣*]|-(?= [A-ZÀ-Þ0-9]))\s+(?=\S)")  # a dash opens speech
_DOUBLED: Final = re.compile(r"\b(\w{3,})([ \u00a0]+)\1\b")


def clean_lines(record: StoryRecord) -> Cleaned:
    """Clean `record.lines`; see the rules in rules.RULES."""
    copy = Copy([])
    passages(record.lines or [], copy)
    mend_marks(copy)
    merge_fields(copy)
    menus_above(copy)
    sign_offs.orders_of_time(copy)
    labelled(copy)
    known_captions(copy, record)
    tight_groups(copy)
    names_behind_echoes(copy)
    houses_before_alternatives(copy)
    is_live = live_report(copy)
    translators(copy)
    learn_head(copy, record)
    desk_labels(copy)
    if is_live and not record.headline:
        live_headline(copy)
    copy.cleaned.byline = copy.cleaned.byline or record.byline
    posts(copy)
    tails.set_aside(copy)
    menus_below(copy)
    last_stamps(copy)
    drop_noise(copy)
    _mark_plain_shapes(copy)
    captions.mark(copy)
    questions(copy)
    flag_doubled_words(copy)
    _build(copy)
    _headline(copy, record)
    copy.cleaned.day_first = None if copy.english else True
    copy.cleaned.notes = list(copy.notes())
    return copy.cleaned


def _mark_plain_shapes(copy: Copy) -> None:
    dashed_headings(copy)
    live = copy.live()
    spoken = [place for place, each in enumerate(live) if not SEPARATOR.fullmatch(each.text)]
    for place, passage in enumerate(live):
        if SEPARATOR.fullmatch(passage.text):
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
    labelled_lists(copy)
    quantities(copy)
    lists_of_sources(copy)
    numbered(copy)


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
    told = [each.text for each in copy.passages if each.role in ("body", "caption")]
    above = (copy.cleaned.headline, copy.cleaned.standfirst)
    names = Names([*told, *(each for each in above if not is_title_case(each))])
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
    if passage.role == "quotation":
        end = place
        while end < len(copy.passages) and copy.passages[end].role == "quotation":
            if copy.passages[end].credit != passage.credit:
                break
            end += 1
        quoted = copy.passages[place:end]
        block = quotation(*(each.text for each in quoted), attribution=passage.credit)
        for each in quoted:
            each.block = block
        blocks.append(block)
        return end
    if passage.role != "gone":
        passage.block = _block(copy, passage, names)
        blocks.append(passage.block)
    return place + 1


def _block(copy: Copy, passage: Passage, names: Names) -> Block:
    if passage.role == "caption":
        caption = passage.text
        if passage.width >= CAPTION_IN_CAPITALS and is_capitals(caption):
            caption = sentence_case(caption, names)
            copy.note(passage, "capitals-caption")
        return figure(
            caption=caption,
            credit=passage.credit,
            source_url=passage.reference,
            proposed=passage.proposed,
        )
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
