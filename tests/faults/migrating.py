"""F14: a release with migrations goes out while the code of before serves a large library.

    python -m tests.faults.migrating [--stories 100000] [--back 3] [--rate 50] [--hold 30]

The code of before is this repository's own, at the commit before its newest `--back` migrations, in a
working tree of its own. It builds the library on PostgreSQL and serves it at `--rate` requests a second;
somebody holds every table open in one transaction for `--hold` seconds; the new code migrates, then
serves, then goes back a step at a time and forth again. Prints one table; exit 1 if a request failed, a
step did not go, or the 99th percentile was over half a second and over what it was before, on a machine
that others load.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.attack.table import tell

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("articles/migrations", "media/migrations")
P99 = 0.5
PHASE = 30
"""Seconds of each phase: at 50 requests a second the 99th percentile is its fifteenth slowest."""


@dataclass(slots=True)
class Told:
    """What was asked for and how it was answered, by phase."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def note(self, phase: str, status: int, took: float) -> None:
        self.statuses.setdefault(phase, Counter())[status] += 1
        self.seconds.setdefault(phase, []).append(took)

    def p99(self, phase: str) -> float:
        times = sorted(self.seconds[phase])
        return times[max(0, int(len(times) * 0.99) - 1)]

    def bad(self, phase: str) -> int:
        return sum(n for status, n in self.statuses[phase].items() if status not in {200, 301})


def git(*call: str) -> str:
    done = subprocess.run(["git", *call], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def newest(back: int) -> list[tuple[str, str]]:
    """(app, name) of the newest migrations, the oldest of them first."""
    found = [
        (path.parent.parent.name, path.stem) for room in ROOMS for path in (ROOT / room).glob("0*.py")
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each[1][:4], each[0]))[-back:]


def commit_before(app: str, name: str) -> str:
    added = git("log", "--diff-filter=A", "--format=%H", "--", f"{app}/migrations/{name}.py")
    return f"{added.splitlines()[-1]}~1"


def call(where: Path, environ: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=where, env=environ, capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{arguments} failed: {(done.stdout + done.stderr)[-1500:]}")
    return done.stdout + done.stderr


class Load:
    """So many requests a second, from `with` to its end; `phase` and `site` may change meanwhile."""

    def __init__(self, site: Any, told: Told, doors: list[str], rate: int) -> None:
        self.site, self.told, self.doors, self.rate = site, told, doors, rate
        self.phase, self.end = "before", threading.Event()
        self.threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(8)]

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.end.set()
        for thread in self.threads:
            thread.join()

    def _ask(self, seed: int) -> None:
        chance, due = random.Random(seed), time.monotonic()
        while not self.end.is_set():
            due += len(self.threads) / self.rate
            self.end.wait(max(0.0, due - time.monotonic()))
            phase, start = self.phase, time.monotonic()
            status = self.site.ask(chance.choice(self.doors), timeout=30).status
            self.told.note(phase, status, time.monotonic() - start)


def hold(url: str, seconds: float) -> threading.Thread:
    """Somebody who reads every table in one transaction, until a change has waited for them so long."""
    import psycopg

    opened = psycopg.connect(url)
    tables = opened.execute(
        "SELECT tablename FROM pg_tables WHERE tablename ~ '^(articles|media)_'"
    ).fetchall()
    opened.execute(
        "LOCK TABLE " + ", ".join(f'"{name}"' for (name,) in tables) + " IN ACCESS SHARE MODE"
    )

    def release() -> None:
        with psycopg.connect(url, autocommit=True) as watch:
            for _look in range(6000):
                waiting = watch.execute(
                    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                ).fetchone()
                if waiting:
                    break
                time.sleep(0.05)
        time.sleep(seconds)
        opened.rollback()
        opened.close()

    thread = threading.Thread(target=release)
    thread.start()
    return thread


def drill(options: argparse.Namespace, old: Path, folder: Path) -> tuple[Told, list[str]]:
    from tests.faults.site import Site
    from tests.postgres import Server

    server = Server()
    told, said = Told(), []
    environ = {
        **os.environ, "DATABASE_URL": server.url, "DATA_DIR": str(folder), "LOG_LEVEL": "CRITICAL",
        "PYTHONPATH": "",
    }  # fmt: skip
    try:
        call(old, environ, "-m", "tests.bench.library", str(options.stories), "--links", "straight")
        doors = ["/", "/feed.rss", "/api/stories", *addresses(old, server.url, 400)]
        before = Site(folder, server.url, root=old, PAGE_CACHE="0")
        with before, Load(before, told, doors, options.rate) as load:
            time.sleep(PHASE)
            load.phase = "migrating"
            held = hold(server.url, options.hold)
            started = time.monotonic()
            out = call(ROOT, environ, "manage.py", "migrate")
            if "asking again" not in out:
                raise SystemExit("nothing waited for the reader: the drill shows nothing")
            said.append(
                f"migrated in {time.monotonic() - started:.0f} s, stepped aside "
                f"{out.count('asking again')} times"
            )
            held.join()
            load.phase = "before, migrated"
            time.sleep(PHASE)
            after = Site(folder, server.url, PAGE_CACHE="0")
            with after:
                load.site, load.phase = after, "after"
                time.sleep(PHASE)
                load.end.set()
        for app, name in reversed(newest(options.back)):
            call(ROOT, environ, "manage.py", "migrate", app, f"{int(name[:4]) - 1:04}")
        call(ROOT, environ, "manage.py", "migrate")
        said.append(f"{options.back} steps back and forth")
    finally:
        server.stop()
    return told, said


def addresses(where: Path, url: str, most: int) -> list[str]:
    """Addresses of stories, by the word of the code that the database belongs to."""
    ask = (
        "import django; django.setup()\n"
        "from articles.models import Article\n"
        f"for s in Article.objects.published().order_by('-pk')[:{most}]: print(s.get_absolute_url())"
    )
    environ = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    return call(where, environ, "-c", ask).split()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--back", type=int, default=3)
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--hold", type=float, default=30)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-migrating-"))
    os.environ |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    os.environ.setdefault("SECRET_KEY", "k5f8Zp" * 12)
    steps = newest(options.back)
    old = folder / "before"
    git("worktree", "add", "--detach", str(old), commit_before(*steps[0]))
    try:
        told, said = drill(options, old, folder)
    finally:
        git("worktree", "remove", "--force", str(old))
        shutil.rmtree(folder, ignore_errors=True)
    out = [
        f"{options.stories} stories, {len(steps)} migrations from {steps[0][1]} on; {'; '.join(said)}"
    ]
    out += [
        f"{phase:<18}{told.statuses[phase].total():>7} requests, {told.bad(phase)} failed, "
        f"p99 {1000 * told.p99(phase):.0f} ms"
        for phase in told.statuses
    ]  # fmt: skip
    sys.stdout.write("\n".join(out) + "\n")
    slow = max(P99, told.p99("before"))
    failed = [f"{phase}: {told.bad(phase)} failed" for phase in told.statuses if told.bad(phase)]
    failed += [
        f"{phase}: p99 {told.p99(phase):.2f} s" for phase in told.statuses if told.p99(phase) > slow
    ]
    times = ", ".join(f"{phase} {told.p99(phase):.1f} s" for phase in told.statuses)
    return tell(
        "F14", f"{len(steps)} migrations of {options.stories:,} stories under {options.rate} requests a second, a "
        f"reader holding every table for {options.hold:g} s; {'; '.join(said)}; p99 {times}",
        tried=sum(each.total() for each in told.statuses.values()), failed=failed,
        asked="0 failed, p99 .5 s or as before",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
