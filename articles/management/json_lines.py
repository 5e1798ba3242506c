"""JSON Lines in and out of a command: files or standard input, faults on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from articles.people.lines import Answer, Fault, answers


def print_answers(files: Sequence[str], answer: Callable[[Answer], Answer]) -> None:
    """One line out for each good line in, at once; exit status 1 at the end if a line was bad."""
    is_clean = True
    for told in _told(files, answer):
        if isinstance(told, Fault):
            is_clean = False
            sys.stderr.write(f"{told}\n")
        else:
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
    if not is_clean:
        sys.exit(1)


def _told(files: Sequence[str], answer: Callable[[Answer], Answer]) -> Iterator[Any]:
    for file in files or ["-"]:
        if file == "-":
            yield from answers(sys.stdin.buffer, "standard input", answer)
            continue
        try:
            with Path(file).open("rb") as opened:
                yield from answers(opened, file, answer)
        except OSError as error:
            yield Fault(file, 0, f"{error.strerror}.")
