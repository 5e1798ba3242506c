"""How fast stories come in: stages, distance from a floor, a second run, peak memory.

    python -m tests.bench.importing --stories 2000 [--postgres] [--alone] [--no-related] [--profile]
                                    [--words 600]

JSON Lines of stories of 600 words with 3 people, 5 topics and 3 captions each, against a
directory of 20,000 people, with cleaning, search index and ledger. The floor is the plain
insertion of the same rows into the same tables: executemany on SQLite, COPY on PostgreSQL. Seconds of
the processor are counted in this process, in its helper that reads ahead, and in the server; --alone
does without a helper, so that every stage is told. `--stories 1000000 --words 60` shows whether memory
is flat.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import json
import os
import pstats
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.memory import Memory
from tests.bench.wire import WORDS, names, write_stories
from tests.own_site import own_site

TABLES = (
    "articles_article", "articles_articletopic", "articles_personmention",
    "articles_articlecontributor", "articles_placement", "articles_importitem",
)  # fmt: skip


class Stages:
    """Seconds of the wall and of this process's CPU in each named stage; inner ones count apart."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = defaultdict(float)
        self.cpu: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0, 0.0

    def _switch(self) -> None:
        now = time.perf_counter(), time.process_time()
        if self._open:
            self.wall[self._open[-1]] += now[0] - self._since[0]
            self.cpu[self._open[-1]] += now[1] - self._since[1]
        self._since = now

    def wrap(self, holder: Any, attribute: str, stage: str) -> None:
        real = getattr(holder, attribute)

        def timed(*args: Any, **options: Any) -> Any:
            self._switch()
            self._open.append(stage)
            try:
                return real(*args, **options)
            finally:
                self._switch()
                self._open.pop()

        setattr(holder, attribute, timed)

    def wrap_iterator(self, holder: Any, attribute: str, stage: str) -> None:
        real = getattr(holder, attribute)

        def timed(*args: Any, **options: Any) -> Iterator[Any]:
            found = iter(real(*args, **options))
            while True:
                self._switch()
                self._open.append(stage)
                try:
                    value = next(found, self)
                finally:
                    self._switch()
                    self._open.pop()
                if value is self:
                    return
                yield value

        setattr(holder, attribute, timed)


def watch() -> Stages:
    """Wraps the import's stages."""
    from articles.ingest import pipeline, prepare, reading, writer, writer_ties
    from articles.people.suggest import Finder
    from articles.publishing import saving

    stages = Stages()
    stages.wrap_iterator(reading, "_records", "read")
    stages.wrap(prepare, "given_digest", "normalize, digest")
    stages.wrap(writer, "recognized", "write: look up")
    stages.wrap(writer, "packed", "write: ledger")
    stages.wrap(prepare, "clean", "clean")
    stages.wrap(prepare, "fill", "normalize, digest")
    stages.wrap(prepare, "normalize", "normalize, digest")
    stages.wrap(prepare, "digest", "normalize, digest")
    stages.wrap(writer.Writer, "write", "write: rest")
    stages.wrap(writer, "look_up", "write: look up")
    stages.wrap(writer, "decide", "write: look up")
    stages.wrap(writer, "add_ties", "write: ties")
    stages.wrap(Finder, "find", "people")
    stages.wrap(writer_ties, "leave_for_review", "people")
    stages.wrap(writer, "rebuild_placements", "write: placements")
    stages.wrap(writer.Writer, "_note", "write: ledger")
    stages.wrap(saving.search, "index", "search index")
    stages.wrap(writer, "insert_numbered", "write: insert")
    stages.wrap(saving, "resolve_picks", "related picks")
    stages.wrap(pipeline, "catch_up", "related (catch_up)")
    return stages


def floor(server: int | None) -> tuple[float, float]:
    """The plain insertion of the same rows into the same empty tables: seconds, and of processors."""
    from django.db import connection, transaction

    kept: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            columns = [each[0] for each in cursor.description]
            kept[table] = columns, cursor.fetchall()
    empty()
    started, spent = time.perf_counter(), Spent(server)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED; SET LOCAL statement_timeout = 0")
        for table, (columns, rows) in kept.items():
            listed = ", ".join(f'"{name}"' for name in columns)
            if connection.vendor == "sqlite":
                marks = ", ".join(["?"] * len(columns))
                cursor.connection.executemany(
                    f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows
                )
            else:
                with cursor.cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row([_plain(value) for value in row])
        transaction.set_rollback(True)
    return time.perf_counter() - started, sum(spent())


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (dict, list)) else value


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            for table in reversed(TABLES):
                cursor.execute(f"DELETE FROM {table}")
        else:
            cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")


