"""Lists of other stories: their labels, titles and teasers, where each ends, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from articles.ingest.cleaning import sign_offs
from articles.ingest.cleaning.boxes import BOX_WIDTH
from articles.ingest.cleaning.head_patterns import LONE_NAME, WHEN
from articles.ingest.cleaning.noise_elsewhere import is_list_label
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.shapes import is_loose
from articles.ingest.cleaning.tail_patterns import (
    MARKER,
    SAYS,
    SOURCE_LINE,
    SPOKEN,
    WHEN_IN_LIST,
    YOURS,
)
from articles.ingest.cleaning.tail_sources import learn_source, source_of
from articles.ingest.cleaning.text import is_capitals, is_trailing_off
from articles.ingest.credits import NAME_FOR, credit_alone, split_credit
from articles.ingest.record import RelatedRecord

LONG_SENTENCE: Final = 12
HEADLINE_WIDTH: Final = 14
"""Words of a question that may be a title."""
STORY_LINES: Final = 4
"""Lines behind a list that may show that the story goes on."""
KNOWN_WORD: Final = 5
"""Letters of a word that says what a story is about."""
COUNTED: Final = 2
"""Numbered headings above a list, so that the next one below it is no title."""
TITLE_WIDTH: Final = 5
"""Words; a shorter line under a label may be the next cross-head."""
BELOW_TEASERS: Final = frozenset({"read-more", "relative-time", "share-bar", "reading-time"})
"""What may stand below a teaser of a list; behind any other noise its sentence is the story's."""
_OF_WRITER: Final = re.compile(rf"By {LONE_NAME.pattern}(?: and {LONE_NAME.pattern})?")
_SAID_ON: Final = re.compile(
    r"[\"“‘'][^\"”]{2,360}[,.?!][\"”’'] (?:he|she|they) (?:said|says|added|adds|told|continued)\b"
)
"""A quotation of "he" or "she": no teaser of another story says who that is."""
_DATED_TAGS: Final = re.compile(r" \d{1,2}/\d{1,2}/\d{2}$")
"""Topics and a day in figures on one line: "cats rats upper east side 3/27/24"."""
_NUMBERED: Final = re.compile(r"(?P<number>\d{1,2})[.)] \S")
_COUNT: Final = re.compile(r"^\d{1,2}[.)] (?=\S)")
SHORT_TITLE: Final = 3
LONGEST_TIME: Final = 90
KICKER_WIDTH: Final = 5
"""Words in capitals above a title."""
_TITLES_THEN_TEXT: Final = re.compile(
    r"(?P<titles>t+)(?:s$|ss)|(?P<more>tt+)st+$|(?P<plain>tt+)sts(?!ts)"
)
"""Shapes of titles and texts where the first text goes on with the story: no list has a teaser below
its last title alone."""


@lru_cache(maxsize=1024)
def is_marker(text: str) -> bool:
    """Whether `text` is the label of a list of other stories."""
    return len(text) <= 80 and (MARKER.fullmatch(text) is not None or is_list_label(text))


def list_of(
    above: Sequence[Passage], label: Passage, after: Sequence[Passage]
) -> Sequence[Passage]:
    """The lines below a label without the sentences that go on with the story behind its titles.

    Titles and teasers by turns are a list to the end. Sentences behind titles alone are the story
    if they speak of what it spoke of.
    """
    if (next_number := goes_on_counting(above, after)) < len(after):
        return after[:next_number]
    after = after[: _said_on(after)]
    ends = (place for place, each in enumerate(after) if place and is_marker(each.text))
    own = after[: next(ends, len(after))]
    if (box := box_behind(own)) < len(own):
        own = after = own[:box]
    spoken = [place for place, each in enumerate(own) if is_title_or_text(each)]
    shapes = "".join("s" if _is_story(after[place]) else "t" for place in spoken)
    while spoken and shapes[-1] == "t" and _is_button_like(after[spoken[-1]]):
        spoken, shapes = spoken[:-1], shapes[:-1]
    found = _TITLES_THEN_TEXT.match(shapes)
    if found is None:
        rest = after[len(own) :]
        if rest and is_marker(rest[0].text) and shapes.strip("t") == "":  # the next list
            return after[: len(own) + 1 + len(list_of([*above, label, *own], rest[0], rest[1:]))]
        return after
    titles = found["titles"] or found["more"] or found["plain"]
    start = spoken[len(titles)]
    next_lines = after[start : start + STORY_LINES]
    if any(is_when(each.text) for each in after[start + 1 : start + 4]):
        return after  # each title has its time, and the next one follows
    if shapes == "ts" and YOURS.match(label.text):
        return after
    below = noise(after[start + 1].text) if len(titles) == 1 and start + 1 < len(after) else None
    if below and below.name not in BELOW_TEASERS:
        return after[:start]
    if titles != shapes[:-1]:
        seen = {word for each in above for word in _words(each)}
        if not any(seen & _words(each) or SAYS.search(each.text[:400]) for each in next_lines):
            return after
    return after[:start]


def _is_button_like(passage: Passage) -> bool:
    """Whether a line of one or two words is too short for a title; scripts without case have no words."""
    text = passage.text
    return passage.width < SHORT_TITLE and text.upper() != text.lower()


def _said_on(lines: Sequence[Passage]) -> int:
    """Where somebody of whom the story spoke goes on speaking; the number of lines without that."""
    said = (at for at, each in enumerate(lines) if at and _SAID_ON.match(each.text[:400]))
    return next(said, len(lines))


