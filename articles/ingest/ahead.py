"""A large file is read, cleaned and searched for people by a second process, ahead of the writer.

The parent alone writes, batch by batch as always, so that a kill of either process leaves what a
kill of a lone import leaves. A parent that dies takes its helper along: its pipe breaks.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from articles.ingest.ahead_child import Job, Portion
from articles.ingest.given import Seen
from articles.ingest.reading import Entry, Task
from articles.people.recognise import Rows

LARGE = 4_000_000
"""Bytes of a file from which a helper is worth its start (some 2 s of a processor)."""
_CODE: Final = Path(__file__).resolve().parents[2]


class HelperDied(RuntimeError):
    """The helper ended before its file did."""


def is_worth_it(size: int) -> bool:
    """Whether a file of so many bytes is read by a helper on this machine."""
    return size >= LARGE and (os.cpu_count() or 1) > 1


class Helper:
    """The entries of one file as a second process makes them."""

    def __init__(self, path: Path, task: Task, known: Rows, seen: Seen) -> None:
        self.position = 0
        """How far the file is read, in bytes."""
        self._job = Job(path.resolve(), task, known, seen)

    def __iter__(self) -> Iterator[Entry]:
        with subprocess.Popen(
            [sys.executable, "-E", "-s", "-m", "articles.ingest.ahead_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_CODE,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        ) as child:
            try:
                yield from self._entries(child)
            finally:
                child.terminate()

    def _entries(self, child: subprocess.Popen[bytes]) -> Iterator[Entry]:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            with child.stdin:
                pickle.dump(self._job, child.stdin)
            while (portion := self._portion(child)) is not None:
                self.position, found = portion
                yield from found
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            told = f"The process that reads ahead ended with {child.wait()} before its file did."
            raise HelperDied(told) from error

    def _portion(self, child: subprocess.Popen[bytes]) -> Portion | None:
        said = pickle.load(child.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own child's
        if isinstance(said, Exception):
            raise said
        portion: Portion | None = said
        return portion
