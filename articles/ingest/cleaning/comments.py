"""Readers' comments below a story: all that stands behind their label is theirs."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.passages import Copy, Passage

FEWEST_BEFORE: Final = 3
"""Finished lines of the story above the comments."""
FARTHEST: Final = 12
"""Lines below a label among which a comment must show that it is one."""

_ENDS_STORY: Final = re.compile(
    r"(?:\W*share or comment on this article\b.{0,300}|\W*(?:the )?comments? below (?:have|has) "
    r"(?:not )?been moderated.{0,40}|\W*share what you think\W*|"
    r"start the conversation|(?:leave a (?:comment|reply)\W*)?cancel reply|authors, please log in.{0,10}|"
    r"(?:comments? )?house rules|name \(required\)|your e-?mail address will not be published\..{0,80})",
    re.IGNORECASE,
)
"""Lines that only stand between a story and its comments."""
_LABEL: Final = re.compile(
    r"\W*(?:(?:(?:read|view|show|see|load|hide|all|latest|reader|top|most recent|\d{1,5})\s+){0,2}comments?"
    r"\s*(?:\(?\d{0,5}\)?)?|join the (?:conversation|discussion)|leave a (?:comment|reply)|"
    r"\d{1,5} (?:replies|responses|thoughts? on .{3,120}))\W*",
    re.IGNORECASE,
)
_OF_COMMENT: Final = re.compile(
    r".{2,80}\W(?:\d{1,3}|an?) ?(?:s|m|h|d|w|min|mins|minutes?|hours?|hrs?|days?|weeks?|months?|years?) ago\W*|"
    r"\W*(?:reply|report(?: abuse| comment)?|click to rate|flag|like(?: \d+)?|(?:sort by|newest first|oldest first|"
    r"best rated|worst rated|most liked)\b.{0,30}|log ?in to (?:reply|comment).{0,30}|.{2,60} says:)\W*",
    re.IGNORECASE,
)
"""What shows that a reader speaks: "Dave, Leeds, 2 hours ago", "Reply"."""


def readers_comments(copy: Copy) -> None:
    """Take out what readers wrote below the story, from the label of their comments on."""
    live = copy.live()
    finished = 0
    for place, passage in enumerate(live):
        below = live[place + 1 :]
        if finished >= FEWEST_BEFORE and _begins(passage, below, finished):
            for each in (passage, *below):
                copy.take_out(each, "readers-comment")
            return
        finished += passage.finished and passage.width > FARTHEST


def _begins(passage: Passage, below: list[Passage], above: int) -> bool:
    if len(passage.text) > 400:
        return False
    is_label = _LABEL.fullmatch(passage.text)
    if not is_label and not _ENDS_STORY.fullmatch(passage.text):
        return False
    shown = any(_OF_COMMENT.fullmatch(each.text[:200]) for each in below[:FARTHEST])
    if is_label:
        return shown
    prose = sum(1 for each in below if each.finished and each.width > FARTHEST)
    return shown or prose < above
