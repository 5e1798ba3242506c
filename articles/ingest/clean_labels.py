"""Labels that pages print above a caption or a credit ("Image caption"): what follows each is known by it."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.clean_copy import Copy, Passage

_PICTURE: Final = r"(?:image|media|video|picture|photo)"
_CAPTION: Final = re.compile(rf"{_PICTURE} caption\s*[:,]?", re.IGNORECASE)
_CREDIT: Final = re.compile(rf"{_PICTURE} (?:copyright|source|credit)\s*:?", re.IGNORECASE)
_CREDIT_LINE: Final = re.compile(
    rf"{_PICTURE} (?:copyright|source|credit)\s*[:,]\s*(?P<credit>\S.{{1,80}})", re.IGNORECASE
)
_ON_ONE_LINE: Final = re.compile(
    rf"{_PICTURE} (?:copyright|source|credit)\s*:?\s+(?P<credit>\S.{{1,80}}?)\s+"
    rf"{_PICTURE} caption\s*:?\s+(?P<caption>\S.{{8,600}})",
    re.IGNORECASE,
)
_LONGEST_CREDIT: Final = 80


def labelled(copy: Copy) -> None:
    """Give captions and credits that stand below their labels their roles; the labels go."""
    live = copy.live()
    credit: Passage | None = None
    place = 0
    while place < len(live):
        label = live[place]
        value = live[place + 1] if place + 1 < len(live) else None
        place += 1
        if len(label.text) > 700:
            continue
        if _CREDIT.fullmatch(label.text) and value and len(value.text) <= _LONGEST_CREDIT:
            copy.take_out(label, "picture-label")
            copy.take_out(value, "credit-line")
            credit = value
            place += 1
        elif (
            (match := _CREDIT_LINE.fullmatch(label.text))
            and value
            and _CAPTION.fullmatch(value.text)
        ):
            label.rewrite(match["credit"])
            copy.take_out(label, "credit-line")
            credit = label
        elif _CAPTION.fullmatch(label.text) and value:
            copy.take_out(label, "picture-label")
            _make_caption(copy, value, credit.text if credit else "")
            credit = None
            place += 1
        elif match := _ON_ONE_LINE.fullmatch(label.text):
            label.rewrite(match["caption"])
            _make_caption(copy, label, match["credit"])
            credit = None
        elif label.width > 3:
            credit = None


def _make_caption(copy: Copy, passage: Passage, credit: str) -> None:
    passage.role, passage.credit = "caption", passage.credit or credit
    copy.note(passage, "credited-caption")