class Spent:
    """Seconds of the processor: of this process, of those it has started and ended, of the server."""

    def __init__(self, server: int | None) -> None:
        self.server = server
        self.begun = self._now()

    def __call__(self) -> tuple[float, float, float]:
        own, helper, server = (
            now - then for now, then in zip(self._now(), self.begun, strict=True)
        )
        return own, helper, server

    def _now(self) -> tuple[float, float, float]:
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        server = server_cpu(self.server) if self.server else 0.0
        return time.process_time(), ended.ru_utime + ended.ru_stime, server


def server_cpu(postmaster: int) -> float:
    """Seconds that a PostgreSQL and all its processes have worked."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            facts = stat.read_text().rpartition(")")[2].split()
            if int(stat.parent.name) == postmaster:
                ticks += sum(map(int, facts[11:15]))
            elif int(facts[1]) == postmaster:
                ticks += sum(map(int, facts[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def measured(
    path: Path,
    server: int | None = None,
    on_progress: Callable[[Any], None] = lambda progress: None,
) -> tuple[float, tuple[float, ...], Any]:
    """Seconds by the clock, seconds of each processor's work, and the result."""
    from articles.ingest.pipeline import Options, run_import

    started, spent = time.perf_counter(), Spent(server)
    result = run_import(Options(paths=[str(path)], publish=True), on_progress=on_progress)
    return time.perf_counter() - started, spent(), result


def bench(folder: Path, *, stories: int, words: int, profile: bool, server: int | None) -> None:
    from django.db import connection

    from articles.models import Person
    from articles.people.fold import fold_name

    people = names(random.Random(3))
    Person.objects.bulk_create(
        (
            Person(name=name, name_key=fold_name(name), slug=f"person-{n}")
            for n, name in enumerate(people)
        ),
        batch_size=2000,
    )
    path = folder / "wire.jsonl"
    write_stories(path, stories, people, words=words)
    stages = watch()
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    done: Counter[str] = Counter()
    memory = Memory(lambda: done["stories"])
    memory.start()

    def on_progress(progress: Any) -> None:
        done["stories"] = progress.counts.total()

    seconds, cpu, result = measured(path, server, on_progress)
    profiler.disable()
    memory.stop()
    related = stages.wall["related (catch_up)"]
    assert result.counts == {"created": stories}, result.counts
    say(
        f"{connection.vendor}: {stories} stories of {words} words, {path.stat().st_size / 1e6:.0f} MB"
    )
    say(f"  {(stories / (seconds - related)):7.0f} stories/s without related, {seconds:.1f} s wall")
    say(f"  {told(cpu, stories)}{', related included' if related > 0.1 else ''}")
    for name, spent in sorted(stages.wall.items(), key=lambda pair: -pair[1]):
        share = 100 * spent / seconds
        used = 1000 * stages.cpu[name] / stories
        say(f"  {share:5.1f} %  {1000 * spent / stories:6.2f} ms/story, CPU {used:6.2f}  {name}")
    again, again_cpu, second = measured(path, server)
    assert second.counts == {"unchanged": stories}, second.counts
    say(f"  unchanged again: {again:.1f} s, {(seconds - related) / again:.1f} times faster")
    alone = sum(cpu) - stages.cpu["related (catch_up)"]
    say(
        f"  {told(again_cpu, stories)}: {alone / sum(again_cpu):.1f} times less than without related"
    )
    plain, plain_cpu = floor(server)
    say(
        f"  floor: {plain:.2f} s, CPU {1000 * plain_cpu / stories:.2f} ms/story; "
        f"the import takes {(seconds - related) / plain:.1f} times that, {alone / plain_cpu:.1f} times the CPU"
    )
    say(f"  peak memory {memory.here} MB here, {memory.helper} MB in the helper")
    course = (f"{count:,}: {here} + {helper}" for count, here, helper in memory.course[-12:])
    say(f"  after so many stories: {', '.join(course)}")
    say(f"  load {os.getloadavg()[0]:.1f}")
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(45)


def told(cpu: tuple[float, ...], stories: int) -> str:
    """Milliseconds a story of each processor's work."""
    own, helper, server = (1000 * seconds / stories for seconds in cpu)
    return f"CPU {own:.2f} ms/story here, {helper:.2f} in the helper, {server:.2f} in the server"


def say(line: str) -> None:
    print(line, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--words", type=int, default=WORDS, help="of a story")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--alone", action="store_true", help="no helper that reads ahead")
    parser.add_argument("--no-related", action="store_true", help="no related links at the end")
    parser.add_argument("--profile", action="store_true")
    call = parser.parse_args()
    with own_site("bench", postgres=call.postgres) as site:
        if call.alone:
            from articles.ingest import ahead

            ahead.LARGE = sys.maxsize
        if call.no_related:
            from articles.ingest import pipeline

            pipeline.catch_up = lambda *told, **options: None
        bench(
            site.folder,
            stories=call.stories,
            words=call.words,
            profile=call.profile,
            server=site.server,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
