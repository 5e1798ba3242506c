"""Lines without a stop that stand once: which may be captions, and by which rule each is proposed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.ingest.cleaning.echoes import Echoes
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.text import digits_share

PROPOSED_WIDTH: Final = 6
LONGEST_CAPTION: Final = 90
FIRST_LINES: Final = 3
"""Open lines above are headline, standfirst or the like, unless the text began before them."""
NOTICE_LINES: Final = 3
"""The last lines, among which a text says where its subject can be had."""
LONE_WIDTH: Final = (8, 30)
"""Words of a caption that is proposed though nothing else in the text is known to be one."""
OPEN_SHARE: Final = 0.3
"""With more open lines than this share, a missing stop says nothing: the copy is set without stops."""

MOST_NUMBERS: Final = 7
"""A line with as many is a line-up with its marks, or a row of results."""
_NUMBERS: Final = re.compile(r"(?<!\w)\d+(?!\w)")
OPENING: Final = re.compile(r"['\"“‘«„]|(?:And|But|So|Or|Yet|I|My) |I[’'](?:m|ve|d|ll) ")
_LABELLED: Final = re.compile(r"[A-ZÀ-Þ][\w'’-]*(?: [\w'’&-]+){0,3}: ['\"“‘]?[A-ZÀ-Þ]")
SHOWS: Final = re.compile(
    r"\((?:[^()]{0,30} )?(?:pictured|left|right|cent(?:er|re)|above|below|file photo|file image)"
    r"(?: [^()]{0,30})?\)|\bpictured\b|, (?:above|below|left|right|cent(?:er|re))$|"
    r"\bfile (?:photo|image|picture)\b",
    re.IGNORECASE,
)
_DEPICTING: Final = re.compile(
    r"\b(?:in|at|with|during|outside|inside|near|on|from|of|after|before|by|through|into|onto|"
    r"across|along|around|where|who|beside|behind|alongside|under|over|for|as|"
    r"shows?|showing|seen|poses?|posing|posed|speaks?|speaking|walks?|walking|arrives?|arriving|"
    r"looks?|looking|stands?|standing|"
    r"attends?|attending|holds?|holding|smiles?|smiling|waves?|waving|celebrates?|celebrating|"
    r"leaves?|leaving|sits?|sitting|wears?|wearing|"
    r"takes?|taken|taking|plays?|playing|meets?|greets?|carries|carry|carrying|gathers?|"
    r"inspects?|addresses|leads?|works?|working)\b"
)

_NOTICE: Final = re.compile(
    r"\b(?:is|are) (?:published|available|on sale|out (?:now|on)|in cinemas|streaming|released|on (?:BBC|ITV|Netflix|"
    r"Channel) ?\w*)\b|[£$€]\d[\d.,]*$|\.(?:com|org|net|co\.uk)\b",
    re.IGNORECASE,
)
"""What can be had, where and for how much: "The Salt Ledger is published by Hare & Thorn at £18.99"."""


def is_notice(passage: Passage) -> bool:
    """Whether a line below a text says where its subject can be had."""
    return passage.open and passage.width >= PROPOSED_WIDTH and bool(_NOTICE.search(passage.text))


def ends_in_middle(text: str) -> bool:
    return text[-1:] in ":,;-–—"


def propose(copy: Copy) -> None:
    """Propose as captions what stands beside one, echoes a sentence or depicts."""
    live = copy.live()
    evidence = any(passage.role == "caption" and not passage.proposed for passage in live)
    candidates = [
        place
        for place, passage in enumerate(live)
        if not passage.role and _is_candidate(live, place, headed=bool(copy.cleaned.headline))
    ]
    if not candidates or not copy.english:
        return
    echoes = Echoes()
    for passage in live:
        if passage.role == "body":
            echoes.add(passage)
    undecided = sum(1 for passage in live if not passage.role)
    stopless = undecided > OPEN_SHARE * len(live) and undecided > 3
    for place in candidates:
        if rule := _proposal(live, place, echoes, evidence=evidence, stopless=stopless):
            live[place].role = "caption"
            live[place].proposed = True
            copy.note(live[place], rule)


def _is_candidate(live: Sequence[Passage], place: int, *, headed: bool) -> bool:
    passage = live[place]
    return (
        (
            place >= FIRST_LINES
            or (place > 0 and (headed or live[0].finished))
            or (headed and any(each.role == "caption" for each in live[1:2]))
        )
        and 4 <= passage.width <= LONGEST_CAPTION
        and not OPENING.match(passage.text)
        and not ends_in_middle(passage.text)
        and not (is_notice(passage) and place + NOTICE_LINES >= len(live))
        and not is_item(passage.text)
        and passage.text.count(" | ") < 3
        and digits_share(passage.text) < 0.25
        and len(_NUMBERS.findall(passage.text)) < MOST_NUMBERS
        and not _in_list(live, place)
    )


def is_item(text: str) -> bool:
    return re.match(r"[-–—•*·▪]\s|\(?\d{1,3}[.)]\s|[A-Z][.)]\s|#", text) is not None


def _in_list(live: Sequence[Passage], place: int) -> bool:
    """Whether the line stands in three or more open lines that are short or full of numbers."""
    start = end = place
    while start > 0 and place - start < 8 and _may_be_row(live[start - 1]):
        start -= 1
    while end + 1 < len(live) and end - place < 8 and _may_be_row(live[end + 1]):
        end += 1
    run = live[start : end + 1]
    if len(run) < 3:
        return False
    rows = sum(
        1
        for each in run
        if each.width <= 5 or re.search(r"\d", each.text) or each.text[-1] in ":,;"
    )
    return rows > 0.6 * len(run)


def _may_be_row(passage: Passage) -> bool:
    return not passage.role and passage.open and passage.width <= 14


def _proposal(
    live: Sequence[Passage], place: int, echoes: Echoes, *, evidence: bool, stopless: bool
) -> str:
    passage = live[place]
    if SHOWS.search(passage.text):
        return "proposed-depicting"
    if passage.width < PROPOSED_WIDTH:
        return ""
    beside = [*live[max(0, place - 1) : place], *live[place + 1 : place + 2]]
    if any(other.role == "caption" for other in beside):
        return "proposed-beside"
    if echoes.has(passage):
        return "proposed-echo"
    if labelled := _LABELLED.match(passage.text):
        label = labelled[0].partition(":")[0]
        recurs = any(each is not passage and each.text.startswith(f"{label}:") for each in live)
        if recurs:
            return ""  # "Where to stay: ..." below each place
        if evidence or passage.width >= 10:
            return "proposed-label"
    depicting = _DEPICTING.search(passage.text) is not None
    if evidence and (depicting or passage.width >= LONE_WIDTH[0]):
        return "proposed-depicting"
    lone = LONE_WIDTH[0] <= passage.width <= LONE_WIDTH[1]
    if depicting and lone and not stopless:
        return "proposed-lone"
    return ""
