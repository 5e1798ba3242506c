"""Lines that were merged into a paragraph: a head with its times, captions printed twice, a page's labels."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from articles.ingest.cleaning.head_patterns import STAMPS
from articles.ingest.cleaning.passages import Copy
from articles.ingest.cleaning.text import key

CAPTION_WIDTH: Final = 5
LONGEST_CAPTION: Final = 400
"""The fewest words and the most signs of a caption that stands twice in a row inside a paragraph."""
HEAD_LENGTH: Final = 700
"""Signs in which headline, byline and times of a story on one line stand."""
HEADLINE_LENGTH: Final = (15, 260)
_BY: Final = re.compile(r"(?<=\S) (?=By (?:[A-ZÀ-Þ][\w.'’-]+ )+)")
_BETWEEN: Final = re.compile(r"[\s|.,;/•·–—-]*")
_LABEL: Final = re.compile(
    r"(?:^|(?<=[^,;] ))(?:Scroll down for videos?|Advertisement|Story continues below(?: advertisement)?|"
    r"(?:Most )?(?:RELATED|Related) (?:ARTICLES|Articles)(?: Previous)?(?: \d)?(?: Next)?|"
    r"Share this article(?: Share)?|"
    r"Sign up (?:for|to) our (?:daily |free |weekly ){0,2}newsletter\.?)(?= [\"'‘“]?[A-ZÀ-Þ]|$)"
)
_FOOT: Final = re.compile(r"(?<=\S) (?=Share or comment on this article\b)")
_STOPPED: Final = re.compile(r"[.!?:,;][\"'”’)]*$")
_BEGUN: Final = re.compile(r" (?<=[.!?:\"'”’)] ) *(?=[\"'‘“(]?[A-ZÀ-Þ0-9])")
"""The space first: looking back at every letter takes longer."""
_OPENING: Final = re.compile(r"[\"'‘“(]?[A-ZÀ-Þ0-9]\S* \S+")


def part_head(text: str, headline: str) -> list[str]:
    """Headline, byline, times and the rest of a story on one line; the text alone without such a head."""
    lines = []
    goes_on = text[len(headline) + 1 : len(headline) + 2].islower()
    if headline and text.startswith(f"{headline} ") and not goes_on:
        lines, text = [headline], text[len(headline) :].strip()
    stamps = list(STAMPS.finditer(text, 0, HEAD_LENGTH))
    if not stamps:
        return [*lines, text]
    head, end = text[: stamps[0].start()], stamps[0].end()
    for one, other in pairwise(stamps):
        if not _BETWEEN.fullmatch(text, one.end(), other.start()):
            break
        end = other.end()
    by = list(_BY.finditer(f" {head}"))
    named = by[-1].start() if by else len(head)
    if not by or (named and not HEADLINE_LENGTH[0] <= named <= HEADLINE_LENGTH[1]):
        return [*lines, text]
    times = text[stamps[0].start() : end].strip(" |")
    return [*lines, head[:named].strip(), head[named:].strip(" |"), times, text[end:].strip()]


def part_labels(text: str) -> list[str]:
    """A flat text parted at the labels that pages set between paragraphs."""
    lines, start = [], 0
    text, *foot = _FOOT.split(text, maxsplit=1)
    for found in _LABEL.finditer(text):
        lines += [text[start : found.start()].strip(), found[0].strip()]
        start = found.end()
    return [*lines, text[start:].strip(), *foot]


def part_doubled(text: str) -> list[str]:
    """A paragraph parted around the captions that stand twice in a row in it, without a stop."""
    lines: list[str] = []
    start = place = 0
    while 0 <= place < len(text):
        if length := _doubled(text, place):
            caption = key(text[place : place + length])
            lines.append(text[start:place].strip())
            while key(text[place : place + length]) == caption:
                lines.append(text[place : place + length])
                place += length + 1
            start = place
            continue
        begun = _BEGUN.search(text, place + 1)
        place = begun.end() if begun else -1
    return [line for line in [*lines, text[start:].strip()] if line]


def _doubled(text: str, place: int) -> int:
    """The signs of the caption that begins here and stands again right behind itself; 0 without one."""
    opening = _OPENING.match(text, place)
    again = text.find(f" {opening[0]}", place + 1, place + LONGEST_CAPTION) if opening else -1
    if again < 0:
        return 0
    caption, end = text[place:again], 2 * again + 1 - place
    after = text[end : end + 2].strip("'\"‘“( ")[:1]
    is_caption = (
        len(caption.split()) >= CAPTION_WIDTH
        and not _STOPPED.search(caption)
        and not text[end : end + 1].isalnum()
        and (not after or after.isupper() or after.isdigit())
        and key(caption) == key(text[again + 1 : end])
    )
    return len(caption) if is_caption else 0


def doubled_inside(copy: Copy) -> None:
    """Set apart the captions that stand twice in a row inside a paragraph."""
    for passage in copy.live():
        if passage.width < 2 * CAPTION_WIDTH:
            continue
        first, *others = part_doubled(passage.text)
        if others:
            copy.part(passage, first, others)
            copy.note(passage, "flat-lines")
