"""One file -> stories ready for the writer, with what its reader told of each; pure, no Django."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from traceback import extract_tb
from typing import Any, BinaryIO

from articles.ingest.archives import BadArchive
from articles.ingest.formats import reader
from articles.ingest.prepare import NOTHING, prepare, refusal
from articles.ingest.prepared import Prepared
from articles.ingest.record import Origin, PictureRecord, Problem, StoryRecord
from articles.ingest.unchanged import Seen

logger = logging.getLogger(__name__)

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


@dataclass(frozen=True, slots=True)
class Share:
    """Which entries of a file one of several helpers makes: every so many portions, its own."""

    turn: int = 0
    of: int = 1
    portion: int = 1
    """Entries in a row."""

    def holds(self, number: int) -> bool:
        return number // self.portion % self.of == self.turn


WHOLE = Share()


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
    return (entry for _, entry in numbered(stream, task, seen=seen, finish=finish))


def numbered(
    stream: BinaryIO,
    task: Task,
    *,
    seen: Seen = NOTHING,
    finish: Callable[[Prepared], None] = lambda story: None,
    share: Share = WHOLE,
) -> Iterator[tuple[int, Entry]]:
    """The entries of a share with their numbers, which rise; those of others are not prepared.

    Several entries of one line have its number, and a line without any has none.
    """
    number = -1
    waiting: tuple[int, Prepared] | None = None
    story: Origin | None = None
    for line, found in _records(stream, task, share):
        if isinstance(found, Problem) and found.action != "refused" and found.origin == story:
            if waiting is not None:
                waiting[1].problems.append(found)
            continue
        number = number + 1 if line is None else line
        is_mine = line is not None or share.holds(number)
        if isinstance(found, Problem) and found.action != "refused":
            if is_mine:
                yield number, found
            continue
        if waiting is not None:
            finish(waiting[1])
            yield waiting
        waiting, story = None, found.origin if isinstance(found, StoryRecord) else None
        if not is_mine:
            continue
        if isinstance(found, StoryRecord):
            waiting = number, _prepared(found, task, seen)
        else:
            yield number, found if isinstance(found, PictureRecord) else refusal(found)
    if waiting is not None:
        finish(waiting[1])
        yield waiting


def _records(
    stream: BinaryIO, task: Task, share: Share
) -> Iterator[tuple[int | None, StoryRecord | PictureRecord | Problem]]:
    """Everything in the file; of one that is read by lines only the share's, with their numbers."""
    line: int | None = None
    try:
        for line, found in _found(stream, task, share):
            if isinstance(found, StoryRecord):
                found.source = found.source or task.source
            yield line, found
    except OSError as error:
        told = f"The file cannot be read: {error.strerror}. Check its rights."
        yield line, Problem(Origin(task.name), told)
    except BadArchive as error:
        yield line, Problem(Origin(task.name), str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other files go on
        told = f"{_fault(error)} What stands behind this place was not read."
        yield line, Problem(Origin(task.name), told)


def _prepared(found: StoryRecord, task: Task, seen: Seen) -> Prepared:
    """The story ready for the writer; one on which our own program fails is refused, alone."""
    try:
        return prepare(found, default_source=task.source or "import", zone=task.zone, seen=seen)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other stories go on
        return refusal(Problem(found.origin, _fault(error)))


def _fault(error: Exception) -> str:
    """What to tell of an error that no rule foresaw, with its place in the program."""
    logger.exception("A reader failed.", exc_info=error)
    place = extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    return (
        f"The program failed on this ({type(error).__name__}: {str(error)[:200]}; {where}). "
        "Please report it with the file."
    )


def _found(
    stream: BinaryIO, task: Task, share: Share
) -> Iterator[tuple[int | None, StoryRecord | PictureRecord | Problem]]:
    module = reader(task.format)
    if share.of > 1 and hasattr(module, "read_some"):
        lines = module.read_some(stream, task.name, is_wanted=share.holds, **task.extras)
        if lines is not None:
            yield from lines
            return
    for found in module.read(stream, task.name, **task.extras):  # type: ignore[attr-defined]
        yield None, found
