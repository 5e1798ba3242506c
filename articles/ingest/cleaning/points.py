"""Points that a page sets above its text ("@highlight", a summary, bare lines): they become the standfirst."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.captions_proposed import ends_in_middle
from articles.ingest.cleaning.head_patterns import CLOCK_ALONE
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.shapes import is_loose
from articles.ingest.cleaning.text import is_finished
from articles.ingest.credits import credit_alone

POINTS: Final = (2, 6)
POINT_WIDTH: Final = (5, 32)
"""Points that stand above a text, and words of each that has no label."""
FARTHEST: Final = 27
"""Passages below the fields among which the points must end."""
_HIGHLIGHT: Final = re.compile(r"@highlights?\b\s*:?\s*(?P<words>.*)", re.IGNORECASE)
_IDEAS: Final = re.compile(r"see all key ideas", re.IGNORECASE)
_SUMMARY: Final = re.compile(r"(?:summary|key points|highlights|in short)\s*:?", re.IGNORECASE)
_MARK: Final = re.compile(r"^[•·▪‣*–—-]\s+")
_SUMMARY_STARTS: Final = 6
_SUMMARY_WIDTH: Final = 24
"""Lines above such a label, and words of each line below it."""


def _summary(copy: Copy) -> list[str]:
    """The open lines under a label "Summary" above the text."""
    live = [each for each in copy.live() if noise(each.text, edge=True) is None]
    for place, label in enumerate(live[:_SUMMARY_STARTS]):
        if not _SUMMARY.fullmatch(label.text):
            continue
        if sum(each.finished for each in live[:place]) > 1:  # a label inside the text
            break
        points: list[Passage] = []
        whole = _whole_points(live[place + 1 : place + 3 + POINTS[1]])
        for passage in live[place + 1 : place + 2 + POINTS[1]]:
            too_long = passage.finished or passage.width > _SUMMARY_WIDTH
            if (len(points) == whole if whole else too_long) or _is_elsewhere(
                passage, label, points
            ):
                break
            if passage.role == "heading" or CLOCK_ALONE.fullmatch(passage.text):
                break  # the first entry of a live report
            if passage.width == 1:  # a link of the page: "Companies"
                copy.take_out(passage, "highlights")
                continue
            points.append(passage)
        if not POINTS[0] <= len(points) <= POINTS[1]:
            return []
        for passage in (label, *points):
            copy.take_out(passage, "highlights")
        return [passage.text for passage in points]
    return []


def _is_elsewhere(passage: Passage, label: Passage, points: list[Passage]) -> bool:
    """Whether a list stands between a line and those above it, or the line is the row of a table."""
    above = points[-1] if points else label
    return " | " in passage.text or (label.number < 0 and passage.number < above.number - 1)


def _whole_points(below: list[Passage]) -> int:
    """How many whole sentences stand below the label down to a picture's caption; 0 without one."""
    for place, passage in enumerate(below):
        pictured = passage.role == "caption" or any(
            each.key == passage.key or credit_alone(each.text)
            for each in below[place + 1 : place + 2]
        )
        if pictured:
            return place
        if not passage.finished or passage.width > POINT_WIDTH[1]:
            return 0
    return 0


def highlights(copy: Copy) -> None:
    """Each "@highlight" and the line after it, or a summary's points, become the standfirst."""
    points = _summary(copy)
    labelled = False
    for passage in copy.live():
        match = _HIGHLIGHT.fullmatch(passage.text) if passage.text[:1] == "@" else None
        if match:
            if match["words"]:
                points.append(match["words"])
            labelled = not match["words"]
            copy.take_out(passage, "highlights")
        elif labelled:
            points.append(passage.text)
            labelled = False
            copy.take_out(passage, "highlights")
    copy.cleaned.standfirst = copy.cleaned.standfirst or as_sentences(points)


def as_sentences(points: list[str]) -> str:
    """Points in a row, each with a sign at its end."""
    bare = (point.rstrip(" .") or point for point in points)
    return " ".join(
        point if point[-1] in ".!?…" or is_finished(point) else f"{point}." for point in bare
    )


def ideas(copy: Copy) -> None:
    """Sentences between the fields and "See All Key Ideas" are the page's summary."""
    live = copy.live()
    place = next((at for at, each in enumerate(live[:FARTHEST]) if _IDEAS.fullmatch(each.text)), 0)
    above = live[max(0, place - POINTS[1]) : place]
    if POINTS[0] <= len(above) and all(each.finished and not each.role for each in above):
        copy.cleaned.standfirst = copy.cleaned.standfirst or " ".join(each.text for each in above)
        for passage in (*above, live[place]):
            copy.take_out(passage, "highlights")


def points(copy: Copy, below: Passage | None) -> None:
    """Two to six open lines between the fields and the text are the page's points, not its text."""
    if below is None or copy.cleaned.standfirst:
        return
    keys = [each.key for each in copy.live()]
    start = copy.passages.index(below) + 1
    found: list[Passage] = []
    for passage in copy.passages[start : start + FARTHEST]:
        if passage.role == "gone" or noise(passage.text, edge=True):
            continue
        if not is_point(passage) or keys.count(passage.key) > 1:
            if passage.finished and not passage.role and passage.width > POINT_WIDTH[0]:
                break
            return
        found.append(passage)
    else:
        return
    if not POINTS[0] <= len(found) <= POINTS[1]:
        return
    set_points(copy, found)


def set_points(copy: Copy, found: list[Passage]) -> None:
    """Make the standfirst of the points, each as a sentence."""
    copy.cleaned.standfirst = " ".join(f"{_MARK.sub('', each.text)}." for each in found)
    for passage in found:
        copy.take_out(passage, "highlights")


def is_point(passage: Passage) -> bool:
    """Whether a line may be one of a page's points: loose, and as long as they are."""
    return (
        is_loose(passage)
        and POINT_WIDTH[0] <= passage.width <= POINT_WIDTH[1]
        and not ends_in_middle(passage.text)
        and passage.text[0] not in "©("
    )
