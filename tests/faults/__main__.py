"""`python -m tests.faults`: every fault with its whole number, then the table; exit status 1 if a row failed.

`--small` takes the numbers of the suite; anything else goes on to pytest, such as `-k F12`. Rows with a
command of their own (`kill_import`, `pairs`) run it; `--only-tests` leaves those out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.attack.rows import FAULTS_ELSEWHERE
from tests.attack.table import Row, headline, missing, print_table

ROOT = Path(__file__).resolve().parents[2]
ROWS = [f"F{number}" for number in range(1, 19)]
COMMANDS = (
    ("F1", "200 kills of an import, SQLite", 200, ["tests.faults.kill_import"]),
    ("F1", "200 kills of an import, PostgreSQL", 200, ["tests.faults.kill_import", "--postgres"]),
    ("F5", "500 pairs of editors and 500 alone", 1000, ["tests.faults.pairs"]),
)
"""Row, what, how many, the module and its arguments; exit status 0 is a pass."""


def main() -> int:
    own = {"--small", "--only-tests"}
    arguments = [each for each in sys.argv[1:] if each not in own]
    is_small = "--small" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.jsonl"
        size = {} if is_small else {"ATTACK": "full"}
        paths = (
            ["tests/faults", *sorted({place.partition("::")[0] for place in FAULTS_ELSEWHERE})]
            if not arguments
            else []
        )
        done = subprocess.run(  # this Python, our own tests
            [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider",
             "-p", "tests.attack.rows", *paths, *arguments],
            cwd=ROOT, env={**os.environ, **size, "ATTACK_TABLE": str(table), "ATTACK_ROWS": "F"}, check=False,
        )  # fmt: skip
        lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    if not (arguments or is_small or "--only-tests" in sys.argv):
        lines += [json.dumps(asdict(row)) for row in map(_command, COMMANDS)]
    print(headline("faults"), print_table(lines), sep="\n\n")  # noqa: T201 - what the command is for
    left = missing(lines, ROWS) if not arguments else []
    if left:
        print(f"not run: {', '.join(left)}")  # noqa: T201
    return done.returncode or bool(left)


def _command(asked: tuple[str, str, int, list[str]]) -> Row:
    row, what, tried, call = asked
    done = subprocess.run(
        [sys.executable, "-m", *call], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = [] if done.returncode == 0 else [(done.stdout + done.stderr)[-300:]]
    return Row(row, what, tried, len(told), "0", told)


if __name__ == "__main__":
    sys.exit(main())
