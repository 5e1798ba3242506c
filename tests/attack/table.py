"""The rows of the proof: what was tried, what failed, and the number asked; printed by `python -m tests.attack`."""

from __future__ import annotations

import json
import os
import platform
import re
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
FIGURES = re.compile(r"\d[\d.,]*")
"""What differs between two runs of one test: times and counts in the words of a row."""
COMMAND = "ATTACK_COMMAND"
"""The call of the command that writes rows, in its environment."""
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
    test: str = ""
    """Which test or command wrote the row, so that a later run can leave it out; empty for several together."""


def settle(row: str, what: str, *, tried: int, failed: Sequence[object], asked: str = "0") -> None:
    """Writes the row into the table of this run, if there is one, and fails the test if anything failed."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    examples = [str(each)[:300] for each in failed[:KEPT]]
    told = Row(row, what, tried, len(failed), asked, examples, test)
    write(told)
    assert tried > 0, f"{row}: nothing was tried"
    assert not failed, f"{row}, {what}: {len(failed)} of {tried}: {told.examples}"


def tell(row: str, what: str, *, tried: int, failed: Sequence[object], asked: str) -> int:
    """Writes the row of a drill as far as it went, and prints it; the drill's exit status."""
    examples = [str(each)[:300] for each in failed[:KEPT]]
    write(Row(row, what, tried, len(failed), asked, examples, os.environ.get(COMMAND, "")))
    print(f"{row}: {what}: {tried} tried, {len(failed)} failed, asked: {asked}")  # noqa: T201
    return int(bool(failed) or not tried)


def write(row: Row) -> None:
    """Adds the row to the table of this run, if there is one, as soon as it is known."""
    if target := os.environ.get("ATTACK_TABLE"):
        with Path(target).open("a", encoding="utf-8") as table:
            table.write(json.dumps(asdict(row)) + "\n")


def lines(path: Path) -> list[Row]:
    """Everything that was ever written into the file."""
    if not path.exists():
        return []
    return [Row(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def read(path: Path) -> list[Row]:
    """The rows that stand in the file; of a test that ran twice, those of its last run."""
    rows = lines(path)
    last: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        last[row.row, row.what if not row.test else FIGURES.sub("", row.what), row.test] = row
    return list(last.values())


def passed(path: Path) -> set[str]:
    """Tests of which every row stands in the file and none failed."""
    rows = read(path)
    return {row.test for row in rows if row.test} - {row.test for row in rows if row.failed}


def print_table(found: Sequence[Row]) -> str:
    """The table as Markdown, one line a row, in the order of their numbers."""
    rows = sorted(_joined(found), key=_place)
    out = ["| row | what | tried | failed | asked |", "|---|---|---:|---:|---|"]
    out += [f"| {r.row} | {r.what} | {r.tried:,} | {r.failed:,} | {r.asked} |" for r in rows]
    out += [f"{r.row} failed: {example}" for r in rows for example in r.examples]
    return "\n".join(out)


def _joined(found: Sequence[Row]) -> list[Row]:
    """One line for the cases of one test, which are named after a colon."""
    lines: dict[tuple[str, str], Row] = {}
    for each in found:
        what = each.what.partition(": ")[0] if each.what.count(": ") == 1 else each.what
        one = lines.setdefault(
            (each.row, what), replace(each, what=what, tried=0, failed=0, examples=[])
        )
        lines[each.row, what] = replace(
            one, tried=one.tried + each.tried, failed=one.failed + each.failed,
            examples=[*one.examples, *each.examples],
        )  # fmt: skip
    return list(lines.values())


def missing(found: Sequence[Row], rows: Sequence[str]) -> list[str]:
    """Rows of which nobody wrote a line."""
    told = {row.row for row in found}
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
