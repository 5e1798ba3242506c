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
    """A row with a command of its own, too long for any suite.

    It tells by `table.tell` how far it went; of one that broke off before that, `what` and the end of what it
    said are all that is known.
    """

    row: str
    what: str
    call: Sequence[str]
    is_table: bool = False
    """Whether it writes its rows itself, and leaves out what stands there."""
    may_be_cut: bool = False
    """Whether it takes `--minutes`, after which it says how far it went."""
    group: str = ""
    """Dependencies of the project that it needs and the suite does not."""
    tool: str = ""
    """Somebody else's program that is fetched for it alone and is no part of the lock."""

    @property
    def line(self) -> list[str]:
        needs = ["--group", self.group] if self.group else []
        needs += ["--with", self.tool] if self.tool else []
        run = ["uv", "run", *needs, "python"] if needs else [sys.executable]
        return [*run, "-m", *self.call]

    @property
    def name(self) -> str:
        return " ".join(self.call)


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
    parser.add_argument(
        "--minutes", type=float, default=1e6,
        help="after which each of the commands that can be cut ends, and tells of what it did till then",
    )  # fmt: skip
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
    for marks, database in () if call.only_commands else BY_DATABASE:
        done = subprocess.run(  # this Python, our own tests
            [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", "-p", "tests.attack.rows",
             *marks, *([] if any("/" in each for each in rest) else proof.paths), *rest],
            cwd=ROOT, env={**environ, **database}, check=False,
        ).returncode  # fmt: skip
        status = status or (0 if done == NOTHING_LEFT else done)
    if not (rest or call.small or call.only_tests):
        done = table.passed(kept)
        for command in proof.commands:
            if command.is_table or command.name not in done:
                status = _carry_out(command, kept, call.minutes) or status
    return status


BY_DATABASE: tuple[tuple[list[str], dict[str, str]], ...] = (
    ([], {}),
    (["-m", "postgres"], {"TEST_DATABASE": "postgres"}),
)
"""What pytest runs on SQLite, and then on a PostgreSQL of its own: there, what nothing else can show."""
NOTHING_LEFT = 5
"""What pytest answers when every test was left out."""


def _carry_out(command: Command, kept: Path, minutes: float) -> int:
    if command.is_table:
        return subprocess.run(command.line, cwd=ROOT, check=False).returncode
    line = [*command.line, *(["--minutes", f"{minutes:g}"] if command.may_be_cut else [])]
    environ = {**os.environ, table.COMMAND: command.name}
    before = len(table.lines(kept))
    done = subprocess.run(line, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    told = table.lines(kept)[before:]
    if not told or (done.returncode and not any(row.failed for row in told)):
        said = (done.stdout + done.stderr)[-300:]
        table.write(Row(command.row, command.what, 0, 1, "to its end", [said], command.name))
    return done.returncode
