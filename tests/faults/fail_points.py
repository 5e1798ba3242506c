"""Named points of an import at which it, or its helper, ends at once."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

FAIL_AT = "NEWSROOM_TEST_FAIL_AT"
"""Set for the child only: "before commit:3" kills it at the third time that point is reached."""
LAST = "helper killed"
POINTS = {
    "row read": 20, "before commit": 3, "after commit": 3, "picture written": 20,
    "before rename": 20, "after rename": 20, "before close": 1, "after close": 1,
    LAST: 4,
}  # fmt: skip
"""Each fail point and up to which time it is reached that it may kill."""
CLOSING = ("before close", "after close")
"""Reached once in an import, at its end: a kill there costs all that was left of it."""
HELPER = "NEWSROOM_KILL_HELPER"
"""Set where a second process reads ahead, as it does for large files."""
HELPER_DIED = 3
"""How an import ends whose helper was killed."""


def set_fail_point(wanted: str) -> None:
    """Wraps the function at the point so that its nth call ends this process."""
    if not wanted:
        return
    from articles.ingest import ahead, ledger, reading, writer
    from media import intake

    point, _colon, number = wanted.rpartition(":")
    places: dict[str, tuple[Any, str, bool]] = {
        "row read": (ahead, "_portion", True)
        if HELPER in os.environ
        else (reading, "prepare", True),
        LAST: (ahead, "_mourning", True),
        "before commit": (writer.Writer, "_note", True),
        "after commit": (writer.Writer, "write", True),
        "picture written": (intake, "accept", True),
        "before rename": (intake, "store", False),
        "after rename": (intake, "store", True),
        "before close": (ledger, "end", False),
        "after close": (ledger, "end", True),
    }
    holder, name, is_after = places[point]
    real = getattr(holder, name)
    if point == LAST:
        setattr(holder, name, _deadly_to_helper(real, int(number)))
    else:
        setattr(holder, name, _deadly(real, int(number), is_after=is_after))


def _deadly_to_helper(real: Callable[..., Any], number: int) -> Callable[..., Any]:
    """Ends the first helper or its fork, by turns, before so many portions are read."""
    calls = 0

    def wrapped(first: subprocess.Popen[bytes]) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            forks = Path(f"/proc/{first.pid}/task/{first.pid}/children").read_text().split()
            helpers = [first.pid, *map(int, forks)]
            os.kill(helpers[number % len(helpers)], signal.SIGKILL)
        return real(first)

    return wrapped


def _deadly(real: Callable[..., Any], number: int, *, is_after: bool) -> Callable[..., Any]:
    calls = 0

    def wrapped(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number and not is_after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*args, **options)
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return wrapped
