"""Lines printed tight together where blank lines part the rest: a picture's count, caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from articles.ingest.cleaning.gallery_counters import without_counter
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import is_capitals, is_finished, key, reads_as_names
from articles.ingest.credits import (
    credit_alone,
    credit_behind_bar,
    has_call,
    is_house,
    is_signed,
    split_credit,
)
from articles.ingest.picture_labels import without_picture_word

PARTED_SHARE: Final = 0.4
"""Of the pairs of lines so many have a blank line between them, or a missing one says nothing."""
GROUP: Final = (2, 4)
CAPTION_WIDTH: Final = (4, 60)
ALTERNATIVE_WIDTH: Final = 15
SIGNED_WIDTH: Final = 5
CREDIT_WIDTH: Final = 9
"""Words of names alone, below a caption."""
_COUNT: Final = re.compile(r"\d{1,3}|\d{1,2}:\d\d")
_FILE: Final = re.compile(r"[\w.-]{3,80}\.(?:jpe?g|png|gif|webp)", re.IGNORECASE)
"""The file's name, as some pages print it above the caption."""
_CAPITAL_CREDIT: Final = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+ ?){1,4}/ ?(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’&-]+ ?){1,3}|SUPPLIED|HANDOUT"
)
"""Who took it in capitals, above the caption: "DEAN KERR/STUFF"."""
_COURTESY: Final = re.compile(r"(?:courtesy(?: of)?|handout|provided by|via) ", re.IGNORECASE)
_BY: Final = re.compile(r"by\b", re.IGNORECASE)


def tight_groups(copy: Copy) -> None:
    """Make captions of the tight groups that end in a credit; counts and alternative texts go."""
    _credits_above(copy)
    begun = False
    for group in _groups(copy.live()):
        if begun and _begins_with_alternative(group):
            copy.take_out(group[0], "alternative-text", into=group[1])
            group.pop(0)
        if any(each.role for each in group) or not GROUP[0] <= len(group) <= GROUP[1]:
            begun = begun or any(_is_copy(each) for each in group)
            continue
        if not _read(copy, group, begun=begun):
            begun = begun or any(_is_copy(each) for each in group)


def _credits_above(copy: Copy) -> None:
    """Who took a picture in capitals, right above a caption that has a blank line below."""
    live = copy.live()
    for place, (credit, caption) in enumerate(pairwise(live)):
        below = live[place + 2 : place + 3]
        apart = not below or below[0].number > caption.number + 1
        tight = caption.number == credit.number + 1 and apart
        if tight and _fits(caption) and _CAPITAL_CREDIT.fullmatch(credit.text):
            caption.role, caption.credit = "caption", credit.text
            copy.take_out(credit, "credit-line", into=caption)
            copy.note(caption, "credited-caption")


def _begins_with_alternative(group: list[Passage]) -> bool:
    """Whether what a picture shows stands first, right above its caption with the credit."""
    if len(group) < 2 or any(each.role for each in group[:2]):
        return False
    one, other = group[:2]
    told = one.open and CAPTION_WIDTH[0] <= one.width <= ALTERNATIVE_WIDTH
    return told and split_credit(one.text) is None and split_credit(other.text) is not None


def _groups(live: list[Passage]) -> Iterator[list[Passage]]:
    """The lines of `live` in groups between blank lines; none where the copy has no blank lines."""
    gaps = [other.number - one.number for one, other in pairwise(live)]
    if not gaps or sum(gap > 1 for gap in gaps) < PARTED_SHARE * len(gaps):
        return
    group = [live[0]]
    for gap, passage in zip(gaps, live[1:], strict=True):
        if gap > 1:
            yield group
            group = []
        group.append(passage)
    yield group


def _is_copy(passage: Passage) -> bool:
    return passage.finished and passage.width > CREDIT_WIDTH


def _read(copy: Copy, group: list[Passage], *, begun: bool) -> bool:
    """Whether the group is a picture's: its caption has its role and credit then, and the rest goes."""
    count = group[0] if _COUNT.fullmatch(group[0].text) or _FILE.fullmatch(group[0].text) else None
    lines = group[1:] if count else group
    filed = count is not None and _FILE.fullmatch(count.text) is not None
    caption, credit = _parted(copy, lines, counted=count is not None, begun=begun or filed)
    if filed and caption is None and len(lines) > 1 and _are_names(lines[-1], counted=True):
        caption, credit = lines[-2], lines[-1].text
    if caption is None:
        return False
    if count:
        copy.take_out(count, "gallery-count")
    for each in lines:
        if each is caption:
            break
        copy.take_out(each, "alternative-text", into=caption)
    if lines[-1] is not caption:
        copy.take_out(lines[-1], "credit-line", into=caption)
    caption.rewrite(without_picture_word(caption.text))
    caption.role, caption.credit = "caption", credit
    copy.note(caption, "credited-caption")
    return True


def _parted(
    copy: Copy, lines: list[Passage], *, counted: bool, begun: bool
) -> tuple[Passage | None, str]:
    """(the caption, its credit) of a group without its count; (None, "") where it is no picture's."""
    last, above = lines[-1], lines[:-1]
    if noise(last.text, edge=True):
        return None, ""
    if len(lines) == 2 and is_house(lines[0].text) and last.open and last.width >= CAPTION_WIDTH[0]:
        return last, lines[0].text
    if found := split_credit(last.text) or credit_behind_bar(last.text):
        if len(above) == 1 and _may_be_alternative(above[0], found.words):
            last.rewrite(found.words)
            return last, found.credit
        return None, ""
    if not above or not CAPTION_WIDTH[0] <= above[-1].width <= CAPTION_WIDTH[1]:
        return None, ""
    caption = above[-1]
    if len(above) > 2 or _BY.match(last.text):
        return None, ""
    if len(above) == 2 and key(without_picture_word(above[0].text)) != caption.key:
        return None, ""
    credit = credit_alone(last.text) or (last.text if _is_signed(caption, last) else "")
    if not credit and begun and (counted or caption.finished):
        known = any(last.key in each.key and last.key != each.key for each in copy.passages)
        credit = last.text if _are_names(last, counted=counted) and not known else ""
    return (caption, credit) if credit else (None, "")


def _is_signed(caption: Passage, last: Passage) -> bool:
    """Whether names in capitals stand below an open caption: "GALE & MOFFAT"."""
    return (
        caption.open
        and last.open
        and 2 <= last.width <= SIGNED_WIDTH
        and not is_capitals(caption.text)
        and is_capitals(last.text)
        and is_signed(last.text)
        and not has_call(last.text)
    )


def _fits(passage: Passage) -> bool:
    return CAPTION_WIDTH[0] <= passage.width <= CAPTION_WIDTH[1]


def _may_be_alternative(passage: Passage, caption: str) -> bool:
    """Whether a line above a credited caption says what the picture shows."""
    if split_credit(passage.text) or without_counter(passage.text) != passage.text:
        return False
    return CAPTION_WIDTH[0] <= passage.width <= CAPTION_WIDTH[1] // 2 and (
        passage.finished or key(caption).startswith(passage.key) or is_finished(caption)
    )


def _are_names(passage: Passage, *, counted: bool) -> bool:
    bare = _COURTESY.sub("", passage.text)
    return (
        passage.open
        and 2 - counted <= passage.width <= CREDIT_WIDTH
        and not re.search(r"\d", bare)
        and reads_as_names(bare)
    )
