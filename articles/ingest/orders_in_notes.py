"""Orders that a wire writes to editors in words, where its fields say nothing of them: wait, kill, or read yourself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.ingest.record import StoryRecord

_WAIT: Final = re.compile(
    r"^\W*(?:(?:strictly |strict )?embargo(?:ed)?\b(?! (?:on|against|of)\b)|hold for release|"
    r"not for (?:release|publication|use) (?:before|until)|for release (?:at|on|after)\b|sperrfrist\b|"
    r"sous embargo|embargad[oa] hasta)",
    re.IGNORECASE,
)
_KILL: Final = re.compile(
    r"^\W*(?:(?:bulletin|mandatory|urgent|advisory)\s+(?:kill|elimination|withhold)\b|kill\b|story kill\b|"
    r"please (?:kill|disregard|withdraw)\b|(?:story|item) (?:is )?withdrawn\b|annul(?:ation|é)|storno\b)",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"^\W*(?:eds?|editors?|note to editors|editor['’]?s['’]? note|attention(?: editors)?|achtung|hinweis|"
    r"ed ?note|nota?|à noter|attn)\s*[:,.–—-]\s*",
    re.IGNORECASE,
)
"""To whom a note speaks, before what it says."""
_STOPS: Final = re.compile(r"(?<=[.!;])\s+")
_WAIT_IN_STANDFIRST: Final = re.compile(
    r"^\W*(?:(?:strictly |strict |under )?embargo(?:ed)?(?:\s*:|\s+(?:until\b|till\b|for release\b|to \d))|"
    r"hold for release\b|not for (?:release|publication|use) (?:before|until)\b|sperrfrist\s*[:\d]|sous embargo jusqu)",
    re.IGNORECASE,
)
"""A standfirst that only speaks of an embargo ("Embargo ends after six years") is none."""
_MARKS: Final = {
    "kill": r"(?:(?:BULLETIN|MANDATORY|ADVISORY|URGENT|STORY) )?"
    r"(?:KILL(?:ED)?|ELIMINATION|WITHHOLD|WITHDRAWN|WITHDRAWAL|RETRACTED|STORNO|ANNULATION|ANNULÉ)",
    "embargo": r"(?:STRICT(?:LY)? |UNDER )?EMBARGO(?:ED)?|HFR|HOLD FOR RELEASE|SPERRFRIST|SOUS EMBARGO",
    "advisory": r"(?:MEDIA |NEWS )?ADVISORY|ATTENTION EDITORS|NOTE TO EDITORS",
}
_LABEL: Final = {
    sort: re.compile(
        rf"^\W*(?:{words})(?:\s*(?:[-:–—/(]|UNTIL\b|\d|$))|[-,(/[]\s*(?:{words})(?: (?:UNTIL )?\d[^()]{{0,40}})?\W*$"
    )
    for sort, words in _MARKS.items()
}
"""A desk's mark before or behind a headline or a slugline, in capitals: "WITHDRAWN-Port shut", "Port, KILL"."""
_SUBJECTS: Final = "EMBARGO|WITHDRAWAL|ELIMINATION|ANNULATION|ADVISORY"
_OF_CAPITALS: Final = re.compile(
    rf"(?=[^a-zß-ÿ]*$)(?:^\W*(?:{_SUBJECTS})[-/]|.*[-/](?:{_SUBJECTS})\W*$)"
)
"""Where all is in capitals, what a story may be about is no mark: "CUBA-USA/EMBARGO", "SUDAN-WITHDRAWAL"."""
_WAIT_LABEL: Final = re.compile(
    r"^\W*(?:embargoed(?: (?:until|till|for)\b[^:]{1,60})?\s*:|sperrfrist\s*[:\d]|hold for release\b)|"
    r"[(\[](?:embargoed|sperrfrist|hold for release)\b[^()\[\]]{0,60}[)\]]\W*$",
    re.IGNORECASE,
)
_TYPES: Final = {
    "kill": re.compile(
        r"(?:bulletin|mandatory|advisory)?kill|withdrawal|withdraw|withhold|elimination|retract"
    ),
    "embargo": re.compile(r"holdforrelease|hold|hfr|embargo(?:ed)?"),
    "advisory": re.compile(r"(?:news|media)?advisory|advisories|budget|notetoeditors"),
}
"""What wires call an item by a code: a signal of NewsML-G2, an editorial type of ninjs."""
_TOLD: Final = re.compile(r"embargo|orders a time|kill|message to editors")
"""Somebody has held the story for such an order already."""
LONGEST: Final = 120


def order_in(story: StoryRecord) -> str:
    """The order that the words to editors give and no field bears out; "" if there is none."""
    if story.status == "canceled" or any(map(_TOLD.search, story.hold)):
        return ""
    for sort, where, line in _orders(story):
        words = line.strip()[:LONGEST]
        if sort == "advisory":
            return f"It reads like a message to editors and no story: {words}"
        if sort == "kill":
            return f"The {where} reads like a kill: {words}"
        if story.embargo_until is None:
            return f"The {where} speaks of an embargo: {words}"
    return ""


def _orders(story: StoryRecord) -> Iterator[tuple[str, str, str]]:
    """(what it orders, where it stands, the line) of each."""
    note, above = "note to editors", "line above the text"
    for line in story.editor_note.splitlines():
        for words in _STOPS.split(line):
            said = _ADDRESS.sub("", words, count=1)
            if _KILL.match(said):
                yield "kill", note, line
            elif _WAIT.match(said):
                yield "embargo", note, line
    for line in (story.headline, story.slugline, story.extra.get("flags", "")):
        for sort, label in _LABEL.items():
            if label.search(line) and not _OF_CAPITALS.match(line):
                yield sort, above, line
        if _WAIT_LABEL.search(line):
            yield "embargo", above, line
    for word in re.split(r"\s*[,|]\s*", story.extra.get("signals", "")):
        squashed = re.sub(r"[^a-z]", "", word.casefold())
        for sort, types in _TYPES.items():
            if types.fullmatch(squashed):
                yield sort, "signal of the source", word
    if _WAIT_IN_STANDFIRST.match(story.standfirst):
        yield "embargo", above, story.standfirst
