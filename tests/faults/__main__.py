"""`python -m tests.faults`: every fault with its whole number, then the table; exit status 1 if a row failed.

`--small` takes the numbers of the suite; what this command does not know goes on to pytest, such as `-k F12`.
A whole run takes hours: with `--into FILE` it can be broken off and called again.
"""

from __future__ import annotations

import sys

from tests.attack.rows import FAULTS_ELSEWHERE
from tests.attack.running import Command, Proof, run

FAULTS = Proof(
    name="faults",
    letter="F",
    last=18,
    paths=["tests/faults", *sorted({place.partition("::")[0] for place in FAULTS_ELSEWHERE})],
    commands=[
        Command("F1", "kills of an import, SQLite", ["tests.faults.kill_import"], may_be_cut=True),
        Command(
            "F1", "kills of an import, PostgreSQL", ["tests.faults.kill_import", "--postgres"],
            may_be_cut=True,
        ),
        Command(
            "F4", "a primary crashes, then its replica is promoted",
            ["tests.cluster.drill", "--only", "restarts", "promotion", "--times", "5"], group="cluster",
        ),
        Command("F14", "migrations while pages are asked for", ["tests.faults.migrating"]),
        Command("F15", "backups put back, SQLite", ["tests.faults.backing_up"]),
        Command("F15", "backups put back, PostgreSQL", ["tests.faults.backing_up", "--postgres"]),
        Command("F6", "imports of one file at once, SQLite", ["tests.faults.at_once"]),
        Command("F6", "imports of one file at once, PostgreSQL", ["tests.faults.at_once", "--postgres"]),
        Command("F5", "pairs of editors, SQLite", ["tests.faults.pairs"]),
        Command("F5", "pairs of editors, PostgreSQL", ["tests.faults.pairs", "--postgres"]),
    ],
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(run(FAULTS, __doc__ or ""))
