"""A large file is read, cleaned and searched for people by other processes, ahead of the writer.

Each goes through the whole file and prepares every other portion of it; a line of JSON is parsed by
one of them alone. The first is started, learns whom the newsroom knows and parts into all of them, so
that the start is paid once. The parent alone writes, batch by batch as always, so that a kill of any of
them leaves what a kill of a lone import leaves. A parent that dies takes its helpers along: their pipes break.
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
from typing import BinaryIO, Final

from articles.ingest.ahead_child import PORTION, Job, Portion
from articles.ingest.reading import Entry, Share, Task
from articles.ingest.unchanged import Seen
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
        self._job: Job | None = Job(path.resolve(), task, known, seen, Share(0, HELPERS, PORTION))

    def __iter__(self) -> Iterator[Entry]:
        with ExitStack() as running:
            first, pipes = _started(running)
            try:
                yield from self._entries(first, pipes)
            except BaseException:  # the others write into pipes that nobody reads then, and end
                first.terminate()
                raise

    def _entries(self, first: subprocess.Popen[bytes], pipes: list[BinaryIO]) -> Iterator[Entry]:
        with _mourning(first):
            assert first.stdin is not None
            with first.stdin:
                pickle.dump(self._job, first.stdin)
        self._job = None
        reading = deque(pipes)
        while reading:
            with _mourning(first):
                portion = _portion(reading[0])
            if portion is None:  # the lines at the end may all be another's
                reading.popleft()
                continue
            reading.rotate(-1)
            self.position, found = portion
            yield from found


def _started(running: ExitStack) -> tuple[subprocess.Popen[bytes], list[BinaryIO]]:
    """The first helper, and what each of them writes."""
    ends = [os.pipe() for _ in range(HELPERS)]
    pipes: list[BinaryIO] = [running.enter_context(os.fdopen(out, "rb")) for out, _into in ends]
    written = [into for _out, into in ends]
    try:
        first = subprocess.Popen(  # noqa: S603 - our own module, with numbers behind it
            [sys.executable, "-E", "-s", "-m", "articles.ingest.ahead_child", *map(str, written)],
            stdin=subprocess.PIPE,
            pass_fds=written,
            cwd=_CODE,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        )
    finally:
        for into in written:
            os.close(into)
    return running.enter_context(first), pipes


@contextmanager
def _mourning(first: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
        first.terminate()  # it may wait for who is gone
        told = (
            f"A process that reads ahead ended before its file did (the first with {first.wait()})."
        )
        raise HelperDied(told) from error


def _portion(pipe: BinaryIO) -> Portion | None:
    said = pickle.load(pipe)  # noqa: S301 - our own child's
    if isinstance(said, Exception):
        raise said
    portion: Portion | None = said
    return portion
