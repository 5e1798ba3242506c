"""One process that makes a child for each picture, so that an import of thousands starts Python once.

Knows no Django. What is kept opens no picture: it forks, and the fork limits itself, decodes, answers
and ends, as a child that was started for one picture does. Children have a session of their own: Ctrl-C
ends an import between two pictures, and none is called damaged because its child heard it, too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CODE = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-E", "-s", "-m", "media.decode_child"]
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child came to its end: the exit status as subprocess tells it, and what it said."""

    status: int
    said: str
    complaint: str = ""


@dataclass(slots=True)
class KeptChild:
    """Started at the first picture; one that died is started anew at the next."""

    _process: subprocess.Popen[str] | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, job: dict[str, Any], seconds: float) -> Ended | None:
        """What became of the job; None if the kept process itself is gone."""
        with self._turn:
            try:
                return self._answer(json.dumps({"job": job, "seconds": seconds}))
            except (OSError, ValueError):
                self.end()
                return None

    def _answer(self, order: str) -> Ended:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own child
                [*COMMAND, "--keep"], cwd=CODE, env=ENVIRONMENT, text=True, encoding="utf-8",
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))

    def end(self) -> None:
        """Ends it, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):  # what was not yet written meets a closed pipe
                process.communicate()


_kept: list[KeptChild] = []


@contextmanager
def kept() -> Iterator[None]:
    """Within, children for pictures come from one process that stays, where the system can fork."""
    if not hasattr(os, "fork") or _kept:
        yield
        return
    _kept.append(KeptChild())
    try:
        yield
    finally:
        _kept.pop().end()


def run(job: dict[str, Any], seconds: float) -> Ended:
    """Carries out a job in a child of its own. Raises subprocess.TimeoutExpired if it hangs."""
    ended = _kept[0].ask(job, seconds) if _kept else None
    return ended or _alone(job, seconds)


def _alone(job: dict[str, Any], seconds: float) -> Ended:
    child = subprocess.run(  # noqa: S603 - our own child
        COMMAND, input=json.dumps(job).encode(), capture_output=True, check=False, cwd=CODE,
        env=ENVIRONMENT, timeout=seconds, start_new_session=True,
    )  # fmt: skip
    complaint = child.stderr[-300:].decode("utf-8", "replace")
    return Ended(child.returncode, child.stdout.decode("utf-8", "replace"), complaint)
