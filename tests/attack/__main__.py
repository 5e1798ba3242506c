"""`python -m tests.attack`: every row with its whole set, then the table; exit status 1 if a row failed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.attack.table import print_table


def main() -> int:
    """Runs the rows in a pytest of its own and prints what they wrote down."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.jsonl"
        done = subprocess.run(  # this Python, our own tests
            [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider",
             str(Path(__file__).parent), *sys.argv[1:]],
            env={**os.environ, "ATTACK": "full", "ATTACK_TABLE": str(table)},
            check=False,
        )  # fmt: skip
        lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    print(print_table(lines))  # noqa: T201 - the table is what the command is for
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
