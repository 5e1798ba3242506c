"""Which lines of bare text are captions: repeats and credits for sure, others proposed; the rest is copy.

The rules and their measure stand in README.md; tests/bench/captions.py measures them anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from articles.ingest.cleaning.caption_credits import BODY_WIDTH, credit_line, is_signed_caption
from articles.ingest.cleaning.caption_cuts import join_cuts
from articles.ingest.cleaning.captions_proposed import (
    LONGEST_CAPTION,
    OPENING,
    PROPOSED_WIDTH,
    SHOWS,
    ends_in_middle,
    is_item,
    propose,
)
from articles.ingest.cleaning.gallery_counters import counted_lines, without_counter
from articles.ingest.cleaning.head_patterns import DAY_OF_WEEK
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.shapes import is_shouted
from articles.ingest.cleaning.tail_patterns import SOURCE_LINE
from articles.ingest.cleaning.text import (
    digits_share,
    is_bracketed,
    is_capitals,
    key,
    reads_as_names,
    sentences,
)
from articles.ingest.credits import NAME_AND_HOUSE, NAME_FOR, credit_alone, is_house, split_credit
from articles.ingest.picture_labels import has_picture_label, without_label, without_picture_word

REPEAT_WIDTH: Final = 4
"""Words from which two equal lines mean something; shorter ones must stand one after the other."""
NEAR: Final = 2
"""Copies of a caption stand at most this many lines of prose apart."""
ALTERNATIVE_WIDTH: Final = 10
SHORT_ALTERNATIVE: Final = 8
LONG_WORD: Final = 5
"""Words of an alternative text above the text, and letters of a word that it shares with its caption."""
SHORTEST_SAID: Final = 4
LONGEST_SAID: Final = 12
SMALL_WORD: Final = 3
FEWEST_SHARED: Final = 2
SHARED: Final = 0.6
"""Words of an alternative text above a credited caption; words longer than the small ones that both have."""
CREDIT_LINE_WIDTH: Final = 5
HEADING_WIDTH: Final = 12
DAY_WIDTH: Final = 4
SPOKEN_WIDTH: Final = 6
"""Words up to which a line in quotes is a cross-head; a longer one is somebody's sentence."""
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ]")

COUNT_DIGITS: Final = 2
STORY_WIDTH: Final = 40
STORY_SENTENCES: Final = 4
_MORE: Final = re.compile(r"\s\+\d{1,3}$")
"""How many pictures more a gallery has, behind a caption that stands again without it."""
_COUNTED: Final = re.compile(r"\d{1,2}[.)] ")
_STOP: Final = re.compile(r"\w[.!?](?=[\s\"'”’]|[A-Z])")


def take_apart(copy: Copy) -> None:
    """Move credits off their captions and labels off their lines; credited lines become captions."""
    live = copy.live()
    keys = {passage.key for passage in live}
    counted = counted_lines([passage.text for passage in live])
    for index, passage in enumerate(live):
        bare = counted.get(index) or without_counter(_MORE.sub("", passage.text))
        if bare != passage.text and _MORE.search(passage.text) and key(bare) not in keys:
            bare = without_counter(passage.text)
        if bare != passage.text:
            passage.rewrite(bare)
            copy.note(passage, "gallery-counter")
            if passage.open:
                passage.role = "caption"
        bare = without_label(passage.text)
        if bare != passage.text:
            passage.rewrite(bare)
            passage.role = "caption"
            copy.note(passage, "caption-label")
        if credit := credit_alone(passage.text):
            credit_line(copy, live, index, credit, alone=is_house(passage.text))
        elif _is_whole_story(passage, live):
            continue
        elif (credited := split_credit(passage.text)) and passage.width <= LONGEST_CAPTION:
            passage.rewrite(without_picture_word(credited.words))
            passage.credit = credited.credit
            passage.role = "caption"
            copy.note(passage, "glued-credit" if credited.glued else "credited-caption")
        elif has_picture_label(passage.text) and passage.width <= LONGEST_CAPTION:
            passage.role = "caption"


