"""How fast stories come in: stages, distance from a floor, a second run, peak memory.

    python -m tests.bench.importing --stories 2000 [--postgres] [--alone] [--profile]

JSON Lines of stories of 600 words with 3 people, 5 topics and 3 captions each, against a
directory of 20,000 people, with cleaning, search index and ledger. The floor is the plain
insertion of the same rows into the same tables: executemany on SQLite, COPY on PostgreSQL. Seconds of
the processor are counted in this process, in its helper that reads ahead, and in the server; --alone
does without a helper, so that every stage is told. `--stories 100000` shows whether memory is flat.
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
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.memory import Memory

PEOPLE = 20_000
WORDS = 600
FIRST = (
    "Ada Ben Clara David Elena Farid Grace Hugo Ines Jonas Karim Lena Marco Nadia Oscar Petra "
    "Quentin Rosa Samir Tanja Ulrich Vera Walter Xenia Yusuf Zara Anton Berta Cyril Dora"
).split()
LAST = (
    "Almond Birch Carver Dunmore Easton Fairley Garrow Halden Ingleby Jessop Kirkham Larkin "
    "Marlowe Norwick Ogden Pemberly Quarles Ravenhill Selwyn Thackley Underhay Vickers Wexford "
    "Yarrow Zeller Ashcombe Brantley Colwick Dreyfus Elderton"
).split()
COMMON = (
    "the council voted on monday to close the old bridge after engineers found cracks in two of "
    "its piers and warned that heavy lorries could no longer cross it without danger while a "
    "ferry would carry people over the river every twenty minutes from early morning until late "
    "evening at no cost for residents who can show a card that the city sends by post this week "
    "traders in the harbor said they feared for their summer trade because visitors may stay "
    "away if the road remains shut but officials answered that work should end before autumn"
).split()
VOCABULARY = [
    f"{start}{middle}{end}"
    for start in "bra cor del fen gar hol jun kel lum mar nov pel quor ras sol tur vel wen".split()
    for middle in "a ber do lin mor na pi ro sta tu ven".split()
    for end in "ck d ge k lt m nd p rs st th x".split()
]
"""Words of no language: each story has 200 of them, so that stories are as unlike as real ones."""
TABLES = (
    "articles_article", "articles_articletopic", "articles_personmention",
    "articles_articlecontributor", "articles_placement", "articles_importitem",
)  # fmt: skip


def names(chance: random.Random) -> list[str]:
    """Different names of two or three parts."""
    from articles.people.fold import fold_name

    found: dict[str, str] = {}
    while len(found) < PEOPLE:
        middle = f" {chance.choice('ABCDEFGHJKLMNPRSTW')}." if chance.random() < 0.3 else ""
        last = chance.choice(LAST) + chance.choice(("", "", "son", "s", "-" + chance.choice(LAST)))
        name = f"{chance.choice(FIRST)}{middle} {last}{'e' * (len(found) % 3)}"
        found.setdefault(fold_name(name), name)
    return list(found.values())


def write_stories(path: Path, count: int, people: list[str]) -> None:
    chance = random.Random(7)
    with path.open("w") as lines:
        for number in range(count):
            lines.write(json.dumps(story(number, people, chance)) + "\n")


def story(number: int, people: list[str], chance: random.Random) -> dict[str, Any]:
    three = chance.sample(people, 3)
    subject = chance.sample(VOCABULARY, 200)
    paragraphs: list[str] = []
    words = 0
    while words < WORDS:
        sentences = []
        for _ in range(chance.randint(2, 4)):
            chosen = chance.choices(COMMON, k=chance.randint(5, 12))
            chosen += chance.choices(subject, k=chance.randint(4, 12))
            chance.shuffle(chosen)
            if chance.random() < 0.2:
                chosen = [*chosen, "said", chance.choice(three)]
            sentences.append(" ".join(chosen).capitalize() + ".")
            words += len(chosen)
        paragraphs.append(" ".join(sentences))
    paragraphs[0] = f"{three[0]} and {three[1]} met {three[2]}. {paragraphs[0]}"
    blocks = [_paragraph(words) for words in paragraphs]
    for place in (2, 4, 6):
        caption = f"Picture {place} of ward {number}: {chance.choice(three)} at the bridge"
        blocks.insert(place, _figure(f"wards/{number}-{place}.jpg", caption))
    return {
        "source": "wire.example",
        "source_id": f"w-{number}",
        "version": "1",
        "headline": f"Ward {number} {' '.join(chance.sample(COMMON, 6))}",
        "headline_proposed": False,
        "standfirst": "What the council decided, and whom it concerns.",
        "state": "published",
        "missing": [],
        "body_text": "",
        "section": chance.choice(("City", "World", "Sport")),
        "byline": "By Nora Whitcombe",
        "contributors": [{"name": "Nora Whitcombe", "role": ""}],
        "published_at": f"2026-0{1 + number % 9}-1{number % 10}T08:15:00+00:00",
        "topics": [f"Topic {chance.randrange(400)}" for _ in range(5)],
        "people": [{"name": name, "role": "subject"} for name in three],
        "pictures": [],
        "body": {"type": "doc", "content": blocks},
    }


def _paragraph(words: str) -> dict[str, Any]:
    return {"type": "paragraph", "attrs": {}, "content": [{"type": "text", "text": words}]}


def _figure(name: str, caption: str) -> dict[str, Any]:
    attributes = {"picture": None, "caption": caption, "credit": "Ida Moss", "source_url": name}
    return {"type": "figure", "attrs": attributes}


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


def floor() -> float:
    """Seconds of the plain insertion of the same rows into the same empty tables."""
    from django.db import connection, transaction

    kept: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            columns = [each[0] for each in cursor.description]
            kept[table] = columns, cursor.fetchall()
    empty()
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
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
    return time.perf_counter() - started


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


def bench(folder: Path, *, stories: int, profile: bool, server: int | None) -> None:
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
    write_stories(path, stories, people)
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
    say(f"{connection.vendor}: {stories} stories, {path.stat().st_size / 1e6:.0f} MB")
    say(f"  {(stories / (seconds - related)):7.0f} stories/s without related, {seconds:.1f} s wall")
    say(f"  {told(cpu, stories)}, related included")
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
    plain = floor()
    say(f"  floor: {plain:.2f} s; the import takes {(seconds - related) / plain:.1f} times that")
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
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--alone", action="store_true", help="no helper that reads ahead")
    parser.add_argument("--profile", action="store_true")
    call = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
    os.environ |= {"DATA_DIR": str(folder / "data"), "LOG_LEVEL": "CRITICAL", "DEBUG": "0"}
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    server = None
    if call.postgres:
        from tests.postgres import Server

        server = Server()
        os.environ["DATABASE_URL"] = server.url
    try:
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        if call.alone:
            from articles.ingest import ahead

            ahead.LARGE = sys.maxsize
        process = server.process.pid if server else None
        bench(folder, stories=call.stories, profile=call.profile, server=process)
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
