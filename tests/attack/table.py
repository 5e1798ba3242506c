"""The rows of the proof: what was tried, what failed, and the number asked; printed by `python -m tests.attack`."""

from __future__ import annotations

import json
import os
import platform
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
KEPT = 20
"""Failures that a row names; the count tells of all."""


@dataclass(frozen=True, slots=True)
class Row:
    row: str
    what: str
    tried: int
    failed: int
    asked: str
    examples: list[str]


def settle(row: str, what: str, *, tried: int, failed: Sequence[object], asked: str = "0") -> None:
    """Writes the row into the table of this run, if there is one, and fails the test if anything failed."""
    told = Row(row, what, tried, len(failed), asked, [str(each)[:300] for each in failed[:KEPT]])
    if target := os.environ.get("ATTACK_TABLE"):
        with Path(target).open("a", encoding="utf-8") as table:
            table.write(json.dumps(asdict(told)) + "\n")
    assert tried > 0, f"{row}: nothing was tried"
    assert not failed, f"{row}, {what}: {len(failed)} of {tried}: {told.examples}"


def print_table(lines: Sequence[str]) -> str:
    """The table as Markdown, one line a row, in the order of their numbers."""
    rows = sorted((Row(**json.loads(line)) for line in lines), key=_place)
    out = ["| row | what | tried | failed | asked |", "|---|---|---:|---:|---|"]
    out += [f"| {r.row} | {r.what} | {r.tried:,} | {r.failed:,} | {r.asked} |" for r in rows]
    out += [f"{r.row} failed: {example}" for r in rows for example in r.examples]
    return "\n".join(out)


def missing(lines: Sequence[str], rows: Sequence[str]) -> list[str]:
    """Rows of which nobody wrote a line."""
    told = {json.loads(line)["row"] for line in lines}
    return [row for row in rows if row not in told]


def headline(command: str) -> str:
    """What ran, on what, and when: a table without these tells nothing."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return (
        f"`python -m tests.{command}`, Newsroom {project['version']}, {date.today():%d %B %Y}, "
        f"Python {platform.python_version()}, Django {django.__version__}"
    )


def _place(row: Row) -> tuple[int, str]:
    return int(row.row.strip("SF")), row.what