def _is_whole_story(passage: Passage, live: Sequence[Passage]) -> bool:
    """Whether a story stands on one line, with a picture's credit behind it."""
    if passage.width < STORY_WIDTH or len(_STOP.findall(passage.text)) < STORY_SENTENCES:
        return False
    return sum(each.width for each in live) - passage.width < passage.width // 2


def find_repeats(copy: Copy) -> None:
    """Only what is certain: open lines printed more than once. Repeated sentences are flagged."""
    _alternative_texts(copy)
    _repeats(copy, prose_stays=True)


def mark(copy: Copy) -> None:
    """Give each live passage its role: body, caption (perhaps proposed) or heading."""
    take_apart(copy)
    _alternative_texts(copy)
    _repeats(copy)
    _credits_below(copy)
    _counts_above(copy)
    _shapes(copy)
    propose(copy)
    _headings(copy)


def _alternative_texts(copy: Copy) -> None:
    """Of two open lines side by side, one of which begins with all of the other, the longer stays."""
    join_cuts(copy)
    live = copy.live()
    begun = False
    for one, other in pairwise(live):
        if _COUNTED.match(one.text):
            continue  # a heading that counts
        begun = begun or (one.finished and one.role != "caption" and one.width > ALTERNATIVE_WIDTH)
        learned = copy.cleaned
        topped = bool(learned.headline and learned.standfirst) or (
            bool(learned.headline and (learned.byline or learned.published_at))
            and one.width <= SHORT_ALTERNATIVE
        )
        if not begun and other.credit and _shows_the_same(one, other, topped=topped):
            copy.take_out(one, "alternative-text", into=other)
            continue
        if other.credit and not one.role and one.text.islower() and one.width <= ALTERNATIVE_WIDTH:
            copy.take_out(one, "alternative-text", into=other)
            continue
        if other.credit and _says_less(one, other):
            copy.take_out(one, "alternative-text", into=other)
            continue
        if other.credit and one.open and not one.role and _begins(one.key, other.key):
            copy.take_out(one, "alternative-text", into=other)
            continue
        if not (one.open and other.open and one.role != "gone") or one.key == other.key:
            continue
        short, long = (one, other) if len(one.key) < len(other.key) else (other, one)
        if short.width >= REPEAT_WIDTH and long.key.startswith(short.key + " "):
            long.role = "caption"
            long.credit = long.credit or short.credit
            copy.note(long, "repeated-caption")
            copy.take_out(short, "alternative-text", into=long)


def _shows_the_same(one: Passage, other: Passage, *, topped: bool) -> bool:
    """Whether a short line above a credited caption shares the beginning of a long word with it.

    Below headline and standfirst (`topped`) there is nothing else that an open line could be.
    """
    if one.role or one.width > ALTERNATIVE_WIDTH or is_capitals(one.text):
        return False
    if len(sentences(one.text)) > 1:
        return False
    if topped and (one.open or SHOWS.search(one.text)):
        return True
    stems = {word[:LONG_WORD] for word in other.key.split() if len(word) >= LONG_WORD}
    own = [word[:LONG_WORD] for word in one.key.split() if len(word) >= LONG_WORD]
    shared = sum(1 for stem in own if stem in stems)
    return shared * 2 >= len(own) > 0 if one.finished else shared > 0  # a sentence may be the lede


def _says_less(one: Passage, other: Passage) -> bool:
    """Whether most words of a short line stand in the credited caption right below it, two of them at least."""
    if one.role or not one.open or other.role != "caption" or is_capitals(one.text):
        return False
    if not SHORTEST_SAID <= one.width <= LONGEST_SAID:
        return False
    stems = {word[:LONG_WORD] for word in other.key.split()}
    told = [word[:LONG_WORD] in stems for word in one.key.split() if len(word) > SMALL_WORD]
    return sum(told) >= FEWEST_SHARED and sum(told) >= SHARED * len(told)


