"""One file -> stories ready for the writer, with what its reader told of each; pure, no Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, BinaryIO

from articles.ingest.archives import BadArchive
from articles.ingest.formats import reader
from articles.ingest.given import Seen
from articles.ingest.prepare import NOTHING, prepare, refusal
from articles.ingest.prepared import Prepared
from articles.ingest.record import Origin, PictureRecord, Problem, StoryRecord

Entry = Prepared | PictureRecord | Problem
"""A story or a refusal; a picture that is an item by itself; a note that belongs to no story."""


@dataclass(frozen=True, slots=True)
class Task:
    """How one file is to be read."""

    name: str
    format: str
    source: str = ""
    zone: tzinfo | None = None
    extras: dict[str, Any] = field(default_factory=dict)
    """What the format's reader takes beside its stream; values as different as its arguments."""


def entries(
    stream: BinaryIO,
    task: Task,
    *,
    seen: Seen = NOTHING,
    finish: Callable[[Prepared], None] = lambda story: None,
) -> Iterator[Entry]:
    """Everything in the file, in its order; `finish` is called with each story before it is given.

    What may be `seen` comes uncleaned.
    """
    waiting: Prepared | None = None
    for found in _records(stream, task):
        if isinstance(found, Problem) and found.action != "refused":
            if waiting is not None and waiting.record.origin == found.origin:
                waiting.problems.append(found)
            else:
                yield found
            continue
        if waiting is not None:
            finish(waiting)
            yield waiting
            waiting = None
        if isinstance(found, StoryRecord):
            waiting = prepare(
                found, default_source=task.source or "import", zone=task.zone, seen=seen
            )
        elif isinstance(found, PictureRecord):
            yield found
        else:
            yield refusal(found)
    if waiting is not None:
        finish(waiting)
        yield waiting


def _records(stream: BinaryIO, task: Task) -> Iterator[StoryRecord | PictureRecord | Problem]:
    try:
        for found in reader(task.format).read(stream, task.name, **task.extras):  # type: ignore[attr-defined]
            if isinstance(found, StoryRecord):
                found.source = found.source or task.source
            yield found
    except OSError as error:
        yield Problem(
            Origin(task.name), f"The file cannot be read: {error.strerror}. Check its rights."
        )
    except BadArchive as error:
        yield Problem(Origin(task.name), str(error))
