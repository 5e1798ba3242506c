"""Shapes that bare text has lost: lists below a colon, and questions that head their answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from articles.ingest.cleaning.boxes import BOX_WIDTH
from articles.ingest.cleaning.captions_proposed import SHOWS, ends_in_middle
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import is_capitals
from articles.ingest.credits import split_credit
from articles.ingest.picture_labels import has_picture_label

SENTENCE_WIDTH: Final = 8
SHOUTED: Final = 0.6
"""Words of a line that is more than a heading, and the share of such lines in capitals in a teletype's copy."""
ITEM_WIDTH: Final = 12
"""Words of one item; a longer line is a caption or a sentence without its stop."""
BOX_ITEM_WIDTH: Final = 24
FEWEST_ITEMS: Final = 3
REPEATED_LABELS: Final = 0.6
"""So many of the labels are different ones: both sides of a match have goals."""
VALUE_WIDTH: Final = 7
"""Words of a label and its value, in half of the lines at most; captions behind labels are longer."""
QUESTION_WIDTH: Final = 12
PARTED_SHARE: Final = 0.6
"""Of the pairs of lines so many have a blank line between them, or a missing one says nothing."""
FEWEST_QUESTIONS: Final = 2
"""One short question may be the writer's own; two that each stand above copy, or one among headings, head it."""

_QUESTION: Final = re.compile(
    r"(?:Who|What|When|Where|Why|Which|Whose|How|Is|Are|Was|Were|Can|Could|Do|Does|Did|Will|Would|Should|Has|"
    r"Have|Wer|Was|Wann|Wo|Warum|Wieso|Wie|Welche[rs]?|Qui|Que|Quand|Où|Pourquoi|Comment|Combien|Quelles?|"
    r"¿\w+)\b[^.!?\"“”«»]*\?"
)


LINE_UP_NUMBERS: Final = 7
LINE_UP_WIDTH: Final = 60
_NUMBERS: Final = re.compile(r"(?<!\w)\d+(?!\w)")
_LABELLED: Final = re.compile(
    r"[A-ZÀ-Þ][\w’'/()-]*(?: [\w’'/()-]+){0,3}: \S|[$£€]?\d[\d,.%]* [–—-] \S"
)
_SOURCES: Final = re.compile(r"Sources|References|External links|Related news", re.IGNORECASE)
_SOURCE: Final = re.compile(r"[\"“][^\"“”]{3,300}[\"”].{0,200}\d{4}")
_LABEL_END: Final = re.compile(r":| [–—-] ")
_NUMBERED: Final = re.compile(r"(?:No\.? ?|#)?(\d{1,2})[.):] +\S.{1,90}")

FEWEST_QUANTITIES: Final = 4
QUANTITY_WIDTH: Final = 12
_QUANTITY: Final = re.compile(r"(?:\d{1,4}(?:[.,/–-]\d{1,3})?\s?[½¼¾⅓⅔⅛]?|[½¼¾⅓⅔⅛])\s?[a-zà-ÿ]")
"""As "250g dried noodles", "1½ tbsp vinegar", "3 aubergines"; results have names behind their figures."""


def is_shouted(passages: Sequence[Passage]) -> bool:
    """Whether copy is all in capitals, as a teletype printed it: most lines longer than a heading are."""
    told = [is_capitals(each.text) for each in passages if each.width >= SENTENCE_WIDTH]
    return len(told) > 1 and sum(told) > SHOUTED * len(told)


def lists_after_colons(copy: Copy) -> None:
    """Short open lines below a line that ends in a colon become the items of a list."""
    live = copy.live()
    for place, above in enumerate(live):
        if above.role or above.text[-1:] != ":" or above.width < FEWEST_ITEMS:
            continue
        items = []
        for passage in live[place + 1 :]:
            if not _is_item(passage):
                break
            items.append(passage)
        fewest = 2 if all(map(_is_labelled, items)) else FEWEST_ITEMS
        if len(items) >= fewest and len({each.key for each in items}) == len(items):
            above.role = "body"
            for passage in items:
                passage.role = "bullet"
                copy.note(passage, "list-lines")


def lists_in_boxes(copy: Copy) -> None:
    """Open lines right below a long line in capitals are the list of the box that it opens."""
    live = copy.live()
    for place, above in enumerate(live):
        if above.role or above.width < BOX_WIDTH or not is_capitals(above.text):
            continue
        items = []
        for passage in live[place + 1 :]:
            if not _is_item(passage, BOX_ITEM_WIDTH) or is_capitals(passage.text):
                break
            items.append(passage)
        below = live[place + 1 + len(items) : place + 2 + len(items)]
        if (
            len(items) >= FEWEST_ITEMS
            and len({each.key for each in items}) == len(items)
            and not any(SHOWS.search(each.text) for each in items)
            and not any(each.key == items[-1].key for each in below)
        ):
            for passage in items:
                passage.role = "bullet"
                copy.note(passage, "list-lines")


