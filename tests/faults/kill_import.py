"""kill -9 of an import at random times and at fail points; run again to the end; compare.

    python -m tests.faults.kill_import --kills 200 --stories 5000 --pictures 2000 [--postgres]

Each run goes on with what the killed one left; once one comes through, all is compared and a new
import begins. A reader polls the public stories meanwhile. Prints one table; exit 1 if anything was
lost, doubled, half-visible or left over.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.attack.table import tell
from tests.faults.fail_points import (
    CLOSING,
    FAIL_AT,
    HELPER,
    HELPER_DIED,
    LAST,
    POINTS,
    set_fail_point,
)
from tests.own_site import own_site

POLL = 0.05
"""Seconds between two looks of the reader, at least."""
SHARE = 0.1
"""Of the time that the reader may look: its three counts over thousands of stories took half of a processor."""
LONGEST = 900.0
"""Seconds that one unbroken run may take."""
WITHIN = 0.15
"""Of an unbroken run's time, that a random kill comes in at the latest; most come early, as a cube of chance:
each takes the import a little further, so that 150 of them fall all over some three imports.
It is the time of its own process: on a machine that others load a kill by the clock would come before
the import is where the killed one was."""
TOLD_EVERY = 10
"""Kills after which their number is told."""


@dataclass
class Told:
    """What the whole test saw."""

    kills: Counter[str] = field(default_factory=Counter)
    unbroken_seconds: float = 0.0
    unbroken_work: float = 0.0
    """Of the time of its own process."""
    whole: int = 0
    """Imports that came through between two kills, each compared."""
    polls: int = 0
    half_stories: int = 0
    redone: int = 0
    lost: int = 0
    doubled: int = 0
    orphans: int = 0
    orphans_after: int = 0
    equal: bool = False

    def faults(self) -> list[str]:
        found = {
            "half-stories seen": self.half_stories, "stories lost": self.lost,
            "doubled": self.doubled, "orphan files left": self.orphans_after,
            "rows unlike an unbroken run": int(not self.equal),
        }  # fmt: skip
        return [f"{number} {name}" for name, number in found.items() if number]


def write_input(folder: Path, stories: int, pictures: int) -> None:
    """A wire file with a figure in its first stories, and the pictures beside it."""
    from PIL import Image

    (folder / "pictures").mkdir(parents=True)
    lines = []
    for number in range(stories):
        name = f"pictures/p-{number}.jpg"
        body = [_paragraph(f"The council of ward {number} met on Monday and voted on the tram.")]
        if number < pictures:
            grain = random.Random(number).randbytes(48 * 32 * 3)  # no two are one file
            Image.frombytes("RGB", (48, 32), grain).save(folder / name)
            body.append(_figure(name, f"Ward {number} at noon"))
        body.append(_paragraph(f"Ana Torres{number % 50} spoke. Work {number} begins in spring."))
        lines.append(
            json.dumps(
                {
                    "source": "wire.example",
                    "source_id": f"w-{number}",
                    "version": "1",
                    "headline": f"Ward {number} votes for the tram",
                    "headline_proposed": False,
                    "state": "published",
                    "missing": [],
                    "body_text": "",
                    "section": "City",
                    "published_at": "2026-05-04T08:15:00+00:00",
                    "topics": [f"Trams {number % 7}", "Wards"],
                    "people": [{"name": f"Ana Torres{number % 50}", "role": "subject"}],
                    "contributors": [{"name": "Nora Whitcombe", "role": ""}],
                    "body": {"type": "doc", "content": body},
                }
            )
        )
    (folder / "wire.jsonl").write_text("\n".join(lines) + "\n")


def _paragraph(words: str) -> dict[str, Any]:
    return {"type": "paragraph", "attrs": {}, "content": [{"type": "text", "text": words}]}


def _figure(name: str, caption: str) -> dict[str, Any]:
    return {"type": "figure", "attrs": {"picture": None, "caption": caption, "source_url": name}}


def run_child(paths: list[str], after: float | None = None) -> int:
    """Forks, imports in the child, kills it after so much work; the child's wait status.

    The parent must hold no database connection. The caller polls through `poll`.
    """
    child = os.fork()
    if child == 0:
        os._exit(_import(paths))
    end = time.monotonic() + LONGEST
    next_look = last = 0.0
    while True:
        worked = work_of(child)
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            TOLD.unbroken_work = TOLD.unbroken_work or last
            return status
        last = worked
        if (after is not None and worked > after) or time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return signal.SIGKILL
        if (began := time.monotonic()) >= next_look:
            poll()
            took = time.monotonic() - began
            next_look = began + max(POLL, took / SHARE)
        time.sleep(POLL if after is None or after - worked > POLL else POLL / 10)


def work_of(pid: int) -> float:
    """Seconds of a processor that a process of ours has had."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _import(paths: list[str]) -> int:
    from articles.ingest import ahead
    from articles.ingest.pipeline import Options, run_import

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    set_fail_point(os.environ.get(FAIL_AT, ""))
    try:
        run_import(Options(paths=paths, publish=True))
    except ahead.HelperDied:
        return HELPER_DIED
    return 0


