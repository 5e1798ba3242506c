"""L3, the newsroom day: readers, editors, an import, publications and take-downs, all at once.

    uv run python -m tests.load.day [--minutes 120] [--rate 100] [--import 100000] [--stories 2000]

PostgreSQL that survives a crash, gunicorn and nginx as shipped, on this machine. Readers ask for the
front, hot and old stories; ten editors save a story each every ten seconds; one file comes in; once a
minute a story is published, now at once, now under an embargo of ten seconds; spread over the day ten
stories that stand in every cache are taken down. Each bar is a line; measure on an idle machine.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.cluster import machines
from tests.cluster.drill import shown
from tests.cluster.readers import Readers, ask
from tests.cluster.report import EVERYWHERE, ORIGIN, Report, word
from tests.load.__main__ import pressure

EDITORS, PAUSE, TAKEDOWNS = 10, 10.0, 10
READ_P99, SAVE_P99 = 0.5, 1.0
"""Seconds; reliability's bars for the day."""
EMBARGO = 10.0
LONGEST_WAIT = 60.0


@dataclass
class House:
    """The machines of the day and who works in it."""

    folder: Path
    port: int
    parts: list[Any] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    saves: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def start(self, stories: int) -> None:
        database = machines.Database(self.folder / "database")
        self.parts.append(database)
        environment = {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DATABASE_URL": database.url,
            "SECRET_KEY": "only for the load, " * 3, "DATA_DIR": str(self.folder / "editors"),
            "STATIC_HASHED": "0", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        os.environ |= environment
        library = [sys.executable, "-m", "tests.bench.library", str(stories)]
        subprocess.run(library, check=True, stderr=subprocess.DEVNULL)
        import django

        django.setup()
        self.web = machines.web(self.folder / "web", self.port + 1, environment)
        static = self.folder / "static"
        edge = machines.edge(self.folder / "edge", self.port, [self.port + 1], static=static)
        self.parts += [self.web, edge]

    def stop(self) -> None:
        for part in reversed(self.parts):
            part.stop()

    def edit(self, number: int) -> None:
        """One editor: a story of their own, saved every ten seconds until the day is over."""
        from django.db import Error, connections
        from django.utils import timezone

        from articles.models import Article
        from tests.cluster import newsroom

        story = newsroom.write(f"{word('ledger')} of desk {number}", published_at=timezone.now())
        self.over.wait(PAUSE * number / EDITORS)
        while not self.over.is_set():
            began = time.monotonic()
            try:
                story = Article.objects.get(pk=story.pk)
                newsroom.retell(story, f"{story.headline.split(' take ')[0]} take {story.version}")
                self.saves.append(time.monotonic() - began)
            except Error as fault:
                self.refused.append(repr(fault))
            self.over.wait(max(0.0, PAUSE - (time.monotonic() - began)))
        connections.close_all()


@dataclass
class Told:
    """What readers could see of publications and take-downs: seconds, and how often too early."""

    shown_after: list[float] = field(default_factory=list)
    gone_after: list[float] = field(default_factory=list)
    gone_at_origin: list[float] = field(default_factory=list)
    early: int = 0


def settled(port: int, doors: dict[str, str], key: bytes, *, since: float, wanted: bool) -> float:
    """Seconds after `since` at which the last round of doors began that was not all as wanted."""
    last = since
    while True:
        began = time.monotonic()
        seen = shown(port, doors, key)
        wrong = set(doors) - seen if wanted else seen
        if not wrong:
            return last - since
        last = began
        if began - since > LONGEST_WAIT:
            raise TimeoutError(f"not as it should be after {LONGEST_WAIT:g} s: {sorted(wrong)}")


def publish(house: House, told: Told, *, embargoed: bool) -> Any:
    """One publication, looked for at every door; nothing of it stands there before its time."""
    from django.utils import timezone

    from tests.cluster import newsroom

    key = word("comet")
    due = timezone.now() + timedelta(seconds=EMBARGO if embargoed else 0)
    held = {"embargo_until": due} if embargoed else {}
    story = newsroom.write(f"{word('onyx')} {key}", published_at=timezone.now(), **held)
    doors = newsroom.doors(story)
    while timezone.now() < due - timedelta(seconds=0.5):
        seen = shown(house.port, doors, key.encode())
        told.early += len(seen) if timezone.now() < due else 0
        time.sleep(0.5)
    time.sleep(max(0.0, (due - timezone.now()).total_seconds()))
    told.shown_after.append(
        settled(house.port, doors, key.encode(), since=time.monotonic(), wanted=True)
    )
    return story, key


def take_down(house: House, told: Told, story: Any, key: str) -> None:
    """A story that stands in every cache goes, at the origin and behind it."""
    from tests.cluster import newsroom

    doors = newsroom.doors(story)
    shown(house.port, doors, key.encode())
    newsroom.take_down(story)
    since = time.monotonic()
    page = story.get_absolute_url()
    while ask(house.web.port, page)[0] != 410:
        if time.monotonic() - since > 30:
            raise TimeoutError("the origin still shows a story that was taken down")
    told.gone_at_origin.append(time.monotonic() - since)
    told.gone_after.append(settled(house.port, doors, key.encode(), since=since, wanted=False))


def addresses() -> Callable[[], str]:
    """Front 40 %, fifty hot stories 50 %, the tail 10 %."""
    from articles.models import Article

    public = Article.objects.published().select_related("section")
    hot = [story.get_absolute_url() for story in public.newest_first()[:50]]
    tail = itertools.cycle([story.get_absolute_url() for story in public.order_by("pk")[:5000]])
    dice = random.Random(5)
    return lambda: dice.choices(["/", dice.choice(hot), next(tail)], weights=[4, 5, 1])[0]


def start_import(house: House, count: int) -> subprocess.Popen[bytes]:
    """A file of so many stories comes in by the command that editors and machines use."""
    from tests.bench.wire import names, write_stories

    path = house.folder / "wire.jsonl"
    write_stories(path, count, names(random.Random(3)))
    manage = Path(__file__).resolve().parents[2] / "manage.py"
    with (house.folder / "import.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, str(manage), "import_articles", str(path), "--publish"],
            stdout=log,
            stderr=log,
        )


def day(house: House, options: argparse.Namespace, report: Report) -> None:
    coming = start_import(house, options.coming)
    editors = [threading.Thread(target=house.edit, args=[n]) for n in range(EDITORS)]
    told, standing = Told(), []
    minutes = max(1, round(options.minutes))
    every = max(1, minutes // TAKEDOWNS)
    with Readers(house.port, addresses(), rate=options.rate, count=24) as readers:
        for editor in editors:
            editor.start()
        begun = time.monotonic()
        for minute in range(minutes):
            standing.append(publish(house, told, embargoed=minute % 2 == 1))
            if minute % every == every - 1:
                take_down(house, told, *standing.pop(0))
            time.sleep(max(0.0, begun + 60 * (minute + 1) - time.monotonic()))
        house.over.set()
        for editor in editors:
            editor.join()
        lines(house, readers, told, report)
    code = coming.poll()
    if code is None:
        coming.terminate()
        coming.wait(30)
    state = "still running" if code is None else f"ended with {code}"
    report.line("import meanwhile", f"{options.coming} stories, {state}", holds=code in {0, None})


def lines(house: House, readers: Readers, told: Told, report: Report) -> None:
    faults, asked = readers.faults(), len(readers.asked)
    slow, saves = readers.slowest(0.99), sorted(house.saves)
    slow_save = saves[int(len(saves) * 0.99)] if saves else 0.0
    report.line("readers", f"{asked} pages, p99 {1000 * slow:.0f} ms, errors {len(faults)}; {pressure()}",
                holds=not faults and slow <= READ_P99)  # fmt: skip
    report.line("editors", f"{len(saves)} saves, p99 {1000 * slow_save:.0f} ms, refused {len(house.refused)}",
                holds=bool(saves) and not house.refused and slow_save <= SAVE_P99)  # fmt: skip
    late = max(told.shown_after)
    report.line("publications", f"{len(told.shown_after)}, early {told.early}, at all doors after {late:.1f} s",
                holds=not told.early and late <= EVERYWHERE)  # fmt: skip
    origin, gone = max(told.gone_at_origin, default=0.0), max(told.gone_after, default=0.0)
    report.line("take-downs", f"{len(told.gone_after)}, at the origin after {origin:.1f} s, everywhere {gone:.1f} s",
                holds=bool(told.gone_after) and origin <= ORIGIN and gone <= EVERYWHERE)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--import", type=int, default=100_000, dest="coming")
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--port", type=int, default=8260)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-day-"))
    folder.chmod(0o755)
    house, report = House(folder, options.port), Report()
    try:
        house.start(options.stories)
        day(house, options, report)
    finally:
        house.over.set()
        house.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
