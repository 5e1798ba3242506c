"""`python -m tests.attack`: every row with its whole set, then the table; exit status 1 if a row failed.

`--small` takes the sets of the suite; what this command does not know goes on to pytest, such as `-k S10`.
A whole run takes hours: with `--into FILE` it can be broken off and called again.
"""

from __future__ import annotations

import sys

from tests.attack.rows import ELSEWHERE
from tests.attack.running import Command, Proof, run

ATTACK = Proof(
    name="attack",
    letter="S",
    last=27,
    paths=["tests/attack", "tests/publishing/test_roles.py", *ELSEWHERE],
    commands=[
        Command("S26", "scanners", ["tests.attack.scanners"], is_table=True),
        Command(
            "S3", "an hour of fuzzing", ["tests.attack.fuzzing"], may_be_cut=True, tool="atheris"
        ),
    ],
)

if __name__ == "__main__":
    sys.exit(run(ATTACK, __doc__ or ""))
