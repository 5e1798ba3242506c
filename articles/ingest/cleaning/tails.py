"""What follows a story on its page: lists of other stories, and the line that names its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from articles.ingest.cleaning import releases, sign_offs
from articles.ingest.cleaning.comments import readers_comments
from articles.ingest.cleaning.corrections import corrections
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.points import highlights
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.tail_lists import (
    is_copy,
    is_marker,
    is_prose,
    is_title_or_text,
    list_of,
    read_list,
)
from articles.ingest.cleaning.tail_patterns import READ_MORE, STRONG
from articles.ingest.cleaning.tail_promos import inner_lists, links_in_capitals
from articles.ingest.cleaning.tail_sources import source_line, source_of, sources
from articles.ingest.cleaning.topics import topics

# A tail begins past this share of the lines, and at most that share of
# what follows is long finished sentences.
TAIL_FROM: Final = 0.35
LONG_SHARE: Final = 0.20
LISTS: Final = 4
"""Lists that may stand in one text with the story between them."""
MARKERS: Final = 40
"""Labels of lists that are tried as the beginning of the tail; each try reads to the end."""


def set_aside(copy: Copy, *, with_tail: bool = True) -> None:
    """Take out, in order: highlights, words for editors, sources, topics, lists, corrections, sign-offs."""
    highlights(copy)
    readers_comments(copy)
    sign_offs.words_for_editors(copy)
    sources(copy)
    sign_offs.about_writers(copy)
    sign_offs.where_writers_were(copy)
    releases.forward_looking(copy)
    topics(copy)
    if with_tail:
        _tail(copy)
    links_in_capitals(copy)
    inner_lists(copy)
    corrections(copy)
    source_line(copy)
    sign_offs.last_lines(copy)
    sources(copy)


def _tail(copy: Copy) -> None:
    for _ in range(LISTS):
        if not _read_tail(copy, copy.live()):
            return


def _read_tail(copy: Copy, live: list[Passage]) -> bool:
    place = find_tail([each.text for each in live], lambda place: live[place + 1 :])
    if place is not None:
        read_list(copy, [live[place], *list_of(live[:place], live[place], live[place + 1 :])])
    return place is not None


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
            if place >= TAIL_FROM * len(texts) and lines and not any(map(is_prose, lines)):
                return place
            continue
        plain = STRONG.fullmatch(texts[place]) is not None
        if place >= TAIL_FROM * len(texts):
            if _is_tail(after(place), alternating=plain):
                return place
        elif plain and _is_tail(after(place), alternating=True, share=0.0):
            return place  # a short story above a long list
    return None


def _is_tail(after: Sequence[Passage], *, alternating: bool, share: float = LONG_SHARE) -> bool:
    """Few long sentences, or for plain labels of lists also titles and finished teasers by turns."""
    lines = [
        each for each in after if noise(each.text, edge=True) is None and not source_of(each.text)
    ]
    lines = [each for each in lines if not sign_offs.is_author_note(each.text)]
    long = [each.finished and is_copy(each) for each in lines]
    if sum(long) <= share * len(lines):
        return bool(lines) or share > 0
    spoken = [each for each in lines if is_title_or_text(each)]
    prose = [is_prose(each) for each in spoken]
    by_turns = 4 <= len(spoken) <= 24 and not any(prose[::2]) and all(prose[1::2])
    by_turns = by_turns and 2 * sum(map(is_copy, spoken[1::2])) >= len(spoken[1::2])
    return alternating and by_turns and len({each.key for each in spoken}) == len(spoken)
