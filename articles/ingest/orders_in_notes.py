"""Orders that a wire writes to editors in words, where its fields say nothing of them: wait, or kill."""

from __future__ import annotations

import re
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
_TOLD: Final = re.compile(r"embargo|orders a time|kill")
"""Somebody has held the story for such an order already."""
LONGEST: Final = 120


def order_in(story: StoryRecord) -> str:
    """The order that a line of the note to editors gives and no field bears out; "" if there is none."""
    if story.status == "canceled" or any(map(_TOLD.search, story.hold)):
        return ""
    for line in story.editor_note.splitlines():
        if _KILL.match(line):
            return f"The note to editors reads like a kill: {line.strip()[:LONGEST]}"
        if story.embargo_until is None and _WAIT.match(line):
            return f"The note to editors speaks of an embargo: {line.strip()[:LONGEST]}"
    return ""
