"""Shapes that bare text has lost: lists below a colon, and questions that head their answers."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.captions_proposed import ends_in_middle
from articles.ingest.clean_copy import Copy, Passage
from articles.ingest.clean_rules import noise
from articles.ingest.credits import has_picture_label, split_credit

ITEM_WIDTH: Final = 12
"""Words of one item; a longer line is a caption or a sentence without its stop."""
FEWEST_ITEMS: Final = 3
QUESTION_WIDTH: Final = 12
FEWEST_QUESTIONS: Final = 2
"""One short question may be the writer's own; two that each stand above copy head it."""

_QUESTION: Final = re.compile(
    r"(?:Who|What|When|Where|Why|Which|Whose|How|Is|Are|Was|Were|Can|Could|Do|Does|Did|Will|Would|Should|Has|"
    r"Have|Wer|Was|Wann|Wo|Warum|Wieso|Wie|Welche[rs]?|Qui|Que|Quand|Où|Pourquoi|Comment|Combien|Quelles?|"
    r"¿\w+)\b[^.!?\"“”«»]*\?"
)


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
        if len(items) >= FEWEST_ITEMS and len({each.key for each in items}) == len(items):
            above.role = "body"
            for passage in items:
                passage.role = "bullet"
                copy.note(passage, "list-lines")


def _is_item(passage: Passage) -> bool:
    return (
        is_loose(passage)
        and passage.width <= ITEM_WIDTH
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
    if len(found) >= FEWEST_QUESTIONS:
        for passage in found:
            passage.role = "heading"
            copy.note(passage, "question-heading")


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
