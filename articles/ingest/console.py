"""The progress of a run on a terminal: a bar with rate and time left; plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console as Terminal
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from articles.ingest.pipeline import Progress

LINE_EACH = 1000
"""Stories between two plain lines."""


class Console:
    """Shows a run's progress on standard error; `quiet` shows nothing."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.terminal = Terminal(file=sys.stderr)
        self.started = time.monotonic()
        self._told = 0
        self._step = ""
        self._bar: Bar | None = None

    def __enter__(self) -> Console:
        if not self.quiet and self.terminal.is_terminal:
            self._bar = Bar(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=20),
                TaskProgressColumn(),
                TextColumn("{task.fields[told]}", markup=False),
                TimeRemainingColumn(),
                console=self.terminal,
                refresh_per_second=5,
            )
            self._task = self._bar.add_task("reading", total=None, told="")
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, progress: Progress) -> None:
        """Called after every batch and file."""
        if self.quiet:
            return
        done = sum(progress.counts.values())
        if self._bar is not None:
            rate = done / max(time.monotonic() - self.started, 0.001)
            told = f"{done} stories, {rate:.0f}/s, {_told(progress)}"
            if progress.step:
                self._begin(progress.step)
                told = f"{progress.read_bytes} of {progress.total_bytes}"
            self._bar.update(
                self._task,
                description=progress.step or progress.file[-40:],
                total=progress.total_bytes or None,
                completed=progress.read_bytes,
                told=told,
            )
        elif progress.step and progress.total_bytes > LINE_EACH:
            self._begin(progress.step)
        elif done // LINE_EACH > self._told:
            self._told = done // LINE_EACH
            line = f"{done} stories, {_told(progress)}"
            self.terminal.print(line, highlight=False, markup=False, soft_wrap=True)

    def _begin(self, step: str) -> None:
        """A step has its own bar, whose time left is its own; elsewhere its own line."""
        if step == self._step:
            return
        self._step = step
        if self._bar is not None:
            self._task = self._bar.add_task(step, total=None, told="")
        else:
            self.terminal.print(step, highlight=False, markup=False)


def _told(progress: Progress) -> str:
    return ", ".join(f"{count} {action}" for action, count in progress.counts.items())