def lists_of_sources(copy: Copy) -> None:
    """Below a lone "Sources", lines with a title in quotes and a date are a list."""
    live = copy.live()
    for place, label in enumerate(live):
        if not _SOURCES.fullmatch(label.text):
            continue
        items = live[place + 1 :]
        if items and all(
            _SOURCE.search(each.text) or noise(each.text, edge=True) for each in items
        ):
            label.role = "heading"
            for passage in items:
                if _SOURCE.search(passage.text):
                    passage.role = "bullet"
                    copy.note(passage, "list-lines")
            return


def labelled_lists(copy: Copy) -> None:
    """Three or more short lines side by side, each a label and its value, are a list."""
    run: list[Passage] = []
    for passage in [*copy.live(), None]:
        if passage is not None and _is_labelled(passage):
            run.append(passage)
            continue
        labels = {_LABEL_END.split(each.text)[0] for each in run}
        values = sorted(0 if each.text[:1].isdigit() else each.width for each in run)
        many = len(run) >= FEWEST_ITEMS and len(labels) > REPEATED_LABELS * len(run)
        if (
            many
            and len({each.key for each in run}) == len(run)
            and values[len(run) // 2] <= VALUE_WIDTH
        ):
            for each in run:
                each.role = "bullet"
                copy.note(each, "list-lines")
        run = []


def _is_labelled(passage: Passage) -> bool:
    return (
        _LABELLED.match(passage.text[:40]) is not None
        and passage.width <= _longest_value(passage.text)
        and is_loose(passage)
        and not is_capitals(passage.text)
        and not ends_in_middle(passage.text)
        and noise(passage.text, edge=True) is None
    )


def _longest_value(words: str) -> int:
    """Words that a label with its value may have: more behind a figure, most in a line-up with its marks."""
    if len(_NUMBERS.findall(words)) >= LINE_UP_NUMBERS:
        return LINE_UP_WIDTH
    return BOX_ITEM_WIDTH if words[:1].isdigit() else ITEM_WIDTH


def _is_item(passage: Passage, most: int = ITEM_WIDTH) -> bool:
    return (
        is_loose(passage)
        and passage.width <= most
        and not ends_in_middle(passage.text)
        and noise(passage.text, edge=True) is None
    )


def is_loose(passage: Passage) -> bool:
    """Whether a line has no stop, no role yet, and nothing that makes it a caption."""
    return (
        passage.open
        and not passage.role
        and split_credit(passage.text) is None
        and not has_picture_label(passage.text)
    )


def questions(copy: Copy) -> None:
    """Questions that stand alone above their answers become headings."""
    live = [each for each in copy.live() if each.role != "caption"]
    found = [each for place, each in enumerate(live) if _heads(live, place)]
    headed = any(each.role == "heading" and not is_capitals(each.text) for each in live)
    if len(found) < FEWEST_QUESTIONS - headed:
        found = [each for each in found if _stands_tight(live, each)]
    for passage in found:
        passage.role = "heading"
        copy.note(passage, "question-heading")


def _stands_tight(live: list[Passage], question: Passage) -> bool:
    """Whether no blank line stands below a question, where one stands between most lines."""
    gaps = [other.number - one.number for one, other in pairwise(live)]
    parted = sum(gap > 1 for gap in gaps) >= PARTED_SHARE * len(gaps)
    return parted and gaps[live.index(question)] == 1


def numbered(copy: Copy) -> None:
    """Short lines that count from 1 upwards, each above copy, are the headings of a list of things."""
    live = [each for each in copy.live() if each.role in ("", "body")]
    found: list[Passage] = []
    for above, below in pairwise(live):
        match = (
            _NUMBERED.fullmatch(above.text) if above.open and above.width <= ITEM_WIDTH else None
        )
        counts = match is not None and int(match[1]) == len(found) + 1
        if counts and below.finished and below.width > above.width // 2:
            found.append(above)
    if len(found) >= FEWEST_ITEMS:
        for passage in found:
            passage.role = "heading"
            copy.note(passage, "numbered-heading")


def _heads(live: list[Passage], place: int) -> bool:
    passage = live[place]
    if passage.role != "body" or passage.width > QUESTION_WIDTH or not place:
        return False
    after = live[place + 1] if place + 1 < len(live) else None
    return (
        after is not None
        and after.role == "body"
        and after.width > passage.width
        and not after.text.endswith("?")
        and _QUESTION.fullmatch(passage.text) is not None
    )


def quantities(copy: Copy) -> None:
    """Four or more lines in a row, each of so much of something, are the list of a recipe."""
    run: list[Passage] = []
    for passage in [*copy.live(), None]:
        if (
            passage is not None
            and not passage.role
            and passage.open
            and _QUANTITY.match(passage.text)
        ) and passage.width <= QUANTITY_WIDTH:
            run.append(passage)
            continue
        if len(run) >= FEWEST_QUANTITIES:
            for each in run:
                each.role = "bullet"
                copy.note(each, "list-lines")
        run = []
