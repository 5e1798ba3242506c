"""Whether a story is about a person or only mentions one."""

from collections.abc import Sequence
from dataclasses import dataclass

SUBJECT = "subject"
MENTIONED = "mentioned"
Span = tuple[int, int]

_SUBJECT_POINTS = 2.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a story stand in the text that is read: stretches of characters."""

    headline: Span | None = None
    standfirst: Span | None = None
    captions: Sequence[Span] = ()
    headings: Sequence[Span] = ()


def role(mentions: Sequence[Span], layout: Layout, *, length: int, busiest: int) -> str:
    """SUBJECT or MENTIONED, from places alone.

    `length` is that of the whole text, `busiest` the number of mentions of the most named person.
    Headline 2 points, standfirst 1.5, first third of the text 1, three or more mentions 1, half as
    many as the most named person .5; who stands in captions only is never the subject.
    """
    captioned = sum(
        any(_within(mention, caption) for caption in layout.captions) for mention in mentions
    )
    if not mentions or captioned == len(mentions):
        return MENTIONED
    points = 0.0
    if layout.headline and any(_within(mention, layout.headline) for mention in mentions):
        points += 2.0
    if layout.standfirst and any(_within(mention, layout.standfirst) for mention in mentions):
        points += 1.5
    if min(start for start, _ in mentions) * 3 <= length:
        points += 1.0
    count = len(mentions) - captioned
    if count >= 3:
        points += 1.0
    if count > 1 and count * 2 >= busiest:
        points += 0.5
    return SUBJECT if points >= _SUBJECT_POINTS else MENTIONED


def _within(mention: Span, part: Span) -> bool:
    return part[0] <= mention[0] and mention[1] <= part[1]
