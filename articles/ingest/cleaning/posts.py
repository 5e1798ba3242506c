"""Posts of social networks that a page shows: they become quotations with who wrote them, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.ingest.cleaning.head_patterns import CLOCK_ALONE, MOMENT_IN, MONTH
from articles.ingest.cleaning.passages import Copy, Passage

LONGEST: Final = 6
"""Lines of a post between its writer and its time."""
LONGEST_LINE: Final = 1_200
NAME_WIDTH: Final = 6

_HANDLE: Final = re.compile(r"\(?(?P<handle>@\w{2,30})\)?(?: · .{1,20})?")
_SIGNED: Final = re.compile(
    rf"(?P<words>.{{0,1000}}?)\s*[—–-]{{1,2}} ?(?P<name>[^@()—]{{2,60}}) \((?P<handle>@\w{{2,30}})\) "
    rf"(?P<when>{MONTH} \d{{1,2}}, \d{{4}})",
    re.IGNORECASE,
)
"""As a post stands in a page without its script: "... — Chet Dunleavy (@MayorChet) August 21, 2021"."""
_ADDRESSES: Final = re.compile(r"\s*(?:pic\.twitter\.com/\w+|https://t\.co/\w+)")
_TIME: Final = re.compile(r"(?P<clock>.{4,14}?) ?[·•] ?(?P<day>.{6,20})")


def posts(copy: Copy) -> None:
    """Give each post its role; the lines around its words go into its attribution."""
    live = copy.live()
    for place, passage in enumerate(live):
        if passage.role or "@" not in passage.text or len(passage.text) > LONGEST_LINE:
            continue
        if signed := _SIGNED.fullmatch(passage.text):
            _signed(copy, live[place - 1] if place else None, passage, signed)
        elif place and _HANDLE.fullmatch(passage.text):
            _framed(copy, live[place - 1], passage, live[place + 1 : place + 2 + LONGEST])


def _signed(copy: Copy, above: Passage | None, passage: Passage, signed: re.Match[str]) -> None:
    attribution = f"{signed['name'].strip()} ({signed['handle']}), {signed['when']}"
    words = _ADDRESSES.sub("", signed["words"]).strip()
    if words:
        passage.rewrite(words)
        _quote(copy, [passage], attribution)
    elif above is not None and not above.role:
        above.rewrite(_ADDRESSES.sub("", above.text).strip() or above.text)
        copy.take_out(passage, "post", into=above)
        _quote(copy, [above], attribution)


def _framed(copy: Copy, name: Passage, handle: Passage, below: Sequence[Passage]) -> None:
    """Name, handle, words and time on lines of their own."""
    if name.role or name.finished or name.width > NAME_WIDTH:
        return
    times = (place for place, each in enumerate(below) if _is_time(each.text))
    end = next(times, None)
    if not end or any(each.role for each in below[: end + 1]):
        return
    told = _HANDLE.fullmatch(handle.text)
    account = told["handle"] if told else handle.text
    _quote(copy, below[:end], f"{name.text} ({account}), {below[end].text}")
    for each in (name, handle, below[end]):
        copy.take_out(each, "post", into=below[0])


def _is_time(text: str) -> bool:
    """Whether a line is "9:14 PM · Aug 21, 2021", or a day alone."""
    if len(text) > 60:
        return False
    parts = _TIME.fullmatch(text.split(" · Twitter")[0])
    if parts and CLOCK_ALONE.fullmatch(parts["clock"].strip()):
        return MOMENT_IN.fullmatch(parts["day"].strip()) is not None
    return MOMENT_IN.fullmatch(text) is not None


def _quote(copy: Copy, passages: Sequence[Passage], attribution: str) -> None:
    for passage in passages:
        passage.role, passage.credit = "quotation", attribution
        copy.note(passage, "post")