TOLD = Told()
AT_ONCE = 200
"""Stories read together: SQLite takes no longer list of pairs in one question."""


def poll() -> None:
    """What a reader sees now: a public story must have its ties, its place and its ledger line."""
    from django.db import OperationalError, connection

    from articles.models import Article

    try:
        half = (
            Article.objects.published().filter(import_items=None).count()
            + Article.objects.published().filter(topic_ties=None).count()
            + Article.objects.published().filter(mentions=None).count()
        )
    except OperationalError:
        return
    finally:
        connection.close()
    TOLD.polls += 1
    TOLD.half_stories += half


def written() -> list[str]:
    """All that the import wrote, by the source's ids and the pictures' bytes: stories, then items."""
    from django.db import connection

    from articles.models import Article, ImportItem

    rows = []
    articles = Article.objects.order_by("source_key").prefetch_related(
        "topic_ties__topic", "mentions__tag", "credits__contributor", "placements__picture"
    )
    for article in articles.iterator(chunk_size=AT_ONCE):
        said = [
            article.source_key, article.headline, article.state, article.visibility, article.slug,
            str(article.published_at), article.version, article.word_count,
            [tie.topic.name for tie in article.topic_ties.all()],
            [(tie.tag.name, tie.role) for tie in article.mentions.all()],
            [tie.contributor.name for tie in article.credits.all()],
            [p.picture.sha256 if p.picture else "" for p in article.placements.all()],
        ]  # fmt: skip
        rows.append(json.dumps(said, default=str))
    items = ImportItem.objects.order_by("key").values_list("key", "action", "digest")
    rows += [json.dumps(item) for item in items]
    connection.close()
    return rows


def warm_up() -> None:
    """What every child would load: it is forked from here."""
    from articles.body.document import document, paragraph
    from articles.ingest.formats import FORMATS, reader
    from articles.people.suggest import Finder

    Finder().find(headline="", standfirst="", document=document(paragraph("Ana Torres.")))
    for name in FORMATS:
        reader(name)


def empty_database() -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("flush", interactive=False, verbosity=0)
    connection.close()


def torment(folder: Path, *, kills: int, stories: int, seed: int, minutes: float) -> Told:
    """The whole test; the input lies in `folder`. After so many minutes no more are killed, and it is compared."""
    from django.conf import settings
    from django.db import connection

    from articles.models import Article, ImportItem, ImportRun
    from media.orphans import orphans, remove

    paths = [str(folder)]
    chance = random.Random(seed)
    connection.close()
    warm_up()
    connection.close()
    started = time.monotonic()
    assert run_child(paths) == 0, "the unbroken run failed"
    TOLD.unbroken_seconds = time.monotonic() - started
    wanted = written()
    assert len(wanted) == 2 * stories
    empty_database()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    while sum(TOLD.kills.values()) < kills and time.monotonic() < started + 60 * minutes:
        if not _kill_once(paths, chance):
            _check(wanted)
            TOLD.whole += 1
            empty_database()
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    os.environ.pop(FAIL_AT, None)
    assert run_child(paths) == 0, "the last run failed"
    TOLD.equal = written() == wanted
    count = Article.objects.count()
    TOLD.lost = max(0, stories - count)
    keys = set(Article.objects.values_list("source_key", flat=True))
    TOLD.doubled = count - len(keys) + ImportItem.objects.count() - stories
    assert ImportRun.objects.count() == 1, "every interruption went on with the same run"
    left = list(orphans(older_than=-60))
    TOLD.orphans = len(left)
    for orphan in left:
        remove(orphan)
    TOLD.orphans_after = len(list(orphans(older_than=-60)))
    connection.close()
    return TOLD


