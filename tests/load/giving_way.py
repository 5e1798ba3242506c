"""L5 and L6: a herd at one new page, and how the newsroom gives way step by step.

    uv run --group cluster python -m tests.load.giving_way [--minutes 10] [--seconds 20] [--only herd ...]

PostgreSQL, Valkey, gunicorn and nginx as shipped, on this machine. Herd: 1,000 connections at one new
story, withdrawn in the middle. Pressure: more readers of old stories than pages can be made for, then
searches on top. Outage: the database is away for so many minutes while readers go on with the front
and fifty stories, five of which were withdrawn just before. Each bar is a line, exit status 1 if one is
missed; measure on an idle machine.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cluster import machines
from tests.cluster.cluster import renders_of
from tests.cluster.readers import Readers, ask
from tests.cluster.report import EVERYWHERE, GRACE, Report, word
from tests.load.__main__ import pressure, script, stories, wrk

STORIES, HOT, WITHDRAWN = 3000, 50, 5
CROWD, PRESSING, SEARCHING = 1000, 48, 16
RATE = 100
MOST_MADE = 5
"""Times that a herd may let one page be made."""
SHARE = 0.999
"""Of hot pages, while the database is away."""
LEAN = 0.7
"""Of the pages looked at under pressure; one process may have a quiet moment."""
CALM_WITHIN = 10.0
"""Seconds until pages are whole again."""
RELATED = b'class="block related"'
STATUSES = re.compile(r"'([^']+)': (\d+)")


@dataclass
class Site:
    """The machines of one newsroom, and a folder for what wrk is to ask."""

    folder: Path
    port: int
    parts: list[Any] = field(default_factory=list)

    def start(self) -> None:
        self.database = machines.Database(self.folder / "database")
        self.parts.append(self.database)
        self.parts.append(machines.valkey(self.folder, self.port + 2))
        environment = {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DATABASE_URL": self.database.url,
            "CACHE_URL": f"rediscache://127.0.0.1:{self.port + 2}/0",
            "SECRET_KEY": "only for the load, " * 3, "DATA_DIR": str(self.folder / "editors"),
            "STATIC_HASHED": "0", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        os.environ |= environment
        library = [sys.executable, "-m", "tests.bench.library", str(STORIES), "--links", "straight"]
        subprocess.run(library, check=True, stderr=subprocess.DEVNULL)
        import django

        django.setup()
        self.parts.append(machines.web(self.folder / "web", self.port + 1, environment))
        static = self.folder / "static"
        self.parts.append(
            machines.edge(self.folder / "edge", self.port, [self.port + 1], static=static)
        )

    def stop(self) -> None:
        for part in reversed(self.parts):
            part.stop()

    def load(self, name: str, paths: list[str], *, connections: int, seconds: int) -> str:
        lua = script(self.folder, name, paths)
        return wrk(self.port, lua, connections=connections, seconds=seconds)

    def made(self, path: str) -> int:
        """How often this page was really made so far."""
        return renders_of(self.folder / "web")[path]


def statuses(told: str) -> Counter[str]:
    return Counter({kind: int(count) for kind, count in STATUSES.findall(told)})


@contextmanager
def meanwhile(work: Any, *args: Any, **options: Any) -> Iterator[list[Any]]:
    """Does something in a thread; what it gave stands in the list at the end."""
    given: list[Any] = []
    thread = threading.Thread(target=lambda: given.append(work(*args, **options)))
    thread.start()
    yield given
    thread.join()


def herd(site: Site, report: Report, options: argparse.Namespace) -> None:
    """L5: few renders, no error, gone in 5 s."""
    from django.utils import timezone

    from tests.cluster import newsroom

    story = newsroom.write(f"{word('breaking')} now", published_at=timezone.now())
    path = story.get_absolute_url()
    with meanwhile(site.load, "herd", [path], connections=CROWD, seconds=options.seconds) as given:
        time.sleep(3)
        made = site.made(path)
        time.sleep(max(0.0, options.seconds / 2 - 3))
        newsroom.take_down(story)
        since = last = time.monotonic()
        while time.monotonic() - since < options.seconds / 2 - 2:
            began = time.monotonic()
            if ask(site.port, path)[0] != 410:
                last = began
            time.sleep(0.1)
    told = given[0]
    counted = statuses(told)
    fine = counted.keys() <= {"200", "410"} and "without answer 0" in told
    report.line(
        "herd of 1,000 connections",
        f"made {made} times, withdrawn and gone after {last - since:.1f} s; {told}; {pressure()}",
        holds=fine and 0 < made <= MOST_MADE and last - since <= EVERYWHERE,
    )


def under_pressure(site: Site, report: Report, options: argparse.Namespace) -> None:
    """L6, first and second step: lean stories, then busy searches; stories all along."""
    asked = [f"{path}?page=1&since={n}" for n, path in enumerate(stories(STORIES, 3))]
    looked = stories(40, 4)
    is_whole = RELATED in ask(site.port, looked[0])[1]
    words = [f"/search?q={chosen}" for chosen in _words()]
    with meanwhile(site.load, "old", asked, connections=PRESSING, seconds=options.seconds) as old:
        time.sleep(options.seconds / 2)
        lean = [RELATED not in ask(site.port, path)[1] for path in looked[1:11]]
        searched = site.load("words", words, connections=SEARCHING, seconds=options.seconds // 3)
    began = time.monotonic()
    machines.until(
        lambda: RELATED in ask(site.port, f"{looked[11]}?page={time.time_ns()}")[1],
        60,
        "whole again",
    )
    calm = time.monotonic() - began
    told = statuses(searched)
    report.line(
        "stories under pressure",
        f"whole before: {is_whole}, lean meanwhile: {sum(lean)} of {len(lean)}, whole again after {calm:.1f} s; "
        f"{old[0]}; {pressure()}",
        holds=is_whole and sum(lean) >= LEAN * len(lean) and calm <= CALM_WITHIN
        and statuses(old[0]).keys() <= {"200", "503+retry"},
    )  # fmt: skip
    report.line(
        "searches under pressure",
        searched,
        holds=told["503+retry"] > 0 and told.keys() <= {"200", "503+retry"},
    )


def _words() -> list[str]:
    from tests.bench.texts import word as drawn

    return [f"{drawn(250 + n)}+{drawn(400 + n)}" for n in range(2000)]


def outage(site: Site, report: Report, options: argparse.Namespace) -> None:
    """L6, the last step: pages of the newest number, and of nothing older, while nothing can be made."""
    from articles.models import Article
    from tests.cluster import newsroom

    newest = list(Article.objects.published().newest_first().select_related("section")[:HOT])
    gone = [story.get_absolute_url() for story in newest[:WITHDRAWN]]
    hot = ["/", *(story.get_absolute_url() for story in newest[WITHDRAWN:])]
    dice = random.Random(6)
    with Readers(site.port, lambda: dice.choice([*hot, *gone]), rate=RATE, count=16) as readers:
        time.sleep(5)
        for story in newest[:WITHDRAWN]:
            newsroom.take_down(story)
        time.sleep(EVERYWHERE + 5)  # every hot page is asked for again
        since = time.monotonic()
        site.database.crash()
        time.sleep(60 * options.minutes)
        site.database.start()
        back = time.monotonic()
        time.sleep(GRACE + 8)
    asked = [each for each in readers.asked if since <= each.at < back]
    kept = Counter(each.status for each in asked if each.path in set(hot))
    shown = sum(each.status == 200 for each in asked if each.path in set(gone))
    after = readers.faults(back + GRACE)
    share = kept[200] / max(1, kept.total())
    report.line(
        "database away",
        f"{options.minutes:g} minutes; hot pages {100 * share:.2f} % of {kept.total()} answered, p99 "
        f"{1000 * readers.slowest(0.99, since):.0f} ms, {dict(kept)}; withdrawn ones shown {shown} times; "
        f"errors later than {GRACE:g} s after {len(after)}; {pressure()}",
        holds=share >= SHARE and not shown and not after,
    )


EXERCISES = {"herd": herd, "pressure": under_pressure, "outage": outage}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10, help="that the database is away")
    parser.add_argument("--seconds", type=int, default=20, help="of herd and pressure")
    parser.add_argument("--port", type=int, default=8280)
    parser.add_argument("--only", nargs="+", choices=list(EXERCISES), default=list(EXERCISES))
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-load-"))
    folder.chmod(0o755)
    site, report = Site(folder, options.port), Report()
    try:
        site.start()
        for name in options.only:
            try:
                EXERCISES[name](site, report, options)
            except TimeoutError as late:
                report.line(name, str(late), holds=False)
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
