"""A credit on a line of its own finds the caption beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from articles.ingest.cleaning.captions_proposed import LONGEST_CAPTION, OPENING, SHOWS
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.text import is_capitals, reads_as_names, sentences
from articles.ingest.credits import HOUSE_AND_NAME, NAME_AND_HOUSE
from articles.ingest.picture_labels import without_label

BODY_WIDTH: Final = 45
ECHO_WIDTH: Final = 4
NAME_WIDTH: Final = 5
HOUSE_WIDTH: Final = 4
_FEWEST_SHOWN: Final = 6
"""Words of a caption that only the line below it tells."""
_TELLS: Final = re.compile(r"\b(?:I|my|we|our|it|said|says|told|added)\b")
"""A sentence with such a word is the story's, though a credit stands below it."""
_SHOWN: Final = re.compile(
    r"(?:An?|Two|Three|Four|Several|A group of|People|Men|Women|Children|Close-up|Aerial) (?!(?:.* )?(?:said|told|"
    r"says)\b)"
    r"[a-z][^\"“”]{8,160}\.?"
)
"""What a picture shows, for who cannot see it, above its caption with house and name."""


def credit_line(
    copy: Copy, live: Sequence[Passage], index: int, credit: str, *, alone: bool
) -> None:
    """Give a lone credit to the caption beside it, else it is the credit of a wanted picture.

    A mere agency's name (`alone`) says less: only an open line beside it is its caption.
    """
    passage = live[index]
    before = live[index - 1] if index > 1 or (index and (live[0].open or not alone)) else None
    after = live[index + 1] if index + 1 < len(live) else None
    if before and _is_caption_of_house(before, passage):
        _credit_house(copy, live, index, credit)
        return
    labelled = after is not None and without_label(after.text) != after.text
    for other in (after, before) if labelled else (before, after):
        if (
            other
            and other.role in ("", "caption")
            and not other.credit
            and _may_be_caption(other, before)
        ):
            if alone and other.finished and other.role == "" and not SHOWS.search(other.text):
                continue
            if other.role == "":
                other.role = "caption"
                other.proposed = other.finished
                copy.note(other, "proposed-beside" if other.proposed else "credited-caption")
            other.credit = credit
            copy.take_out(passage, "credit-line", into=other)
            return
    if alone:
        copy.take_out(passage, "credit-line")
        return
    passage.rewrite("")
    passage.role, passage.credit = "caption", credit
    copy.note(passage, "credit-line")


def _is_caption_of_house(before: Passage, passage: Passage) -> bool:
    """Whether a line stands above who took its picture, in brackets with the house."""
    named = HOUSE_AND_NAME.fullmatch(passage.text) is not None
    return named and not before.role and before.width <= BODY_WIDTH


def _credit_house(copy: Copy, live: Sequence[Passage], index: int, credit: str) -> None:
    """The line above is the caption; the one above that may say the same for who cannot see it."""
    caption = live[index - 1]
    caption.role, caption.credit = "caption", credit
    copy.note(caption, "credited-caption")
    copy.take_out(live[index], "credit-line", into=caption)
    shown = live[index - 2] if index > 1 else None
    if shown and not shown.role and _SHOWN.match(shown.text):
        copy.take_out(shown, "alternative-text", into=caption)


def _may_be_caption(other: Passage, before: Passage | None) -> bool:
    if other.role == "caption" or without_label(other.text) != other.text:
        return True
    if OPENING.match(other.text) or other.width > BODY_WIDTH or not other.key:
        return False
    told = other is before and len(sentences(other.text)) == 1 and not _TELLS.search(other.text)
    return other.open or told


def houses_before_alternatives(copy: Copy) -> None:
    """A house stands before a picture's alternative text, then alone, then comes the caption (BBC)."""
    live = copy.live()
    for one, house, caption in zip(live, live[1:], live[2:], strict=False):
        if one.role or house.role or caption.role or house.width > HOUSE_WIDTH:
            continue
        told = one.text.startswith(f"{house.text} ") and one.width > house.width + ECHO_WIDTH
        shown = caption.open and ECHO_WIDTH <= caption.width <= BODY_WIDTH
        if told and shown and reads_as_names(house.text) and house.open:
            caption.role, caption.credit = "caption", house.text
            copy.take_out(one, "alternative-text", into=caption)
            copy.take_out(house, "credit-line", into=caption)
            copy.note(caption, "credited-caption")


def names_behind_echoes(copy: Copy) -> None:
    """Of a finished line that the next one repeats, a name behind it is who took the picture."""
    for one, other in pairwise(copy.live()):
        behind = other.text[len(one.text) :].strip() if other.text.startswith(one.text) else ""
        named = one.finished and one.width >= ECHO_WIDTH and 1 < len(behind.split()) <= NAME_WIDTH
        if (
            named
            and not other.role
            and not one.role
            and reads_as_names(behind)
            and behind[-1:].isalnum()
        ):
            other.rewrite(one.text)
            other.role, other.credit = "caption", behind
            copy.take_out(one, "alternative-text", into=other)
            copy.note(other, "credited-caption")


def is_signed_caption(
    one: Passage, other: Passage, above: Passage | None, *, is_last: bool
) -> bool:
    """Whether a line stands apart from all others with "Jo Kern/Pell Gazette" right below it.

    Below a whole sentence they may be who wrote: at the end of the copy, or where somebody speaks.
    """
    apart = other.number == one.number + 1 and (above is None or above.number < one.number - 1)
    return (
        apart
        and (one.open or not (is_last or _TELLS.search(one.text)))
        and not (one.role or other.role)
        and _FEWEST_SHOWN <= one.width <= LONGEST_CAPTION
        and not is_capitals(one.text)
        and NAME_AND_HOUSE.fullmatch(other.text) is not None
    )
