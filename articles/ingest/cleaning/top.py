"""The top of a page: kicker, headline and standfirst are the lines above byline and time."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import Final

from articles.ingest.cleaning.dateline import is_release
from articles.ingest.cleaning.head_patterns import JOB_BEHIND, NAME_IN_PLACE, PAPER
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.points import POINTS, is_point, set_points
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.tail_patterns import STRONG
from articles.ingest.cleaning.text import is_capitals, is_title_case, key, reads_as_names
from articles.ingest.credits import credit_alone, split_credit
from articles.ingest.picture_labels import has_picture_label

MOST_LINES: Final = 7
FACTS: Final = 2
"""Bars in "Prep: 20 mins | Cook: 1 hr | Serves 12", which is no standfirst."""
LOOSE_LINES: Final = 4
KICKER_WIDTH: Final = 4
SECTION_WIDTH: Final = 2
HEADLINE_WIDTH: Final = (3, 34)
STANDFIRST_WIDTH: Final = 60
ALTERNATIVE_WIDTH: Final = 10
"""Words of a picture's alternative text below headline and standfirst."""
CREDIT_WIDTH: Final = 6
LONG_STANDFIRST: Final = 18
"""Words of a line above a caption; a shorter one may be the picture's alternative text."""
_INITIALS: Final = re.compile(r"(?:[A-Z]\.){2,4}")
""""U.S.", a section's name."""
_FILE: Final = re.compile(r"[\w .()-]{2,70}\.(?:jpe?g|png|webp|gif)", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"^\((?:LEAD|URGENT|\d(?:st|nd|rd|th) L(?:EA)?D|[A-Z]{2,4} Focus|Yonhap \w+)\) "
)
"""What an agency sets before a headline."""
_SHIFT: Final = re.compile(r" \((?:now|earlier)\)")
"""Whose turn it is, behind the names above a live report."""
_NO_HEADLINE: Final = re.compile(
    r"(?:photo|image|picture|file|caption)\b|[-–—•*·#]\s|\d+[.)]\s|.*[:;,–—-]$", re.IGNORECASE
)


def read_top(copy: Copy, below: Passage | None) -> None:
    """Learn kicker, headline and standfirst from the lines above `below`, the last field line.

    Pages print them there in this order. More lines, a long one, or a finished one first mean
    that the text began before the fields, and nothing is taken.
    """
    if below is None:
        return
    end = copy.passages.index(below)
    if not any(_speaks(each) for each in copy.passages[:end] if not each.role):
        _read_below(copy, copy.passages[end + 1 :])
        return
    lines = _lines_of_the_head(copy, copy.passages[:end])
    if not 1 <= len(lines) <= MOST_LINES or any(each.width > STANDFIRST_WIDTH for each in lines):
        return
    _part_from_labels(copy, lines)
    kicker = lines[0] if len(lines) > 1 and _is_kicker(lines[0], lines[1]) else None
    rest = _headline_first(copy, lines[1:] if kicker else lines, below, alone=kicker is None)
    if len(rest) > 2 or not _is_headline(rest[0]):
        return
    if kicker:
        copy.cleaned.kicker = kicker.text
        copy.take_out(kicker, "kicker-line")
    _set_headline(copy, rest, below, alone=kicker is None)


def _lines_of_the_head(copy: Copy, above: list[Passage]) -> list[Passage]:
    """The lines that may be kicker, headline and standfirst: no copies, no names, no pictures' words."""
    lines = [
        each
        for each, after in zip_longest(above, above[1:])
        if each
        and not each.role
        and _speaks(each)
        and each.text.count(" | ") < FACTS
        and not (after and not after.role and _is_alternative(each, after, above))
    ]
    for one, other in pairwise(lines):
        if one.key == other.key and one.width >= HEADLINE_WIDTH[0]:
            copy.take_out(one, "headline-repeated")
    lines = [each for each in lines if each.role != "gone"]
    for name in [each for each in lines if each.key == key(copy.cleaned.byline)]:
        copy.take_out(name, "byline")
        lines.remove(name)
    return lines


