"""A large file is read, cleaned and searched for people by other processes, ahead of the writer.

Each goes through the whole file and prepares every other portion of it; a line of JSON is parsed by
one of them alone. The parent alone writes, batch by batch as always, so that a kill of any of them
leaves what a kill of a lone import leaves. A parent that dies takes its helpers along: their pipes break.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from articles.ingest.ahead_child import PORTION, Job, Portion
from articles.ingest.given import Seen
from articles.ingest.reading import Entry, Share, Task
from articles.people.recognise import Rows

LARGE = 4_000_000
"""Bytes of a file from which helpers are worth their start (some 2 s of a processor)."""
HELPERS = 2
"""One alone is slower than the writer; a third would wait for it."""
_CODE: Final = Path(__file__).resolve().parents[2]


class HelperDied(RuntimeError):
    """A helper ended before its file did."""


def is_worth_it(size: int) -> bool:
    """Whether a file of so many bytes is read by helpers on this machine."""
    return size >= LARGE and (os.cpu_count() or 1) > 1


class Helpers:
    """The entries of one file, in its order, as other processes make them portion by portion."""

    def __init__(self, path: Path, task: Task, known: Rows, seen: Seen) -> None:
        self.position = 0
        """How far the file is read, in bytes."""
        shares = [Share(turn, HELPERS, PORTION) for turn in range(HELPERS)]
        self._jobs = [Job(path.resolve(), task, known, seen, share) for share in shares]

    def __iter__(self) -> Iterator[Entry]:
        with ExitStack() as running:
            children = [running.enter_context(_started()) for _ in self._jobs]
            try:
                yield from self._entries(children)
            finally:
                for child in children:
                    child.terminate()

    def _entries(self, children: list[subprocess.Popen[bytes]]) -> Iterator[Entry]:
        for child, job in zip(children, self._jobs, strict=True):
            with _mourning(child):
                assert child.stdin is not None
                with child.stdin:
                    pickle.dump(job, child.stdin)
        self._jobs.clear()
        reading = deque(children)
        while reading:
            with _mourning(reading[0]):
                portion = _portion(reading[0])
            if portion is None:  # the lines at the end may all be another's
                reading.popleft()
                continue
            reading.rotate(-1)
            self.position, found = portion
            yield from found


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-E", "-s", "-m", "articles.ingest.ahead_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=_CODE,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
    )


@contextmanager
def _mourning(child: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
        told = f"The process that reads ahead ended with {child.wait()} before its file did."
        raise HelperDied(told) from error


def _portion(child: subprocess.Popen[bytes]) -> Portion | None:
    said = pickle.load(child.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own child's
    if isinstance(said, Exception):
        raise said
    portion: Portion | None = said
    return portion
