"""What follows a story on its page: lists of other stories, and the line that names its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from articles.ingest import sign_offs
from articles.ingest.clean_boxes import BOX_WIDTH
from articles.ingest.clean_copy import Copy, Passage
from articles.ingest.clean_corrections import corrections
from articles.ingest.clean_points import highlights
from articles.ingest.clean_rules import noise
from articles.ingest.clean_shapes import is_loose
from articles.ingest.clean_text import is_capitals
from articles.ingest.clean_topics import topics
from articles.ingest.head_patterns import WHEN
from articles.ingest.record import RelatedRecord
from articles.ingest.tail_patterns import (
    FIRST_APPEARED,
    FOOT_OF_FEED,
    FULL_HOST,
    HINT_OF_SOURCE,
    INLINE_LINK,
    MARKER,
    NO_LIST,
    PROMO_LABEL,
    READ_MORE,
    SAYS,
    SOURCE_LINE,
    SPOKEN,
    STRONG,
    WHEN_IN_LIST,
    YOURS,
)

# A tail begins past this share of the lines, and at most that share of
# what follows is long finished sentences.
TAIL_FROM: Final = 0.35
LONG_SHARE: Final = 0.20
LONG_SENTENCE: Final = 12
HEADLINE_WIDTH: Final = 14
"""Words of a question that may be a title."""
FIRST_LINES: Final = 4
LISTS: Final = 4
"""Lists that may stand in one text with the story between them."""
KNOWN_WORD: Final = 5
"""Letters of a word that says what a story is about."""
TITLE_WIDTH: Final = 5
"""Words; a shorter line under a label may be the next cross-head."""
SHORT_TITLE: Final = 3
KICKER_WIDTH: Final = 5
LONGEST_BOX: Final = 8
LAST_LINES: Final = 3
"""Lines at the end that may name the source."""
MARKERS: Final = 40
"""Labels of lists that are tried as the beginning of the tail; each try reads to the end."""

_TITLES_THEN_TEXT: Final = re.compile(r"(?P<titles>t+)(?:s$|ss)")


def set_aside(copy: Copy, *, with_tail: bool = True) -> None:
    """Take out, in order: highlights, words for editors, sources, topics, lists, corrections, sign-offs."""
    highlights(copy)
    sign_offs.words_for_editors(copy)
    _sources(copy)
    topics(copy)
    if with_tail:
        _tail(copy)
    _boxes(copy)
    corrections(copy)
    _source_line(copy)
    sign_offs.last_lines(copy)
    _sources(copy)


def source_of(text: str) -> tuple[str, str] | None:
    """(host or "", name as printed) of a line that says where the story first appeared, or None."""
    if len(text) > 400 or not HINT_OF_SOURCE.search(text):
        return None
    match = FOOT_OF_FEED.fullmatch(text)
    if match is None and len(text) <= 240:
        match = FIRST_APPEARED.fullmatch(text)
    if not match:
        return None
    name = match["name"].strip(" .,;:\"'“”‘’()")
    if (
        not name
        or len(name.split()) > 8
        or not (name[:1].isupper() or name.startswith("the ") or "." in name)
    ):
        return None
    full = FULL_HOST.fullmatch(name)
    return (full["host"].casefold() if full else "", name)


def _sources(copy: Copy) -> None:
    live = copy.live()
    for place, passage in enumerate(live):
        outside = place < 3 or place >= 0.6 * len(live)
        if outside and (found := source_of(passage.text)):
            _learn_source(copy, passage, found)


def _learn_source(copy: Copy, passage: Passage, found: tuple[str, str]) -> None:
    if not copy.cleaned.source_name:
        copy.cleaned.source, copy.cleaned.source_name = found
    copy.take_out(passage, "first-appeared")


def _source_line(copy: Copy) -> None:
    """Learn "Source: Al Jazeera and news agencies" from one of the last lines."""
    for passage in copy.live()[3:][-LAST_LINES:]:
        if match := SOURCE_LINE.fullmatch(passage.text):
            _learn_source(copy, passage, ("", match["name"].strip()))


def take_inner_line(copy: Copy, line: Passage) -> None:
    """A source line or author note that stands inside a list which goes with the tail."""
    if found := source_of(line.text):
        _learn_source(copy, line, found)
    else:
        sign_offs.keep_author_note(copy, line)


def is_marker(text: str) -> bool:
    """Whether `text` is the label of a list of other stories."""
    return len(text) <= 80 and MARKER.fullmatch(text) is not None


def _tail(copy: Copy) -> None:
    for _ in range(LISTS):
        if not _read_tail(copy, copy.live()):
            return


def _read_tail(copy: Copy, live: list[Passage]) -> bool:
    place = find_tail([each.text for each in live], lambda place: live[place + 1 :])
    if place is not None:
        read_list(copy, [live[place], *list_of(live[:place], live[place], live[place + 1 :])])
    return place is not None


def list_of(
    above: Sequence[Passage], label: Passage, after: Sequence[Passage]
) -> Sequence[Passage]:
    """The lines below a label without the sentences that go on with the story behind its titles.

    Titles and teasers by turns are a list to the end. Sentences behind titles alone are the story
    if they speak of what it spoke of.
    """
    ends = (place for place, each in enumerate(after) if place and is_marker(each.text))
    own = after[: next(ends, len(after))]
    if (box := _box_behind(own)) < len(own):
        own = after = own[:box]
    spoken = [place for place, each in enumerate(own) if _is_title_or_text(each)]
    shapes = "".join("s" if _is_prose(after[place]) else "t" for place in spoken)
    found = _TITLES_THEN_TEXT.match(shapes)
    if found is None:
        return after
    start = spoken[found.end("titles")]
    next_lines = after[start : start + 2]
    if any(WHEN_IN_LIST.fullmatch(each.text) for each in after[start + 1 : start + 4]):
        return after  # each title has its time, and the next one follows
    if shapes == "ts" and YOURS.match(label.text):
        return after
    if found["titles"] != shapes[:-1]:
        seen = {word for each in above for word in _words(each)}
        if not any(seen & _words(each) or SAYS.search(each.text[:400]) for each in next_lines):
            return after
    return after[:start]


def _box_behind(lines: Sequence[Passage]) -> int:
    """Where a line in capitals opens a box of the story behind titles that have none."""
    for place, each in enumerate(lines):
        if is_capitals(each.text):
            goes_on = any(_is_prose(other) for other in lines[place + 1 :])
            return place if place and each.width >= BOX_WIDTH and goes_on else len(lines)
    return len(lines)


def _is_title_or_text(passage: Passage) -> bool:
    text = passage.text
    return not (
        noise(text, edge=True)
        or WHEN_IN_LIST.fullmatch(text)
        or is_marker(text)
        or source_of(text)
        or sign_offs.is_author_note(text)
    )


def _words(passage: Passage) -> set[str]:
    return {word for word in passage.key[:2000].split() if len(word) >= KNOWN_WORD}


def find_tail(texts: Sequence[str], after: Callable[[int], Sequence[Passage]]) -> int | None:
    """The place of the label at which the list of other stories begins; None without one.

    `after` gives the lines that follow a place, as a reader would see them.
    """
    labels = (
        place
        for place in range(1, len(texts))
        if is_marker(texts[place]) or READ_MORE.fullmatch(texts[place])
    )
    for place in islice(labels, MARKERS):
        if READ_MORE.fullmatch(texts[place]):
            lines = after(place)
            if place >= TAIL_FROM * len(texts) and lines and not any(map(_is_prose, lines)):
                return place
            continue
        plain = STRONG.fullmatch(texts[place]) is not None
        if place >= TAIL_FROM * len(texts):
            if _is_tail(after(place), alternating=plain):
                return place
        elif plain and _is_tail(after(place), alternating=True, share=0.0):
            return place  # a short story above a long list
    return None


def _is_copy(passage: Passage) -> bool:
    return passage.width >= LONG_SENTENCE or SPOKEN.search(passage.text[:400]) is not None


def _is_prose(passage: Passage) -> bool:
    asks = passage.text.endswith("?") and passage.width <= HEADLINE_WIDTH
    return passage.finished and not asks and noise(passage.text, edge=True) is None


def _is_tail(after: Sequence[Passage], *, alternating: bool, share: float = LONG_SHARE) -> bool:
    """Few long sentences, or for plain labels of lists also titles and finished teasers by turns."""
    lines = [
        each for each in after if noise(each.text, edge=True) is None and not source_of(each.text)
    ]
    lines = [each for each in lines if not sign_offs.is_author_note(each.text)]
    long = [each.finished and _is_copy(each) for each in lines]
    if sum(long) <= share * len(lines):
        return bool(lines) or share > 0
    spoken = [each for each in lines if _is_title_or_text(each)]
    prose = [_is_prose(each) for each in spoken]
    by_turns = 4 <= len(spoken) <= 24 and not any(prose[::2]) and all(prose[1::2])
    by_turns = by_turns and 2 * sum(map(_is_copy, spoken[1::2])) >= len(spoken[1::2])
    return alternating and by_turns and len({each.key for each in spoken}) == len(spoken)


def _boxes(copy: Copy) -> None:
    """Lists of other stories inside the text: a label with titles, and "Read more: Title"."""
    live = copy.live()
    for index, passage in enumerate(live):
        if passage.role == "gone":
            continue
        if index >= FIRST_LINES and _is_promo(live, index):
            _take_promo(copy, live, index)
            continue
        if index >= FIRST_LINES and _is_labelled_promo(live[index : index + 4]):
            copy.take_out(passage, "related-marker")
            copy.take_out(live[index + 1], "tail")
            copy.cleaned.related.append(RelatedRecord(headline=live[index + 2].text))
            copy.take_out(live[index + 2], "related-headline")
            continue
        match = INLINE_LINK.fullmatch(passage.text) if len(passage.text) <= 240 else None
        if match and not passage.finished:
            copy.cleaned.related.append(RelatedRecord(headline=match["headline"]))
            copy.take_out(passage, "related-headline")
        elif READ_MORE.fullmatch(passage.text) or (
            is_marker(passage.text) and not NO_LIST.match(passage.text)
        ):
            listed = _listed(live[index + 1 : index + 2 + LONGEST_BOX])
            if any(_is_title(each) for each in listed) or STRONG.fullmatch(passage.text):
                read_list(copy, [passage, *listed])


def _is_promo(live: list[Passage], index: int) -> bool:
    """Whether the title of another story stands in the text, with its day on the line below."""
    title, day = live[index], live[index + 1] if index + 1 < len(live) else None
    return (
        day is not None
        and _is_title(title)
        and len(day.text) <= 40
        and WHEN.fullmatch(day.text) is not None
        and live[index - 1].text[-1:] != ":"
    )


def _is_labelled_promo(lines: list[Passage]) -> bool:
    """Whether "Exclusive", a kicker in capitals and a title stand above copy that goes on."""
    return (
        len(lines) == 4
        and PROMO_LABEL.fullmatch(lines[0].text) is not None
        and _is_kicker(lines[1], lines[2])
        and lines[3].finished
    )


def _take_promo(copy: Copy, live: list[Passage], index: int) -> None:
    title, day = live[index], live[index + 1]
    copy.cleaned.related.append(RelatedRecord(headline=title.text))
    copy.take_out(title, "related-headline")
    copy.take_out(day, "tail")
    above = [each for each in live[max(0, index - 2) : index] if each.role != "gone"]
    wall = [each for each in above if (rule := noise(each.text)) and rule.name == "paywall"]
    labels = [each for each in above if each.open and each.width <= 2 and each not in wall]
    if wall or len(labels) == 1:
        for each in labels:
            copy.take_out(each, "related-marker")


def _listed(after: Sequence[Passage]) -> list[Passage]:
    """The lines of a list in the text: as far as an end mark, a last date or a box, else none."""
    box = _box_behind(after)
    if box < len(after) and all(_is_title(each) for each in after[:box]):
        return list(after[:box])
    last, titles = -1, 0
    for index, each in enumerate(after):
        if each.finished and _is_copy(each):
            break
        if noise(each.text, edge=True) or WHEN_IN_LIST.fullmatch(each.text):
            last = index
        elif last == index - 1 and _is_title_above(each, after[index + 1 : index + 2]):
            last, titles = index, titles + 1
        elif last == index - 1 and _is_kicker(each, *after[index + 1 : index + 2]):
            last = index
    if titles == len(after):
        return []  # nothing shows where it ends
    return list(after[: last + 1])


def _is_title(passage: Passage) -> bool:
    return passage.width >= TITLE_WIDTH and is_loose(passage)


def _is_title_above(passage: Passage, below: Sequence[Passage]) -> bool:
    """Whether a line is a title; a short one only above another, since it may be a cross-head."""
    short = passage.width >= SHORT_TITLE and is_loose(passage)
    return _is_title(passage) or (short and any(map(_is_title, below)))


def _last_that_speaks(lines: Sequence[Passage]) -> Passage | None:
    """The last line that is neither a button nor a label."""
    speaking = [each for each in lines[1:] if noise(each.text, edge=True) is None]
    return speaking[-1] if speaking else None


def _is_kicker(passage: Passage, below: Passage | None = None) -> bool:
    """Whether some words in capitals stand above the title that they belong to."""
    return (
        below is not None
        and passage.width <= KICKER_WIDTH
        and is_capitals(passage.text)
        and _is_title(below)
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
        known = noise(text, edge=True)
        if (
            known
            or is_marker(text)
            or WHEN_IN_LIST.fullmatch(text)
            or not re.search(r"[^\W\d_]", text)
            or (related and related[-1].headline.endswith(f" {text}"))
            or _is_kicker(passage, *lines[place : place + 1])
        ):
            copy.take_out(passage, known.name if known else "tail")
        elif source_of(text) or sign_offs.is_author_note(text):
            continue
        elif (
            related
            and not related[-1].teaser
            and (not passage.open and passage.width >= 5 and not text.endswith("?"))
        ):
            related[-1].teaser = text
            copy.take_out(passage, "related-teaser")
        elif passage.width >= 3 and len(text) <= 300:
            related.append(RelatedRecord(headline=text))
            copy.take_out(passage, "related-headline")
        else:
            copy.take_out(passage, "tail")
    copy.cleaned.related += related
