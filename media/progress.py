"""How far a long run is: a bar on a terminal, a line each thousand elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import track

Step = TypeVar("Step")
EVERY = 1000


class Writer(Protocol):
    """Where lines go; Django's OutputWrapper, for one."""

    def write(self, line: str, /) -> object: ...


def counted(
    steps: Iterable[Step], total: int, writer: Writer, verbosity: int = 1
) -> Iterator[Step]:
    """Hands on every step and shows how many there were; silent at verbosity 0."""
    if verbosity and sys.stderr.isatty():
        yield from track(steps, total=total, console=Console(stderr=True), description="Pictures")
        return
    for number, step in enumerate(steps, start=1):
        yield step
        if verbosity and number % EVERY == 0:
            writer.write(f"{number} of {total}")
