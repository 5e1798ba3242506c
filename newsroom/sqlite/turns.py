"""A queue for the writers of one SQLite file: first come, first served, between threads and processes.

SQLite lets one writer in at a time, and the others look again after up to .1 s each: who is unlucky
waits long after others who came later. Here the next in line is woken as soon as the one before is
done. It is a courtesy, no lock that data depend on: who waits too long goes on out of turn, and
SQLite's own lock decides. The kernel ends the turn of a process that dies.
"""

from __future__ import annotations

import fcntl
import os
import threading
from contextlib import suppress
from pathlib import Path


class Turn:
    """One connection's place in the queue."""

    def __init__(self, database: Path, patience: float) -> None:
        self.patience = patience
        self.held = -1
        self._queue, self._turn = (f"{database}-{name}" for name in ("queue", "turn"))

    def take(self) -> None:
        """Waits until all who came before are done.

        Two locks, so that whoever asks again at once stands behind all others: only the first of
        those who wait holds the queue, and gives it up when the turn is theirs.
        """
        if self.held >= 0:
            return
        try:
            queue, turn = _opened(self._queue), _opened(self._turn)
        except OSError:
            return  # a folder that nothing can be written to: SQLite will say so
        if _locked(queue, self.patience) and _locked(turn, self.patience):
            self.held = turn
        else:
            os.close(turn)
        os.close(queue)

    def end(self) -> None:
        """Lets the next one in; does nothing for whoever has no turn."""
        if self.held >= 0:
            with suppress(OSError):
                os.close(self.held)
            self.held = -1


def _opened(path: str) -> int:
    return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)


def _locked(handle: int, patience: float) -> bool:
    """Whether the lock came within the time. A closed handle gives up a lock that comes later."""
    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    waiting = threading.Thread(target=_wait, args=(handle,), daemon=True)
    waiting.start()
    waiting.join(patience)
    return not waiting.is_alive()


def _wait(handle: int) -> None:
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX)