def goes_on_counting(above: Sequence[Passage], lines: Sequence[Passage]) -> int:
    """Where the next of the story's numbered headings stands among lines; their number without one."""
    counted = [found for each in above if (found := _NUMBERED.match(each.text))]
    if len(counted) < COUNTED:
        return len(lines)
    following = int(counted[-1]["number"]) + 1
    for place, each in enumerate(lines):
        found = _NUMBERED.match(each.text)
        if found and place and int(found["number"]) == following:
            return place
    return len(lines)


def box_behind(lines: Sequence[Passage]) -> int:
    """Where a line in capitals opens a box of the story behind titles that have none."""
    for place, each in enumerate(lines):
        if is_capitals(each.text):
            goes_on = any(is_prose(other) for other in lines[place + 1 :])
            return place if place and each.width >= BOX_WIDTH and goes_on else len(lines)
    return len(lines)


def is_when(text: str) -> bool:
    """Whether a line is the time of another story, and nothing else."""
    if len(text) > LONGEST_TIME:
        return False
    return WHEN_IN_LIST.fullmatch(text) is not None or WHEN.fullmatch(text) is not None


def is_title_or_text(passage: Passage) -> bool:
    """Whether a line is neither button, time, label, source nor note about a writer."""
    text = passage.text
    return not (
        noise(text, edge=True)
        or is_when(text)
        or is_marker(text)
        or source_of(text)
        or SOURCE_LINE.fullmatch(text)
        or sign_offs.is_author_note(text)
        or sign_offs.is_signed_off(text)
    )


def _words(passage: Passage) -> set[str]:
    return {word for word in passage.key[:2000].split() if len(word) >= KNOWN_WORD}


def is_copy(passage: Passage) -> bool:
    """Whether a finished line is the story's own: long, or somebody's words."""
    return passage.width >= LONG_SENTENCE or SPOKEN.search(passage.text[:400]) is not None


def is_prose(passage: Passage) -> bool:
    """Whether a line ends as a sentence does and is no short question, which may be a title."""
    asks = passage.text.endswith("?") and passage.width <= HEADLINE_WIDTH
    return passage.finished and not asks and noise(passage.text, edge=True) is None


def _is_story(passage: Passage) -> bool:
    """Whether a line is prose, or a caption with its credit: no list of titles has one."""
    return is_prose(passage) or split_credit(passage.text) is not None


def is_title(passage: Passage) -> bool:
    """Whether a line without a stop is long enough to name another story."""
    return passage.width >= TITLE_WIDTH and is_loose(passage)


def is_title_above(passage: Passage, below: Sequence[Passage]) -> bool:
    """Whether a line is a title; a short one only above another, since it may be a cross-head."""
    short = passage.width >= SHORT_TITLE and is_loose(passage)
    return is_title(passage) or (short and any(map(is_title, below)))


def _last_that_speaks(lines: Sequence[Passage]) -> Passage | None:
    """The last line that is neither a button nor a label."""
    speaking = [each for each in lines[1:] if noise(each.text, edge=True) is None]
    return speaking[-1] if speaking else None


def is_kicker(passage: Passage, below: Passage | None = None) -> bool:
    """Whether some words in capitals stand above the title that they belong to."""
    return (
        below is not None
        and passage.width <= KICKER_WIDTH
        and is_capitals(passage.text)
        and is_title(below)
        and not is_capitals(below.text)
    )


def read_list(copy: Copy, lines: Sequence[Passage]) -> None:
    """Turn a label and its titles and teasers into related candidates; all of it leaves the text."""
    copy.take_out(lines[0], "related-marker")
    related: list[RelatedRecord] = []
    last = _last_that_speaks(lines)
    for place, passage in enumerate(lines[1:], start=2):
        text = passage.text
        if (
            passage is last
            and passage.finished
            and len(related) > 1
            and not any(each.teaser for each in related)
        ):
            break  # titles alone, then a sentence: the story goes on
        if split_credit(text) is not None and passage.finished | text.endswith(")"):
            break  # a caption with its credit: the story goes on
        known = noise(text, edge=True)
        if (
            known
            or is_marker(text)
            or is_when(text)
            or not re.search(r"[^\W\d_]", text)
            or (related and related[-1].headline.endswith(f" {text}"))
            or _OF_WRITER.fullmatch(text)
            or _DATED_TAGS.search(text)
            or credit_alone(text)
            or (NAME_FOR.fullmatch(text) and related)
            or is_kicker(passage, *lines[place : place + 1])
        ):
            copy.take_out(passage, known.name if known else "tail")
        elif source_of(text) or sign_offs.is_author_note(text):
            continue
        elif (
            related
            and not related[-1].teaser
            and not (is_trailing_off(text) and is_trailing_off(related[-1].headline))
            and (not passage.open and passage.width >= 5 and not text.endswith("?"))
        ):
            related[-1].teaser = text
            copy.take_out(passage, "related-teaser")
        elif passage.width >= 3 and len(text) <= 300:
            related.append(RelatedRecord(headline=_COUNT.sub("", text)))
            copy.take_out(passage, "related-headline")
        else:
            copy.take_out(passage, "tail")
    copy.cleaned.related += related


def take_inner_line(copy: Copy, line: Passage) -> None:
    """A source line or author note that stands inside a list which goes with the tail."""
    if found := source_of(line.text):
        learn_source(copy, line, found)
    else:
        sign_offs.keep_author_note(copy, line)
