"""`python -m tests.attack`: every row with its whole set, then the table; exit status 1 if a row failed.

`--small` takes the sets of the suite; anything else goes on to pytest, such as `-k S10`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.attack.rows import ELSEWHERE
from tests.attack.table import headline, missing, print_table

ROOT = Path(__file__).resolve().parents[2]
ROWS = [f"S{number}" for number in range(1, 28)]


def main() -> int:
    """Runs the rows in a pytest of its own and prints what they wrote down."""
    arguments = [each for each in sys.argv[1:] if each != "--small"]
    paths = ["tests/attack", "tests/publishing/test_roles.py", *ELSEWHERE] if not arguments else []
    size = {} if "--small" in sys.argv else {"ATTACK": "full"}
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.jsonl"
        done = subprocess.run(  # this Python, our own tests
            [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider",
             "-p", "tests.attack.rows", *paths, *arguments],
            cwd=ROOT, env={**os.environ, **size, "ATTACK_TABLE": str(table)}, check=False,
        )  # fmt: skip
        lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    print(headline("attack"), print_table(lines), sep="\n\n")  # noqa: T201 - what the command is for
    left = missing(lines, ROWS) if not arguments else []
    if left:
        print(f"not run: {', '.join(left)}")  # noqa: T201
    return done.returncode or bool(left)


if __name__ == "__main__":
    sys.exit(main())
