"""The progress of a run on a terminal: a bar with rate and time left; plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from types import TracebackType

from rich.console import Console as Terminal
from rich.console import RenderableType
from rich.progress import BarColumn, ProgressColumn, Task, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Column
from rich.text import Text

from articles.ingest.pipeline import Progress

LINE_EACH = 1000
"""Stories between two plain lines."""
BESIDE_NAME = 58
"""Columns of a bar's line that are not the file's name: bar, percent, stories, rate, time left."""
SHORTEST_NAME = 12
STOPPING = "Stopping after this batch; Ctrl-C again stops at once."


class _TimeColumn(ProgressColumn):
    """The time left, and at the end the time it took."""

    def render(self, task: Task) -> Text:
        seconds = task.finished_time if task.finished else task.time_remaining
        if seconds is None:
            return Text("")
        told = timedelta(seconds=int(seconds))
        return Text(f"in {told}" if task.finished else f"{told} left")


class _Bars(Bar):
    """One line a step, and below them what came of the stories: all of it, however many words."""

    counts = ""
    stopping: Callable[[], bool] = staticmethod(lambda: False)

    def get_renderables(self) -> Iterable[RenderableType]:
        yield self.make_tasks_table(self.tasks)
        if self.counts:
            yield Text(self.counts)
        if self.stopping():
            yield Text(STOPPING)


class Console:
    """Shows a run's progress on standard error; `quiet` shows nothing.

    Once `stopping` holds, the bar says that the end was asked for.
    """

    def __init__(
        self, *, quiet: bool = False, stopping: Callable[[], bool] = lambda: False
    ) -> None:
        self.quiet = quiet
        self.stopping = stopping
        self.terminal = Terminal(file=sys.stderr)
        self.started = time.monotonic()
        self._told = 0
        self._step = ""
        self._bar: _Bars | None = None

    def __enter__(self) -> Console:
        if not self.quiet and self.terminal.is_terminal:
            self._bar = _Bars(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=12, complete_style="green", pulse_style="green"),
                TaskProgressColumn(),
                TextColumn("{task.fields[told]}", markup=False),
                _TimeColumn(table_column=Column(no_wrap=True)),
                console=self.terminal,
                refresh_per_second=5,
            )
            self._bar.stopping = self.stopping
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
            told = f"{done} stories, {rate:.0f}/s"
            self._bar.counts = _told(progress)
            if progress.step:
                self._begin(progress.step)
                told = f"{progress.read_bytes} of {progress.total_bytes}"
            self._bar.update(
                self._task,
                description=progress.step or self._shortened(progress.file),
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

    def _shortened(self, name: str) -> str:
        """The end of a long name: what is before it, the files of a folder share."""
        room = max(self.terminal.width - BESIDE_NAME, SHORTEST_NAME)
        return name if len(name) <= room else f"…{name[1 - room :]}"

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
