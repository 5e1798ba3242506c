"""What a press release says to editors: whom to call, what stands behind its end, its legal words."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise

ENDS: Final = re.compile(r"\W*(?:ends|ende|end|30|#{3})\W*", re.IGNORECASE)
_CONTACT: Final = re.compile(
    r"(?:(?:media|press|news|investor) )?(?:contacts?|inquiries|enquiries)(?: \w+)?\s*:\s*(?P<words>.{0,120})",
    re.IGNORECASE,
)
_FIRM: Final = re.compile(r"^(?!SOURCE )[A-ZÀ-Þ].{1,50} (?:Inc|Ltd|Co|Corp)\.$")
_REACHED: Final = re.compile(r"\S@\S+\.\w|\(?\+?\d[\d ().-]{6,}\d|https?://|www\.")
_FORECASTS: Final = re.compile(
    r"\W*(?:(?:cautionary (?:note|statement) (?:on|regarding) )?forward[- ]looking (?:statements?|information)|"
    r"safe harbor(?: statement)?)\W*",
    re.IGNORECASE,
)
_RELEASE_END: Final = re.compile(r"#{3}|-?\s?ENDS?\s?-?", re.IGNORECASE)
"""What stands behind it in a release is about those who sent it."""
_LABELLED_LINE: Final = re.compile(r"(?:tags?|topics?|keywords|last updated)\b", re.IGNORECASE)
FEWEST_ABOVE_END: Final = 3
END_WIDTH: Final = 9
CONTACT_LINES: Final = 10
CONTACT_WIDTH: Final = 7
TO_DESKS: Final = re.compile(
    r"(?:EDITORS|EDS|Eds|DESKS)\.?\s*:\s.{3,200}|"
    r"\W{0,3}ATTENTION,? (?:[A-Z]{2,12} ){0,2}(?:EDITORS|EDS|DESKS)\b(?:\W{0,3}|\s*[:.–—-].{2,200})"
)
"""A line from desk to desk: "EDITORS: pick up 5th graf previous."."""


def contacts(copy: Copy) -> None:
    """Whom to call, above or below a press release: a label and the short lines under it."""
    live = copy.live()
    for place, label in enumerate(live):
        if label.role == "gone" or not (match := _CONTACT.fullmatch(label.text)):
            continue
        lines = [label]
        for passage in live[place + 1 : place + 1 + CONTACT_LINES]:
            reached = _REACHED.search(passage.text) is not None
            short = passage.open or _FIRM.search(passage.text) is not None
            if not reached and not (short and passage.width <= CONTACT_WIDTH):
                break
            lines.append(passage)
        reached_at = [at for at, each in enumerate(lines) if _REACHED.search(each.text)]
        if reached_at and (place < CONTACT_LINES or place > len(live) // 2):
            for passage in lines[: reached_at[-1] + 1]:
                to_editors(copy, passage, "not-for-publication")
        elif match["words"] and _REACHED.search(match["words"]):
            to_editors(copy, label, "not-for-publication")


def behind_end(copy: Copy) -> None:
    """Short lines behind "-end-", one of them an address or a number: whom to ask about a release."""
    live = copy.live()
    ends = (at for at, each in enumerate(live) if len(each.text) < 12 and ENDS.fullmatch(each.text))
    place = next(ends, None)
    if not place or sum(1 for each in live[:place] if each.finished) < FEWEST_ABOVE_END:
        return
    below = live[place + 1 :]
    told = any(_REACHED.search(each.text) for each in below)
    if _RELEASE_END.fullmatch(live[place].text) or (
        told and all(each.width <= END_WIDTH or _REACHED.search(each.text) for each in below)
    ):
        copy.take_out(live[place], "agency-sign-off")
        for passage in below:
            if not noise(passage.text, edge=True) and not _LABELLED_LINE.match(passage.text):
                to_editors(copy, passage, "not-for-publication")


def forward_looking(copy: Copy) -> None:
    """A release's legal words about its forecasts, from their label to the next one."""
    live = copy.live()
    for place, label in enumerate(live):
        if place < len(live) // 2 or not _FORECASTS.fullmatch(label.text):
            continue
        for passage in live[place:]:
            if passage is not label and not passage.finished:
                break
            to_editors(copy, passage, "not-for-publication")
        return


def to_editors(copy: Copy, passage: Passage, rule: str) -> None:
    if passage.role != "gone":
        note = copy.cleaned.editor_note
        copy.cleaned.editor_note = f"{note}\n{passage.text}" if note else passage.text
        copy.take_out(passage, rule)
