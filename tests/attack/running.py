"""Runs the rows of a table in a pytest of their own and prints it; shared by tests.attack and tests.faults."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.attack import table
from tests.attack.table import ROOT, Row


@dataclass(frozen=True, slots=True)
class Command:
    """A row with a command of its own, too long for any suite; exit status 0 is a pass."""

    row: str
    what: str
    tried: int
    call: Sequence[str]
    is_table: bool = False
    """Whether it writes its rows itself, and leaves out what stands there."""
    group: str = ""
    """Dependencies of the project that it needs and the suite does not."""

    @property
    def line(self) -> list[str]:
        run = ["uv", "run", "--group", self.group, "python"] if self.group else [sys.executable]
        return [*run, "-m", *self.call]


@dataclass(frozen=True, slots=True)
class Proof:
    """One of the two tables: its rows, and what writes them."""

    name: str
    letter: str
    last: int
    paths: Sequence[str]
    commands: Sequence[Command] = ()

    @property
    def rows(self) -> list[str]:
        return [f"{self.letter}{number}" for number in range(1, self.last + 1)]


def run(proof: Proof, description: str) -> int:
    """Carries out the call of the command line; the exit status."""
    parser = argparse.ArgumentParser(
        prog=f"python -m tests.{proof.name}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--small", action="store_true", help="the numbers of the suite")
    parser.add_argument("--only-tests", action="store_true", help="no row with its own command")
    parser.add_argument("--only-commands", action="store_true", help="nothing else")
    parser.add_argument("--print", action="store_true", dest="is_told", help="run nothing")
    parser.add_argument(
        "--into", type=Path, metavar="FILE",
        help="keep the rows there; the next call with the same file runs what is missing or failed",
    )  # fmt: skip
    call, rest = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = (call.into or Path(folder) / "table.jsonl").absolute()
        status = 0 if call.is_told else _run(proof, call, rest, kept)
        found = table.read(kept)
    print(table.headline(proof.name), table.print_table(found), sep="\n\n")  # noqa: T201
    left = table.missing(found, proof.rows) if not rest else []
    if left:
        print(f"not run: {', '.join(left)}")  # noqa: T201
    return status or bool(left) or any(row.failed for row in found)


def _run(proof: Proof, call: argparse.Namespace, rest: list[str], kept: Path) -> int:
    environ = {**os.environ, "ATTACK_TABLE": str(kept), "ATTACK_ROWS": proof.letter}
    if not call.small:
        environ["ATTACK"] = "full"
    os.environ["ATTACK_TABLE"] = str(kept)
    status = 0
    if not call.only_commands:
        status = subprocess.run(  # this Python, our own tests
            [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", "-p", "tests.attack.rows",
             *([] if any("/" in each for each in rest) else proof.paths), *rest],
            cwd=ROOT, env=environ, check=False,
        ).returncode  # fmt: skip
    if not (rest or call.small or call.only_tests):
        done = {row.what for row in table.read(kept) if not row.test and not row.failed}
        for command in proof.commands:
            if command.is_table or command.what not in done:
                status = _carry_out(command) or status
    return 0 if status == NOTHING_LEFT else status


NOTHING_LEFT = 5
"""What pytest answers when every test was left out."""


def _carry_out(command: Command) -> int:
    if command.is_table:
        return subprocess.run(command.line, cwd=ROOT, check=False).returncode
    done = subprocess.run(command.line, cwd=ROOT, capture_output=True, text=True, check=False)
    told = [] if done.returncode == 0 else [(done.stdout + done.stderr)[-300:]]
    table.write(Row(command.row, command.what, command.tried, len(told), "0", told))
    return done.returncode
