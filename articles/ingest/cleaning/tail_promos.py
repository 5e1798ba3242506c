"""Other stories that stand inside a text: labelled lists, titles with their day, "Read more: Title"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from articles.ingest.cleaning.captions_proposed import SHOWS
from articles.ingest.cleaning.head_patterns import WHEN
from articles.ingest.cleaning.noise_elsewhere import linked_title
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.runs import links_of
from articles.ingest.cleaning.tail_lists import (
    BELOW_TEASERS,
    TITLE_WIDTH,
    box_behind,
    goes_on_counting,
    is_copy,
    is_kicker,
    is_marker,
    is_prose,
    is_title,
    is_title_above,
    is_when,
    read_list,
)
from articles.ingest.cleaning.tail_patterns import (
    INLINE_LINK,
    NO_LIST,
    PROMO_LABEL,
    READ_MORE,
    STRONG,
)
from articles.ingest.cleaning.text import is_capitals, tidy
from articles.ingest.record import RelatedRecord

_PROMPT: Final = re.compile(
    r"(?:CLICK|TAP) (?:HERE|TO|FOR)\b|GET THE .{2,30} APP\b|LIKE (?:US|WHAT YOU)\b"
)
_IN_BRACKETS: Final = re.compile(r"\[ ?[A-ZÀ-Þ‘“][^\[\]:.!]{14,160}\]")
"""The title of another story, as some papers set it between paragraphs."""
_STARRED: Final = re.compile(r"[*•·▪] +(?=\S)")
_SHARED: Final = re.compile(r"share (?:this )?(?:article|story)", re.IGNORECASE)
"""The buttons below a list inside the text, behind which the story goes on."""
FIRST_LINES: Final = 4
LONGEST_BOX: Final = 8
LONGEST_LINK: Final = 240
"""Characters."""


def links_in_capitals(copy: Copy) -> None:
    """Titles in capitals between paragraphs, on a page whose prompts are in capitals, are links."""
    live = copy.live()
    prompts = [each for each in live if is_capitals(each.text) and _PROMPT.match(each.text)]
    for passage in prompts:
        if not passage.role and passage.open:
            copy.take_out(passage, "newsletter")
    for passage in live[1:] if prompts else ():
        titled = passage.width >= TITLE_WIDTH and not passage.role and passage.open
        if titled and is_capitals(passage.text) and noise(passage.text) is None:
            copy.cleaned.related.append(RelatedRecord(headline=passage.text))
            copy.take_out(passage, "related-headline")


def inner_lists(copy: Copy) -> None:
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
        if _IN_BRACKETS.fullmatch(passage.text) and noise(passage.text) is None:
            copy.cleaned.related.append(RelatedRecord(headline=passage.text[1:-1].strip()))
            copy.take_out(passage, "related-headline")
            continue
        if title := _title_on_line(passage):
            related = RelatedRecord(headline=title, url=_address(passage))
            copy.cleaned.related.append(related)
            copy.take_out(passage, "related-headline")
        elif READ_MORE.fullmatch(passage.text) or (
            is_marker(passage.text) and not NO_LIST.match(passage.text)
        ):
            below = live[index + 1 : index + 2 + LONGEST_BOX]
            number = goes_on_counting(live[:index], below)
            listed = below[:number] if number < len(below) else _listed(below)
            if any(is_title(each) for each in listed) or STRONG.fullmatch(passage.text):
                read_list(copy, [passage, *listed])


def _title_on_line(passage: Passage) -> str:
    """The title behind "Read more: "; "" for a line that is none."""
    if passage.finished or len(passage.text) > LONGEST_LINK:
        return ""
    match = INLINE_LINK.fullmatch(passage.text)
    title = (match["headline"] or match["behind"]) if match else linked_title(passage.text)
    return _linked_part(passage, title) if title else ""


def _linked_part(passage: Passage, title: str) -> str:
    """Of a title what the line's only link says: notes for subscribers and buttons stand beside it."""
    linked = [tidy(words) for words, _ in links_of(passage.source)] if passage.source else []
    return linked[0] if len(linked) == 1 and len(linked[0]) >= 12 and linked[0] in title else title


def _address(passage: Passage) -> str:
    """Where a line's links lead, if all lead to one place."""
    places = {address for _, address in links_of(passage.source)} if passage.source else set()
    return places.pop() if len(places) == 1 else ""


def _is_promo(live: list[Passage], index: int) -> bool:
    """Whether the title of another story stands in the text, with its day on the line below."""
    title, day = live[index], live[index + 1] if index + 1 < len(live) else None
    return (
        day is not None
        and is_title(title)
        and len(day.text) <= 40
        and WHEN.fullmatch(day.text) is not None
        and live[index - 1].text[-1:] != ":"
    )


def _is_labelled_promo(lines: list[Passage]) -> bool:
    """Whether "Exclusive", a kicker in capitals and a title stand above copy that goes on."""
    return (
        len(lines) == 4
        and PROMO_LABEL.fullmatch(lines[0].text) is not None
        and is_kicker(lines[1], lines[2])
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
    starred = 0
    while starred < len(after) and _STARRED.match(after[starred].text):
        starred += 1
    if starred > 1:
        for each in after[:starred]:
            each.rewrite(_STARRED.sub("", each.text))
        return list(after[:starred])
    box = box_behind(after)
    if box < len(after) and all(is_title(each) for each in after[:box]):
        return list(after[:box])
    last, titles = -1, 0
    for index, each in enumerate(after):
        if (each.finished and is_copy(each)) or _is_of_picture(each, after[index + 1 : index + 2]):
            break
        if titles and _SHARED.fullmatch(each.text):
            return [*after[:index], *takewhile(_is_button, after[index:])]
        known = noise(each.text, edge=True)
        told = [place for place in range(last + 1, index) if is_prose(after[place])]
        if known and told and known.name not in BELOW_TEASERS:
            return list(after[: told[0]])
        if known or is_when(each.text):
            last = index
        elif last == index - 1 and is_title_above(each, after[index + 1 : index + 2]):
            last, titles = index, titles + 1
        elif last == index - 1 and is_kicker(each, *after[index + 1 : index + 2]):
            last = index
    if titles == len(after):
        return []  # nothing shows where it ends
    return list(after[: last + 1])


def _is_button(passage: Passage) -> bool:
    return noise(passage.text, edge=True) is not None


def _is_of_picture(passage: Passage, below: Sequence[Passage]) -> bool:
    """Whether a line says where somebody stands in a picture and is printed twice."""
    return SHOWS.search(passage.text) is not None and any(each.key == passage.key for each in below)
