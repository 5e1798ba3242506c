"""F6: the same file is imported by two to four processes at once, again and again.

    uv run python -m tests.faults.at_once [--runs 50] [--stories 60] [--postgres] [--seed 1]

Each run has stories of its own and, half of the time, a change to those of the run before. A process may
bring them in, find them unchanged, or stop with a reason after the two seconds of its patience; nothing
else. Exit status 1 if a story came twice or not at all, a process ended otherwise, or a run stayed open.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.attack.table import tell
from tests.faults.kill_import import warm_up, write_input
from tests.own_site import own_site

WENT_THROUGH, STOPPED, BROKE = 0, 2, 1
NAMES = {WENT_THROUGH: "went through", STOPPED: "stopped with a reason"}


@dataclass
class Told:
    ends: Counter[str] = field(default_factory=Counter)
    longest_wait: float = 0.0
    faults: list[str] = field(default_factory=list)


def one(paths: list[str]) -> int:
    """In a fork: the import as its command carries it out, without the command's lines."""
    from articles.ingest.lock import ImportRuns
    from articles.ingest.pipeline import Options, run_import

    try:
        run_import(Options(paths=paths, publish=True))
    except ImportRuns as reason:
        return STOPPED if "Another import is running" in str(reason) else BROKE
    except BaseException as fault:  # noqa: BLE001 - whatever it is, the drill tells of it
        sys.stderr.write(f"{fault!r}\n")
        return BROKE
    return WENT_THROUGH


def together(paths: list[str], processes: int, told: Told) -> None:
    children = {}
    for _child in range(processes):
        child = os.fork()
        if child == 0:
            os._exit(one(paths))
        children[child] = time.monotonic()
    ends = []
    while children:
        child, status = os.waitpid(-1, 0)
        began = children.pop(child)
        ends.append(os.waitstatus_to_exitcode(status))
        if ends[-1] == STOPPED:
            told.longest_wait = max(told.longest_wait, time.monotonic() - began)
    told.ends.update(NAMES.get(end, f"ended with {end}") for end in ends)
    if WENT_THROUGH not in ends:
        told.faults.append(f"nobody of {processes} went through: {ends}")


def looked_at(run: int, stories: int) -> list[str]:
    """What is wrong in the database after so many runs."""
    from django.db import connection

    from articles.models import Article, ImportItem, ImportRun, RunState

    keys = Counter(Article.objects.values_list("source_key", flat=True))
    created = ImportItem.objects.filter(action="created").count()
    still = ImportRun.objects.filter(state=RunState.RUNNING).count()
    connection.close()
    found = []
    if len(keys) != run * stories or keys.total() != run * stories or created != run * stories:
        found.append(f"run {run}: {keys.total()} stories, {len(keys)} ids, {created} created")
    return found + ([f"run {run}: {still} runs are open"] if still else [])


def drill(folder: Path, options: argparse.Namespace) -> Told:
    from django.db import connection

    told, chance = Told(), random.Random(options.seed)
    connection.close()
    warm_up()
    connection.close()
    for run in range(1, options.runs + 1):
        wire = folder / "wire"
        shutil.rmtree(wire, ignore_errors=True)
        write_input(wire, options.stories, 2)
        path = wire / "wire.jsonl"
        lines = path.read_text().replace('"w-', f'"r{run}-').replace("Monday", f"Monday {run}")
        if run > 1 and chance.random() < 0.5:
            lines += lines.replace(f'"r{run}-', f'"r{run - 1}-')
        path.write_text(lines)
        together([str(wire)], chance.randint(2, 4), told)
        told.faults += looked_at(run, options.stories)
    return told


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--stories", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with own_site("at-once", postgres=options.postgres) as site:
        told = drill(site.folder, options)
    ends = ", ".join(f"{number} {name}" for name, number in sorted(told.ends.items()))
    ends += f", who stopped waited {told.longest_wait:.1f} s at most"
    failed = [*told.faults, *sorted(set(told.ends) - set(NAMES.values()))]
    return tell(
        "F6", f"two to four imports of one file at once on {'PostgreSQL' if options.postgres else 'SQLite'} "
        f"({told.ends.total()} processes, {ends})", tried=options.runs, failed=failed, asked="0 of 50 runs",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