def _credits_below(copy: Copy) -> None:
    """Who took a picture, in a line right below its caption: "Sam Holt for NPR", or names set tight."""
    live = copy.live()
    for place, (one, other) in enumerate(pairwise(live)):
        after = live[place + 2] if place + 2 < len(live) else None
        ends = after is None or after.number > other.number + 1
        above = live[place - 1] if place else None
        if ends and is_signed_caption(one, other, above, is_last=after is None):
            one.role = "caption"
            copy.note(one, "credited-caption")
        if one.role != "caption" or one.credit or one.proposed:
            continue
        tight = ends and other.number == one.number + 1 + _copies_below(copy, one, other)
        signed = NAME_AND_HOUSE.fullmatch(other.text) and tight
        if signed or NAME_FOR.fullmatch(other.text) or (tight and _is_name_line(other)):
            one.credit = other.text
            copy.take_out(other, "credit-line", into=one)


def _counts_above(copy: Copy) -> None:
    """The number of a picture, alone on the line above its caption."""
    for one, other in pairwise(copy.live()):
        counted = len(one.text) <= COUNT_DIGITS and one.text.isdigit() and not one.role
        if counted and other.role == "caption" and not other.proposed:
            copy.take_out(one, "gallery-count")


def _copies_below(copy: Copy, one: Passage, other: Passage) -> int:
    """The lines between the two that are gone: copies of the caption."""
    return sum(1 for each in copy.passages if one.number < each.number < other.number and each.text)


def _is_name_line(passage: Passage) -> bool:
    return (
        passage.role == ""
        and passage.open
        and 2 <= passage.width <= CREDIT_LINE_WIDTH
        and reads_as_names(passage.text)
    )


def _begins(one: str, other: str) -> bool:
    """Whether one of two lines begins with all of the other, which has some words."""
    short, long = sorted((one, other), key=len)
    return len(short.split()) >= REPEAT_WIDTH and long.startswith(short)


def _repeats(copy: Copy, *, prose_stays: bool = False) -> None:
    live = copy.live()
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, passage in enumerate(live):
        if passage.key:
            groups[passage.key].append(place)
    repeated = [places for places in groups.values() if len(places) > 1]
    doubled = _is_printed_twice(live, repeated, len(groups))
    for places in repeated:
        group = [live[place] for place in places]
        if prose_stays and all(passage.finished for passage in group):
            for passage in group[1:]:
                copy.note(passage, "repeated-sentence")
            continue
        if group[0].width < REPEAT_WIDTH:
            if _is_short_caption(group, places):
                _keep_one(copy, group[0], group[1:], "repeated-caption")
            continue
        _group(copy, live, places, doubled=doubled)


def _is_printed_twice(live: Sequence[Passage], repeated: list[list[int]], kinds: int) -> bool:
    """Whether most of the story itself was printed twice, so that repeats say nothing."""
    sentences_twice = sum(1 for places in repeated if all(live[place].finished for place in places))
    return sentences_twice >= 3 and sentences_twice > 0.4 * kinds


def _is_short_caption(group: list[Passage], places: list[int]) -> bool:
    """A name printed two or three times in a row; a table's cells or a chorus are no such thing."""
    in_a_row = places[-1] - places[0] == len(places) - 1
    first = group[0]
    return (
        in_a_row
        and first.width >= 2
        and first.open
        and digits_share(first.text) < 0.25
        and first.text[-1] not in ":,;"
    )


def _group(copy: Copy, live: Sequence[Passage], places: list[int], *, doubled: bool) -> None:
    group = [live[place] for place in places]
    stopped = [passage for passage in group if passage.finished and passage.role != "caption"]
    rest = [passage for passage in group if passage not in stopped]
    near = all(_are_near(live, *pair) for pair in pairwise(places))
    if stopped and rest and _is_alternative(places, group, stopped[0], rest[0]):
        _keep_one(copy, rest[0], [*stopped, *rest[1:]], "repeated-caption")
    elif stopped and rest:
        stopped[0].role = "body"
        _keep_one(copy, rest[0], rest[1:], "caption-and-sentence")
        for passage in stopped[1:]:
            copy.take_out(passage, "repeat", into=stopped[0])
    elif rest:
        credited = any(passage.role == "caption" for passage in rest)
        names = rest[0].width >= PROPOSED_WIDTH or _INNER_CAPITAL.search(rest[0].text) is not None
        if near or credited or (names and not ends_in_middle(rest[0].text)):
            _keep_one(copy, rest[0], rest[1:], "repeated-caption")
    elif doubled or (near and _is_copy(stopped[0])):
        stopped[0].role = "body"
        for passage in stopped[1:]:
            copy.take_out(passage, "repeat", into=stopped[0])
    elif near:
        _keep_one(copy, stopped[0], stopped[1:], "repeated-caption")
    else:
        for passage in stopped:
            passage.role = "body"
        for passage in stopped[1:]:
            copy.note(passage, "repeated-sentence")