def _kill_once(paths: list[str], chance: random.Random) -> bool:
    """One killed run; False if the import was through before the kill came.

    A kill between the closing of the run and the end of the process is one that came too late:
    the next call would begin a new run, and find all unchanged.
    """
    if chance.random() < 0.75:
        os.environ.pop(FAIL_AT, None)
        status = run_child(paths, after=TOLD.unbroken_work * WITHIN * chance.random() ** 3)
        name = "at a random time"
    else:
        points = [each for each in POINTS if HELPER in os.environ or each != LAST]
        point = chance.choices(points, [0.25 if each in CLOSING else 1 for each in points])[0]
        most = POINTS[point]
        if point.endswith(("written", "rename")):
            most = max(1, min(most, len(list(Path(paths[0]).glob("pictures/*")))))
        os.environ[FAIL_AT] = f"{point}:{chance.randint(1, most)}"
        status = run_child(paths)
        name = point
    died = os.WIFEXITED(status) and os.WEXITSTATUS(status) == HELPER_DIED
    assert status in (0, signal.SIGKILL) or died, f"the import ended by itself: {status}"
    if status == 0 or run_is_closed():
        return False
    TOLD.kills[name] += 1
    if not sum(TOLD.kills.values()) % TOLD_EVERY:
        print(f"{sum(TOLD.kills.values())} kills", file=sys.stderr, flush=True)  # noqa: T201
    return True


def run_is_closed() -> bool:
    """Whether the ledger says that the import came to its end."""
    from django.db import connection

    from articles.models import ImportRun, RunState

    closed = ImportRun.objects.filter(state=RunState.FINISHED).exists()
    connection.close()
    return closed


def _check(wanted: list[str]) -> None:
    """The import got through between two kills: it must be whole already."""
    from articles.models import ImportRun

    found = written()
    runs = list(ImportRun.objects.values_list("state", "counts"))
    strange = sorted(set(found) - set(wanted))[:2]
    lost = sorted(set(wanted) - set(found))[:2]
    assert found == wanted, (
        f"a closed import is not whole: {strange} instead of {lost}; runs {runs}"
    )


def table(told: Told, stories: int, pictures: int, database: str) -> str:
    rows = [
        ("database", database),
        ("stories, pictures", f"{stories}, {pictures}"),
        ("kills", str(sum(told.kills.values()))),
        *((f"  {name}", str(number)) for name, number in sorted(told.kills.items())),
        ("imports that came through meanwhile, all equal", str(told.whole)),
        ("unbroken run", f"{told.unbroken_seconds:.1f} s, own {told.unbroken_work:.1f}"),
        ("looks of a reader", str(told.polls)),
        ("half-stories seen", str(told.half_stories)),
        ("lost", str(told.lost)),
        ("doubled", str(told.doubled)),
        ("orphan files before and after clean_pictures", f"{told.orphans}, {told.orphans_after}"),
        ("rows equal an unbroken run", "yes" if told.equal else "NO"),
    ]
    return "\n".join(f"{name:<48}{value}" for name, value in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--stories", type=int, default=5000)
    parser.add_argument("--pictures", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=0, help="stories to a transaction")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e6, help="after which no more are killed")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--helper", action="store_true", help="other processes read ahead")
    parser.add_argument(
        "--database", default="", help="one that is migrated and empty; else a new one"
    )
    call = parser.parse_args()
    with own_site("kill", postgres=call.postgres, database=call.database) as site:
        from articles.ingest import ahead, pipeline

        if call.helper:
            os.environ[HELPER] = "1"
            ahead.LARGE = 1
        if call.batch:
            pipeline.BATCH = call.batch
        wire = site.folder / "wire"
        wire.mkdir()
        write_input(wire, call.stories, call.pictures)
        told = torment(
            wire, kills=call.kills, stories=call.stories, seed=call.seed, minutes=call.minutes
        )
        print(table(told, call.stories, call.pictures, "PostgreSQL" if call.postgres else "SQLite"))  # noqa: T201
        return tell(
            "F1", f"kill -9 of an import of {call.stories} stories with {call.pictures} pictures on "
            f"{'PostgreSQL' if call.postgres else 'SQLite'}, {told.whole + 1} whole imports compared, "
            f"{told.polls} looks of a reader", tried=sum(told.kills.values()), failed=told.faults(),
            asked=f"0 of {call.kills} kills",
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
