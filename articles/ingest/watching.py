"""A wire folder: each file that has wholly arrived is imported and moved to done/ or failed/."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import OperationalError, connection

from articles.ingest.inputs import shown
from articles.ingest.lock import ImportRuns
from articles.ingest.pipeline import Result
from articles.ingest.report import problem_lines

DONE = "done"
FAILED = "failed"
OWN = (DONE, FAILED)
PAUSE = 1.0
"""Seconds between two looks: a file of the same size and time at both has arrived."""
MOMENT = 0.2
"""Seconds until somebody who asked the watch to end is heard."""
PATIENCE = 20
"""Looks that a file which cannot be read is given to grow: its sender may only have paused."""
LONGEST_NAME, BEHIND, ENDING = 255, 24, 20
"""Bytes of a name that disks take, those that are kept free behind it, and signs of its ending."""
ARRIVING = (".part", ".tmp", ".filepart", ".crdownload", ".swp")
"""Endings under which senders write a file until it is whole."""


@dataclass(slots=True)
class Handled:
    """One file of the folder after its import."""

    path: Path
    """Where it lies now."""
    result: Result

    @property
    def is_good(self) -> bool:
        return self.path.parent.name == DONE


def make_places(folder: Path) -> None:
    """done/ and failed/ inside the folder, both writable; raises OSError."""
    for name in (DONE, FAILED):
        place = folder / name
        place.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            pass


@dataclass(slots=True)
class Watch:
    """Looks into a folder again and again; `bring_in` imports one path, `tell` hears of troubles."""

    folder: Path
    bring_in: Callable[[Path], Result]
    should_stop: Callable[[], bool] = lambda: False
    pause: float = PAUSE
    tell: Callable[[str], None] = lambda line: None
    _seen: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _tried: dict[Path, tuple[tuple[int, int], Result]] = field(default_factory=dict)
    """Files that failed while they were new or could not be moved: what they were, what was said."""
    _told: str = ""
    _left: set[Path] = field(default_factory=set)
    """Links and folders that lie there and were told of."""

    def run(self, *, rounds: int | None = None) -> Iterator[Handled]:
        """Each file as it is done with; ends when asked to, or after `rounds` looks."""
        done = 0
        while not self.should_stop() and (rounds is None or done < rounds):
            try:
                yield from self._look()
            except (ImportRuns, OperationalError, OSError) as error:
                self._complain(error)
            done += 1
            if rounds is None or done < rounds:
                self._rest()

    def _look(self) -> Iterator[Handled]:
        for path in self._arrived():
            if self.should_stop():
                return
            handled = self._handle(path)
            self._told = ""
            if handled:
                yield handled

    def _complain(self, error: Exception) -> None:
        """Once for as long as it lasts: what arrives waits meanwhile, and nothing is lost."""
        said = (
            "Another import is running on this database."
            if isinstance(error, ImportRuns)
            else f"The folder cannot be worked on: {error}"
            if isinstance(error, OSError)
            else f"The database cannot be written: {error}"
        ).strip()
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        if said != self._told:
            self.tell(f"{said} What arrives waits until that is over.")
        self._told = said

    def _rest(self) -> None:
        """A pause that ends when the watch is asked to."""
        end = time.monotonic() + self.pause
        while not self.should_stop() and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, MOMENT))

    def _arrived(self) -> list[Path]:
        """Files that were the same at the last look, oldest first."""
        now: dict[Path, tuple[int, int]] = {}
        there = sorted(self.folder.iterdir())
        self._tell_left(there)
        for path in there:
            hidden = path.name.startswith(".") or path.suffix.lower() in ARRIVING
            with suppress(FileNotFoundError):  # its sender took it back
                if path.is_file() and not path.is_symlink() and not hidden:
                    facts = path.stat()
                    now[path] = facts.st_size, facts.st_mtime_ns
        whole = [path for path, facts in now.items() if self._seen.get(path) == facts]
        whole.sort(key=lambda path: (now[path][1], path.name))
        self._seen = now
        self._tried = {path: kept for path, kept in self._tried.items() if path in now}
        return whole

    def _tell_left(self, there: list[Path]) -> None:
        """Says once of each link and folder that it is not taken: its sender waits in vain."""
        seen = {path for path in there if path.is_symlink() or path.is_dir()}
        left = {path for path in seen if path.name not in OWN and not path.name.startswith(".")}
        for path in sorted(left - self._left):
            what = "a link" if path.is_symlink() else "a folder"
            self.tell(f"{shown(path.name)} is {what}: only files in the folder itself are taken.")
        self._left = left

    def _handle(self, path: Path) -> Handled | None:
        """The file after its import and move; None while it may still be growing."""
        facts = self._seen[path]
        tried, said = self._tried.pop(path, (None, None))
        result = said if said is not None and tried == facts else self.bring_in(path)
        refused = result.counts["refused"] or any(
            problem.action == "refused" for problem in result.problems
        )
        good = bool(result.readable) and not refused and not result.interrupted
        if result.interrupted:
            return Handled(path, result)
        self._tried[path] = facts, result
        if not good and time.time() - facts[1] / 1e9 < PATIENCE * self.pause:
            return None
        target = self._free_place(path, DONE if good else FAILED)
        shutil.move(path, target)
        self._seen.pop(path, None)
        self._tried.pop(path, None)
        if result.problem_count:
            told = target.with_name(f"{target.name}.problems.txt")
            lines = "\n".join(problem_lines(result.problems))
            told.write_text(f"{lines}\n", encoding="utf-8", errors="replace")
        return Handled(target, result)

    def _free_place(self, path: Path, name: str) -> Path:
        """A name in the folder `name` that nothing has yet: a wire may send a name twice."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        stem, suffix = fitting(path)
        target, number = folder / f"{stem}{suffix}", 1
        while target.exists():
            number += 1
            target = folder / f"{stem}-{number}{suffix}"
        return target


def fitting(path: Path) -> tuple[str, str]:
    """Stem and ending of the file's name, so short that a number and .problems.txt fit behind it."""
    stem, suffix = (path.stem, path.suffix) if len(path.suffix) <= ENDING else (path.name, "")
    room = LONGEST_NAME - BEHIND - len(os.fsencode(suffix))
    if len(os.fsencode(stem)) > room:
        stem = os.fsencode(stem)[:room].decode(errors="ignore")
    return stem, suffix
