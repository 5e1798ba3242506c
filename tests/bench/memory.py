"""What an import and its helper hold while they run, looked at twice a second.

The peak that wait4 tells of a child is no help: a child that was started by vfork inherits its
parent's, so that a helper of 90 MB was told as one of 200.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

EVERY = 0.5


class Memory(Thread):
    """Peaks in MB of this process and of its children, and how this one's memory went."""

    def __init__(self, done: Callable[[], int]) -> None:
        super().__init__(daemon=True)
        self.here = self.helper = 0
        self.course: list[tuple[int, int, int]] = []
        """(stories done, MB here, MB in the helper), whenever a tenth more was done."""
        self._done = done
        self._over = Event()

    def run(self) -> None:
        while not self._over.wait(EVERY):
            here = held(os.getpid())
            helper = sum(map(held, children(os.getpid())))
            self.here, self.helper = max(self.here, here), max(self.helper, helper)
            done = self._done()
            if helper and (not self.course or done >= 1.1 * self.course[-1][0] + 1):
                self.course.append((done, here, helper))

    def stop(self) -> None:
        self._over.set()
        self.join()


def held(process: int) -> int:
    """MB that the process itself has in use now; 0 once it is gone.

    Pages of files do not count: SQLite maps up to 256 MB of the database (newsroom/databases.py).
    """
    with suppress(OSError, IndexError, ValueError):
        resident, shared = map(int, Path(f"/proc/{process}/statm").read_text().split()[1:3])
        return (resident - shared) * os.sysconf("SC_PAGESIZE") // 1_000_000
    return 0


def children(process: int) -> list[int]:
    """The processes that it has started."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return found