def _is_alternative(
    places: list[int], group: list[Passage], sentence: Passage, caption: Passage
) -> bool:
    """Whether a sentence is the alternative text right above the same words with a credit."""
    at, credited = (places[group.index(each)] for each in (sentence, caption))
    return bool(caption.credit) and credited == at + 1


def _are_near(live: Sequence[Passage], one: int, other: int) -> bool:
    """Whether so few finished lines stand between two copies that they belong to one picture."""
    if other - one > 8:
        return False
    return sum(1 for each in live[one + 1 : other] if each.finished) < NEAR


def _is_copy(passage: Passage) -> bool:
    """Whether a finished paragraph is too long, or opens too much like speech, for a caption."""
    return (
        passage.width > BODY_WIDTH
        or OPENING.match(passage.text) is not None
        or len(sentences(passage.text)) > 2
    )


def _keep_one(copy: Copy, kept: Passage, repeats: Iterable[Passage], rule: str) -> None:
    kept.role = "caption"
    kept.proposed = False
    copy.note(kept, rule)
    for passage in repeats:
        kept.credit = kept.credit or passage.credit
        copy.take_out(passage, "repeat", into=kept)


def _shapes(copy: Copy) -> None:
    """Capitals are headings, but for the sentences of copy that is all in capitals; finished lines are body."""
    shouted = is_shouted(copy.live())
    for passage in copy.live():
        if passage.role == "caption":
            if passage.text and has_picture_label(passage.text):
                copy.note(passage, "credited-caption")
        elif (
            not passage.role
            and is_capitals(passage.text)
            and not (shouted and passage.finished)
            and not is_bracketed(passage.text)
            and passage.width <= 30
            and not ends_in_middle(passage.text)
        ):
            passage.role = "heading"
        elif not passage.role and not passage.open:
            passage.role = "body"


def _headings(copy: Copy) -> None:
    """A short open line before finished copy is a heading; all that is left is body."""
    live = copy.live()
    for place, passage in enumerate(live):
        if not passage.role and _is_heading(live, place):
            passage.role = "heading"
    days = [each for each in live if each.width <= DAY_WIDTH and DAY_OF_WEEK.fullmatch(each.text)]
    for passage in days if any(each.role == "heading" for each in days) else ():
        passage.role = passage.role or "heading"  # as the days around it are
    for passage in live:
        if not passage.role:
            passage.role = "body"


def _is_heading(live: Sequence[Passage], place: int) -> bool:
    passage = live[place]
    if place + 1 >= len(live) or not 1 <= passage.width <= HEADING_WIDTH or len(passage.text) > 120:
        return False
    if passage.text[-1] in "'\"”’»" and passage.width > SPOKEN_WIDTH:
        return False
    if SOURCE_LINE.fullmatch(passage.text) or passage.text.count(" | ") > 1:
        return False
    ahead = (live[later] for later in range(place + 1, len(live)))
    following = next((each for each in ahead if each.role != "caption"), None)
    before = live[place - 1] if place else None
    first = passage.text[0]
    return (
        following is not None
        and (not following.open or following.role == "bullet")
        and following.width > passage.width
        and not (before is not None and before.role in ("", "heading") and before.open)
        and not ends_in_middle(passage.text)
        and not is_item(passage.text)
        and (
            first.isupper()
            or first in "'\"“‘«"
            or (first.isdigit() and digits_share(passage.text) < 0.25)
        )
    )
