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
        Command("F1", "200 kills of an import, SQLite", 200, ["tests.faults.kill_import"]),
        Command(
            "F1", "200 kills of an import, PostgreSQL", 200,
            ["tests.faults.kill_import", "--postgres"],
        ),
        Command(
            "F4", "drill: a primary crashes four times, then its replica is promoted", 5,
            ["tests.cluster.drill", "--only", "restarts", "promotion"], group="cluster",
        ),
        Command(
            "F14", "migrations of 100,000 stories under 50 requests a second, a reader of 30 s", 4,
            ["tests.faults.migrating"],
        ),
        Command("F15", "backups of a site that is written to, each put back", 20, ["tests.faults.backing_up"]),
        Command(
            "F15", "the same on PostgreSQL", 20,
            ["tests.faults.backing_up", "--postgres"],
        ),
        Command("F6", "two to four imports of one file at once, SQLite", 50, ["tests.faults.at_once"]),
        Command("F6", "the same, PostgreSQL", 50, ["tests.faults.at_once", "--postgres"]),
        Command("F5", "500 pairs of editors and 500 alone", 1000, ["tests.faults.pairs"]),
    ],
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(run(FAULTS, __doc__ or ""))