def _part_from_labels(copy: Copy, lines: list[Passage]) -> None:
    """Take the byline behind the lines, and the names of paper and section around them."""
    above = copy.passages[copy.passages.index(lines[-1]) - 1] if len(lines) > 1 else None
    named = above is not None and above.key == key(copy.cleaned.byline) != ""
    if named or (len(lines) > 2 and not copy.cleaned.byline and _is_byline(lines[-2])):
        _take_paper(copy, lines)
    if len(lines) > 1 and not copy.cleaned.byline and _is_byline(lines[-1]):
        copy.cleaned.byline = JOB_BEHIND.sub(r", \g<job>", _SHIFT.sub("", lines[-1].text))
        copy.take_out(lines.pop(), "byline")
    while len(lines) > 2 and _is_label(lines[0]) and _is_kicker(lines[1], lines[2]):
        copy.take_out(lines.pop(0), "site-menu")  # the paper's name above the section's
    if len(lines) > 2 and lines[-1].open and lines[-1].width <= SECTION_WIDTH:
        copy.take_out(lines.pop(), "site-menu")  # the section's name above the time


def _headline_first(
    copy: Copy, rest: list[Passage], below: Passage, *, alone: bool
) -> list[Passage]:
    """The headline and the standfirst; points, a label between and a picture's lines are set apart.

    `alone`: no kicker stands above them.
    """
    if POINTS[0] < len(rest) <= 1 + POINTS[1] and all(map(is_point, rest[1:])):
        set_points(copy, rest[1:])
        rest = rest[:1]
    if len(rest) == 3 and alone and rest[1].open and rest[1].width <= SECTION_WIDTH:
        copy.cleaned.kicker = rest[1].text  # "REPORTAGE", between headline and standfirst
        copy.take_out(rest.pop(1), "kicker-line")
    if len(rest) > 2 and _is_pictured(copy, rest[-2], rest[-1], below):
        rest[-1].role, rest[-1].credit = "caption", rest[-2].text
        copy.note(rest[-1], "credited-caption")
        copy.take_out(rest[-2], "credit-line", into=rest[-1])
        rest = rest[:-2]
    if 2 < len(rest) <= LOOSE_LINES and _is_headline(rest[0]) and all(each.open for each in rest):
        rest = rest[
            : 2 if rest[1].width >= HEADLINE_WIDTH[0] + 1 else 1
        ]  # a picture's lines are below
    return rest


def _set_headline(copy: Copy, rest: list[Passage], below: Passage, *, alone: bool) -> None:
    """Headline and standfirst become fields, and their copies in the text go."""
    copy.cleaned.headline, copy.cleaned.headline_proposed = _LEAD.sub("", rest[0].text), True
    copy.take_out(rest[0], "headline-line")
    if len(rest) > 1 and alone and rest[1].open and rest[1].width <= SECTION_WIDTH:
        copy.cleaned.kicker = rest[1].text  # "Interview", printed below the headline
        copy.take_out(rest.pop(), "kicker-line")
    for standfirst in rest[1:]:
        copy.cleaned.standfirst = standfirst.text
        copy.take_out(standfirst, "standfirst-line")
    if not copy.cleaned.standfirst:
        _standfirst_below(copy, below)
    for passage in copy.live()[:8]:
        if passage.key == rest[0].key:
            copy.take_out(passage, "headline-repeated")
    _mark_copies(copy, rest[1:])


def _mark_copies(copy: Copy, standfirsts: list[Passage]) -> None:
    """A standfirst that the text prints once more, without a stop, is the lead picture's caption."""
    keys = {each.key for each in standfirsts}
    for passage in copy.live()[:8]:
        if passage.key in keys and passage.open:
            passage.role = "caption"
            copy.note(passage, "repeated-caption")
            keys.discard(passage.key)


def _standfirst_below(copy: Copy, below: Passage) -> None:
    """A standfirst below the last field: above a release's dateline, or long above a credited caption."""
    after = copy.passages[copy.passages.index(below) + 1 :]
    lines = [each for each in after[:MOST_LINES] if each.role != "gone" and _is_said(each)][:2]
    if len(lines) < 2 or any(each.role for each in lines):
        return
    line, text = lines
    if not (line.open and HEADLINE_WIDTH[0] < line.width <= STANDFIRST_WIDTH) or not _speaks(line):
        return
    caption = split_credit(text.text) if line.width >= LONG_STANDFIRST else None
    shared = set(line.key.split()) & set(key(caption.words).split()) if caption else set()
    if is_release(text.text) or (caption and 2 * len(shared) < line.width):
        copy.cleaned.standfirst = line.text
        copy.take_out(line, "standfirst-line")


