"""What stands above the text: byline, times, a repeated headline, the dateline; they become fields."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Final

from articles.ingest.cleaning.byline import is_about, stamp
from articles.ingest.cleaning.dateline import agency_alone, dateline
from articles.ingest.cleaning.dateline_elsewhere import filed_elsewhere
from articles.ingest.cleaning.fields import HEAD_LENGTH, field_lines
from articles.ingest.cleaning.flat import part_flat
from articles.ingest.cleaning.flat_lines import doubled_inside
from articles.ingest.cleaning.gallery_counters import without_counter
from articles.ingest.cleaning.head_patterns import (
    FLAT_BY,
    FLAT_STAMP,
    LONE_NAME,
    MOMENT_IN,
    STAMP,
    WHEN,
)
from articles.ingest.cleaning.passages import Cleaned, Copy, Passage
from articles.ingest.cleaning.points import ideas, points
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import key, sentences
from articles.ingest.cleaning.top import read_top
from articles.ingest.credits import credit_alone, split_credit
from articles.ingest.picture_labels import has_picture_label
from articles.ingest.record import StoryRecord

RUNNING_HEAD: Final = 240
_GAP: Final = re.compile(r"\S {3,}(?=\S)|\S\t+(?=\S)")
LEDE_WIDTH: Final = 8
"""Words of the sentence below a headline that stands alone above the text."""
FEWEST_LINES: Final = 3
LAST_STAMPS: Final = 14
HEADLINE_WIDTH: Final = (3, 22)
_CHANGED: Final = re.compile(
    rf"(?P<when>{MOMENT_IN.pattern}) ?\( ?modifica il (?P<later>[\d\w ]{{6,30}}\| ?\d\d:\d\d) ?\)",
    re.IGNORECASE,
)
"""As Italian pages print it below the text."""
ABOUT_LINES: Final = 3
PROPOSED_LENGTH: Final = 200


def learn_head(copy: Copy, record: StoryRecord) -> None:
    """Take byline, times, headline and dateline out of the first passages of `copy`."""
    _running_head(copy)
    _unfold_flat(copy)
    part_flat(copy, record.headline)
    doubled_inside(copy)
    set_alone = agency_alone(copy)
    filed_elsewhere(copy, record)
    below = field_lines(copy)
    if not copy.cleaned.byline and not record.byline:
        _named_below(copy)
    _about_writer(copy)
    if not record.headline:
        read_top(copy, below)
    _repeated_fields(copy, record)
    if record.headline or copy.cleaned.headline:
        points(copy, below)
        ideas(copy)
    if not copy.cleaned.headline:
        _headline_line(copy, record)
    if not set_alone:
        dateline(copy, record.dateline)
    if not copy.cleaned.author_note:
        _about_writer(copy)
    last_stamps(copy)


def _running_head(copy: Copy) -> None:
    """The first line of a printed page: its name, day and number, far apart from one another."""
    first = next(iter(copy.live()), None)
    if first is None or len(first.raw) > RUNNING_HEAD or len(_GAP.findall(first.raw.strip())) < 2:
        return
    if moment := MOMENT_IN.search(first.text):
        copy.take_out(first, stamp(copy.cleaned, "published", moment[0]))


def _named_below(copy: Copy) -> None:
    """A name above the text, of whom a line below it says who that is, is the byline."""
    live = copy.live()
    last = [each.text for each in live[-LAST_STAMPS:]]
    for passage in live[1 : ABOUT_LINES + 2]:
        name = re.escape(passage.text)
        if (
            passage.open
            and LONE_NAME.fullmatch(passage.text)
            and any(
                re.match(
                    rf"{name}(?:,? [\w’']+){{0,3}}? (?:is|was|writes|covers) ", line, re.IGNORECASE
                )
                for line in last
            )
        ):
            copy.cleaned.byline = passage.text
            copy.take_out(passage, "byline")
            return


def _about_writer(copy: Copy) -> None:
    """A line above the text that says who its writer is; editors find it in the note about the authors."""
    name = copy.cleaned.byline
    live = [each for each in copy.live()[:HEAD_LENGTH] if noise(each.text, edge=True) is None]
    for passage in live[:ABOUT_LINES]:
        if name and passage.text in {f"{what} of {name}" for what in ("Photo", "Picture", "Image")}:
            copy.take_out(passage, "picture-placeholder")
        elif is_about(passage.text, name):
            copy.cleaned.author_note = passage.text
            copy.take_out(passage, "author-note")


def last_stamps(copy: Copy) -> None:
    """A labelled time in one of the last lines, as some pages print it below the text."""
    repeated = False
    for passage in copy.live()[3:][-LAST_STAMPS:]:
        if len(passage.text) <= 80 and (changed := _CHANGED.fullmatch(passage.text)):
            stamp(copy.cleaned, "published", changed["when"])
            copy.take_out(
                passage, stamp(copy.cleaned, "updated", changed["later"].replace("|", " "))
            )
            continue
        match = STAMP.fullmatch(passage.text) if len(passage.text) <= 80 else None
        label = match is not None and not match["when"] and bool(copy.cleaned.published_at)
        when = WHEN.fullmatch(passage.text) if repeated and len(passage.text) <= 80 else None
        repeated = label or when is not None
        if repeated:  # the times of the head once more, below their label
            copy.take_out(passage, "published-time")
        if match and match["when"]:
            copy.take_out(passage, stamp(copy.cleaned, match["label"], match["when"]))


def _unfold_flat(copy: Copy) -> None:
    """Unfold "By . NAME . PUBLISHED: . WHEN . | . UPDATED: . WHEN . The story ..." on one line."""
    for passage in copy.live()[:2]:
        rest, cleaned = passage.text, copy.cleaned
        rules = []
        if match := FLAT_BY.match(rest):
            cleaned.byline = cleaned.byline or match["names"].strip()
            rest, rules = rest[match.end() :], ["byline"]
        while match := FLAT_STAMP.match(rest):
            rules.append(stamp(cleaned, match["label"] or match["last"], match["when"]))
            rest = rest[match.end() :]
        if rules and not rest.strip(" .|"):
            for rule in rules[1:]:
                copy.note(passage, rule)
            copy.take_out(passage, rules[0])
        elif rules and len(rest) > 40:
            passage.rewrite(rest)
            for rule in rules:
                copy.note(passage, rule)


def _repeated_fields(copy: Copy, record: StoryRecord) -> None:
    headline, standfirst = key(record.headline), key(record.standfirst)
    for passage in copy.live()[:6]:
        if headline and passage.key == headline and not record.headline_proposed:
            copy.take_out(passage, "headline-repeated")
        elif standfirst and passage.key == standfirst and len(copy.live()) > 2:
            copy.take_out(passage, "standfirst-repeated")


def _headline_line(copy: Copy, record: StoryRecord) -> None:
    """A first line without a stop before finished prose is proposed as the headline."""
    live = [passage for passage in copy.live() if noise(passage.text, edge=True) is None]
    if record.headline or len(live) < FEWEST_LINES:
        return
    first = live[0]
    printed = Counter(each.key for each in live)
    telling = (each for each in live[1:] if not _is_of_picture(each, printed))
    following = list(islice(telling, 5))
    repeated = [each for each in live[1:] if each.key == first.key]
    reads = (
        bool(following)
        and first.open
        and not first.role
        and HEADLINE_WIDTH[0] <= first.width <= HEADLINE_WIDTH[1]
        and first.text[:1].isalnum() | (first.text[:1] in "'\"“‘«¿¡")
        and first.text[-1] not in ":,;-–—"
        and not (repeated and repeated[0] is live[1])
        and not any(each.finished for each in repeated)
        and following[0].finished
        and following[0].width >= LEDE_WIDTH
        and sum(1 for other in following if other.finished) >= 0.6 * len(following)
        and not re.match(r"[-–—•*·]\s|\d+[.)]\s|#", first.text)
        and not first.text.casefold().startswith(("photo", "image", "picture", "file "))
    )
    if reads:
        copy.cleaned.headline = first.text
        copy.cleaned.headline_proposed = True
        copy.take_out(first, "headline-line")
        for passage in repeated[:1]:
            passage.role = "caption"
            copy.note(passage, "repeated-caption")


def _is_of_picture(passage: Passage, printed: Counter[str]) -> bool:
    """Whether a line below the first belongs to a picture: labelled, credited, or printed twice."""
    if passage.finished and not passage.role:
        return False
    text = passage.text
    return (
        printed[passage.key] > 1
        or bool(credit_alone(text))
        or has_picture_label(text)
        or without_counter(text) != text
        or split_credit(text) is not None
    )


def propose_headline(cleaned: Cleaned, first_paragraph: str) -> bool:
    """Take the first sentence as the headline where none is known; True if it was done."""
    found = sentences(first_paragraph[:2000])
    if cleaned.headline or not found:
        return False
    headline = found[0].rstrip()
    headline = re.sub(r"(?<!\.)[.]+$", "", headline)
    if len(headline) > PROPOSED_LENGTH:
        headline = headline[:PROPOSED_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"
    cleaned.headline = headline
    cleaned.headline_proposed = True
    return True


def first_of(passages: list[Passage]) -> Passage | None:
    """The first passage of the text itself."""
    return next((each for each in passages if each.role == "body" and each.width >= 5), None)
