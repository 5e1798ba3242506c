"""A live report copied as text: the time of each update stands in the heading of that update."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.head_patterns import CLOCK_ALONE, MONTH
from articles.ingest.cleaning.passages import Copy, Passage

FEWEST: Final = 3
"""Updates that make a live report."""
TITLE_WIDTH: Final = 24
HEADLINE_WIDTH: Final = (3, 34)
PROSE_WIDTH: Final = 8
BELOW: Final = 4
"""Lines below a time among which its text begins."""
LONGEST_TIME: Final = 60
_TIMED: Final = re.compile(
    rf"(?:(?:about )?(?:\d{{1,3}} ?(?:min(?:ute)?s?|[mhd]|hours?|days?)|an hour) ago ?)?"
    rf"(?P<label>(?:posted|published)(?: at)?:? )?(?P<clock>{CLOCK_ALONE.pattern})"
    rf"(?:,? (?:today|yesterday|\d{{1,2}} {MONTH}(?: \d{{4}})?|{MONTH} \d{{1,2}}(?:, \d{{4}})?))?",
    re.IGNORECASE,
)
_BADGE: Final = re.compile(
    r"(?:breaking(?: news)?|(?:key |latest |post )?(?:update|event|moment|post)|analysis|share|copied|live)\W*",
    re.IGNORECASE,
)
"""What pages print beside the time of an update."""
_DAY: Final = re.compile(rf"\d{{1,2}} {MONTH} \d{{4}}|{MONTH} \d{{1,2}}, \d{{4}}", re.IGNORECASE)
_AGO: Final = re.compile(
    r"(?:about |over )?(?:\d{1,3} ?\w{1,7}|an? (?:minute|hour|day)) ago", re.IGNORECASE
)
_UPDATED: Final = re.compile(rf"(?:last )?updated(?: at)?:? {CLOCK_ALONE.pattern}", re.IGNORECASE)
_EVENTS: Final = re.compile(
    r"(?:key|latest|top) (?:events?|moments|posts|updates)\W*", re.IGNORECASE
)
_LIVE: Final = re.compile(
    r"(?:live (?:reporting|updates?|feed|coverage)|as it happened)\W*", re.IGNORECASE
)


def live_report(copy: Copy) -> bool:
    """Make a heading of each time and the title beside it; whether the copy is a live report."""
    live = copy.live()
    timed = [(place, found) for place, each in enumerate(live) if (found := _time(each))]
    if len(timed) < FEWEST or 2 * sum(_has_text(live, place) for place, _ in timed) < len(timed):
        return False
    for each in live:
        if not each.role and (_AGO.fullmatch(each.text) or _UPDATED.fullmatch(each.text)):
            copy.take_out(each, "live-label")
    top = live[: timed[0][0]]
    _events(copy, [each for each in live if each.role != "gone"])
    live = [each for each in live if each.role != "gone"]
    for place, each in enumerate(live):
        if found := _time(each):
            _entry(copy, live, place, found)
    for each in top:
        if each.role != "gone" and _LIVE.fullmatch(each.text):
            copy.take_out(each, "live-label")
    return True


def _events(copy: Copy, live: list[Passage]) -> None:
    """The list of the main updates above them all: each time and title stands again below."""
    last = {each.key: place for place, each in enumerate(live)}
    for label, listed in enumerate(live):
        if not _EVENTS.fullmatch(listed.text):
            continue
        place = label + 1
        while place + 1 < len(live) and (_time(live[place]) or _DAY.fullmatch(live[place].text)):
            stands_again = all(last[each.key] > place + 1 for each in live[place : place + 2])
            if _time(live[place]) and stands_again:
                copy.take_out(live[place + 1], "live-label")
            elif _time(live[place]):
                break
            copy.take_out(live[place], "live-label")
            place += 2 if live[place + 1].role == "gone" else 1
        if place > label + 1:
            copy.take_out(listed, "live-label")


def live_headline(copy: Copy) -> None:
    """The first line above the updates is the headline, if nothing else told it."""
    first = next((each for each in copy.live() if not _BADGE.fullmatch(each.text)), None)
    fits = first is not None and HEADLINE_WIDTH[0] <= first.width <= HEADLINE_WIDTH[1]
    if first and fits and first.open and not first.role and not copy.cleaned.headline:
        copy.cleaned.headline, copy.cleaned.headline_proposed = first.text, True
        copy.take_out(first, "headline-line")


def _time(passage: Passage) -> re.Match[str] | None:
    if (
        passage.role
        or len(passage.text) > LONGEST_TIME
        or not passage.text[-1:].isalnum() | (passage.text[-1:] == ".")
    ):
        return None
    return _TIMED.fullmatch(passage.text)


def _has_text(live: list[Passage], place: int) -> bool:
    return any(
        each.finished and each.width >= PROSE_WIDTH for each in live[place + 1 : place + 1 + BELOW]
    )


def _entry(copy: Copy, live: list[Passage], place: int, found: re.Match[str]) -> None:
    """One update: its title stands below its time, or above where the page says "Published at"."""
    passage, clock = live[place], found["clock"]
    below = place + 1
    while below < len(live) and _BADGE.fullmatch(live[below].text):
        copy.take_out(live[below], "live-label")
        below += 1
    above = place - 1 if found["label"] else -1
    of_title = above if above >= 0 else below
    if of_title < len(live) and _is_title(live, of_title):
        titled = live[of_title]
        titled.rewrite(f"{clock}: {titled.text}")
        titled.role = "heading"
        copy.note(titled, "live-time")
        copy.take_out(passage, "live-time", into=titled)
        return
    passage.rewrite(clock)
    passage.role = "heading"
    copy.note(passage, "live-time")


def _is_title(live: list[Passage], place: int) -> bool:
    """Whether a line is the title of an update: short, and with text below it."""
    passage = live[place]
    short = passage.open or passage.text[-1:] in "?!'\"’”"
    more = any(not each.role and not _time(each) for each in live[place + 1 : place + 2])
    return (
        not passage.role
        and short
        and passage.width <= TITLE_WIDTH
        and more
        and _time(passage) is None
    )