def _is_said(passage: Passage) -> bool:
    return noise(passage.text, edge=True) is None


def _speaks(passage: Passage) -> bool:
    return (
        noise(passage.text, edge=True) is None
        and not STRONG.fullmatch(passage.text)
        and not credit_alone(passage.text)
        and not has_picture_label(passage.text)
        and split_credit(passage.text) is None
    )


def _is_byline(passage: Passage) -> bool:
    return NAME_IN_PLACE.fullmatch(_SHIFT.sub("", passage.text)) is not None


def _take_paper(copy: Copy, lines: list[Passage]) -> None:
    """The line below a name is the paper's: "The Millbrook Gazette"."""
    if PAPER.fullmatch(lines[-1].text):
        copy.cleaned.source_name = copy.cleaned.source_name or lines[-1].text
        copy.take_out(lines.pop(), "first-appeared")


def _read_below(copy: Copy, passages: list[Passage]) -> None:
    """Headline and standfirst of a page that prints its fields first: open lines above a long one."""
    lines: list[Passage] = []
    for passage in passages[:MOST_LINES]:
        if passage.role == "gone" or not _speaks(passage):
            continue
        if passage.role or passage.width > HEADLINE_WIDTH[1] or not passage.open:
            break
        lines.append(passage)
    if not 1 <= len(lines) <= 2 or not _is_headline(lines[0]):
        return
    copy.cleaned.headline, copy.cleaned.headline_proposed = lines[0].text, True
    copy.take_out(lines[0], "headline-line")
    if len(lines) > 1 and lines[1].width > HEADLINE_WIDTH[0]:
        copy.cleaned.standfirst = copy.cleaned.standfirst or lines[1].text
        copy.take_out(lines[1], "standfirst-line")


def _is_alternative(passage: Passage, after: Passage, above: list[Passage]) -> bool:
    """Whether a line is a picture's alternative text: below it stand the caption and its credit."""
    speaking = [each for each in above if not each.role and _speaks(each)]
    if passage in speaking[2:] and credit_alone(after.text):
        return True
    if split_credit(after.text) is None:
        return False
    below_headline = passage in speaking[2:] and passage.width <= ALTERNATIVE_WIDTH
    if after.key.startswith(passage.key):
        return True
    headed = len(speaking) > 1 and _is_kicker(speaking[0], speaking[1])
    return below_headline or (passage.finished and passage in speaking[2 + headed :])


def _is_pictured(copy: Copy, credit: Passage, caption: Passage, below: Passage) -> bool:
    """Whether two lines above the byline are who made a picture and what it shows: its file stands below."""
    named = credit.open and credit.width <= CREDIT_WIDTH and reads_as_names(credit.text)
    files = copy.passages[copy.passages.index(caption) + 1 : copy.passages.index(below)]
    return (
        named
        and caption.finished
        and bool(copy.cleaned.byline)
        and any(_FILE.fullmatch(each.text) for each in files)
    )


def _is_label(passage: Passage) -> bool:
    return passage.open and passage.width <= KICKER_WIDTH


def _is_kicker(passage: Passage, after: Passage) -> bool:
    return (
        (passage.open or _INITIALS.fullmatch(passage.text) is not None)
        and passage.width <= KICKER_WIDTH
        and (after.open or is_title_case(after.text))
        and after.width > passage.width
    )


def _is_headline(passage: Passage) -> bool:
    return (
        (passage.open or passage.text[-1:] in "?!" or is_title_case(passage.text))
        and HEADLINE_WIDTH[0] <= passage.width <= HEADLINE_WIDTH[1]
        and not _NO_HEADLINE.match(passage.text)
        and not (is_capitals(passage.text) and passage.width <= KICKER_WIDTH)
    )
