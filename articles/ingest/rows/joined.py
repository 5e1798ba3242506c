"""Rows of a table that repeat one story, once for each of its pictures or topics, put into one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from articles.ingest.record import Problem, StoryRecord

MOST: Final = 500
"""Rows of one story; no real story has more pictures and topics together."""


def joined(records: Iterator[StoryRecord | Problem]) -> Iterator[StoryRecord | Problem]:
    """The records, with neighbors of one id and one text as one story; what is told stays behind it."""
    story: StoryRecord | None = None
    told: list[Problem] = []
    rows = 1
    for record in records:
        if isinstance(record, Problem):
            if story is None:
                yield record
            else:
                told.append(record)
            continue
        if story is not None and rows < MOST and _is_same(story, record):
            _take(story, record)
            rows += 1
            continue
        yield from _whole(story, told, rows)
        story, told, rows = record, [], 1
    yield from _whole(story, told, rows)


def _whole(
    story: StoryRecord | None, told: list[Problem], rows: int
) -> Iterator[StoryRecord | Problem]:
    if story is None:
        return
    yield story
    if rows > 1:
        message = f"{rows} rows of one story were joined: they have one id and one text."
        yield Problem(story.origin, message, "source_id", "noted")
    seen = set()
    for problem in told:
        if (problem.message, problem.action) not in seen or problem.action != "noted":
            yield problem
        seen.add((problem.message, problem.action))


def _is_same(story: StoryRecord, other: StoryRecord) -> bool:
    if (
        not story.source_id
        or story.source_id != other.source_id
        or story.headline != other.headline
    ):
        return False
    said = [line.text for line in story.lines or []], story.body
    return bool(any(said)) and said == ([line.text for line in other.lines or []], other.body)


def _take(story: StoryRecord, other: StoryRecord) -> None:
    """What the other row adds: pictures, topics, places, people, makers."""
    shown = {(picture.reference, picture.caption) for picture in story.pictures}
    for picture in other.pictures:
        if (picture.reference, picture.caption) not in shown:
            picture.role = "body" if story.pictures and picture.role == "lead" else picture.role
            story.pictures.append(picture)
    for name in ("topics", "places", "organisations", "former_addresses", "hold"):
        kept = getattr(story, name)
        kept += [one for one in getattr(other, name) if one not in kept]
    if other.section and other.section != story.section and other.section not in story.topics:
        story.topics.append(other.section)
    named = {person.name for person in story.people}
    story.people += [person for person in other.people if person.name not in named]
    makers = {maker.name for maker in story.contributors}
    new = [maker for maker in other.contributors if maker.name not in makers]
    story.contributors += new
    if new and other.byline not in story.byline:
        story.byline = ", ".join(filter(None, [story.byline, other.byline]))
    if other.embargo_until:
        story.embargo_until = max(filter(None, [story.embargo_until, other.embargo_until]))
