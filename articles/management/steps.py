"""Progress of a long command in steps: a bar on a terminal, a line each 10,000 elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import Progress, TaskID

LINE_EACH = 10_000


class Steps:
    """`show(what, done, total)` may be called as often as one likes; `quiet` shows nothing."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.console = Console(file=sys.stderr)
        self.bars = Progress(console=self.console, refresh_per_second=5)
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, int] = {}

    def __enter__(self) -> Steps:
        if not self.quiet and self.console.is_terminal:
            self.bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.bars.stop()

    def show(self, what: str, done: int, total: int) -> None:
        """How far the step `what` is."""
        if self.quiet:
            return
        if self.console.is_terminal:
            if what not in self._tasks:
                self._tasks[what] = self.bars.add_task(what, total=total)
            self.bars.update(self._tasks[what], completed=done)
        elif done // LINE_EACH > self._told.get(what, 0):
            self._told[what] = done // LINE_EACH
            self.console.print(f"{what}: {done} of {total}", highlight=False)
