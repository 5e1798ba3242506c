"""What a page costs, as a multiple of a bare Django view under the same server in the same run.

`python -m tests.bench.site --stories 1000 [--postgres] [--cached] [--desk]` builds a library if there
is none yet below --data (or measures the one that --database names), serves it by gunicorn (one
process, so that its CPU time and that of its database sessions can be read), asks for each page in
turn, and prints a table; --json FILE writes the figures, `--only search` measures those pages alone,
`--desk` what editors meet.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tests.bench.serving import Answer, Figure, Served, measure, table

PORT = 8451


def pages() -> dict[str, list[str]]:
    """Name -> addresses, asked in turn; the busiest person and topic, random stories."""
    from django.db.models import Count

    from articles.models import Article, Person, Section, Topic

    public = Article.objects.published().select_related("section")
    last = public.order_by("-pk").values_list("pk", flat=True)[0]
    ids = [1 + (last - 1) * n // 39 for n in range(40)]
    stories = list(public.filter(pk__in=ids))
    person = Person.objects.annotate(n=Count("mentions")).order_by("-n")[0]
    topic = Topic.objects.annotate(n=Count("ties")).order_by("-n")[0]
    section = Section.objects.first()
    assert section is not None
    words = [story.headline.split()[n % 6].lower() for n, story in enumerate(stories[:20])]
    phrases = ["+".join(story.headline.split()[:2]) for story in stories[20:25]]
    return {
        "story": [story.get_absolute_url() for story in stories],
        "front": ["/"],
        "section": [section.get_absolute_url()],
        "person": [person.get_absolute_url()],
        "topic": [topic.get_absolute_url()],
        "search, 20 words": [f"/search?q={word}" for word in words],
        "search, 5 phrases": [f"/search?q=%22{phrase}%22" for phrase in phrases],
        "feed": ["/feed.rss"],
    }


def readers(served: Served, seconds: float, only: str = "") -> list[Figure]:
    """A line for the bare view, then one for each kind of page whose name holds `only`."""
    bare = partial(served.ask, "/bare/")
    alone = partial(served.ask, "/nothing/")
    figures = [
        measure(served, "bare view", [bare], seconds=seconds, bare=bare),
        measure(served, "the server alone", [alone], seconds=seconds, bare=bare),
    ]
    for name, addresses in pages().items():
        if only not in name:
            continue
        asks: list[Callable[[], Answer]] = [partial(served.ask, address) for address in addresses]
        figures.append(measure(served, name, asks, seconds=seconds, bare=bare))
        print(table(figures[-1:]).splitlines()[1], file=sys.stderr, flush=True)
    return figures


def without_server(figures: list[Figure]) -> str:
    """Kept pages against the bare view, what the server costs by itself taken from both."""
    bare, alone, *kept = figures
    times = [
        (page.times_bare - alone.times_bare) / (bare.times_bare - alone.times_bare) for page in kept
    ]
    middle = statistics.median(times)
    return (
        f"A kept page without the server's own part: {middle:.2f} of the bare view (median page)."
    )


def build(stories: int, environment: dict[str, str]) -> None:
    """Builds the library where it is missing; a file says that one is whole."""
    folder = Path(environment["DATA_DIR"])
    kind = "postgres" if environment["DATABASE_URL"].startswith("postgres") else "sqlite"
    if not (folder / f"built-{kind}").exists():
        command = [sys.executable, "-m", "tests.bench.library", str(stories)]
        subprocess.run(command, env={**os.environ, **environment}, check=True)
        (folder / f"built-{kind}").touch()


def database(options: argparse.Namespace, folder: Path) -> str:
    """The address of the library's database; starts the benchmark's own PostgreSQL if asked to."""
    if options.database:
        return str(options.database)
    if not options.postgres:
        return f"sqlite:///{folder / 'newsroom.sqlite3'}"
    import psycopg

    from tests.bench import server

    name = f"stories_{options.stories}"
    place = (options.data / "postgres").resolve()
    server.start(place)
    with psycopg.connect(
        host=str(place), user="newsroom", dbname="postgres", autocommit=True
    ) as open_:
        if not open_.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            open_.execute(f'CREATE DATABASE "{name}"')
    return server.url(place, name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--data", type=Path, default=Path("var/bench"))
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--database")
    parser.add_argument("--cached", action="store_true")
    parser.add_argument("--desk", action="store_true")
    parser.add_argument("--only", default="", help="pages whose name holds this, such as search")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folder = (options.data / str(options.stories)).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        "DATA_DIR": str(folder), "DATABASE_URL": database(options, folder),
        "PAGE_CACHE": "1" if options.cached else "0", "STATIC_HASHED": "0",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }  # fmt: skip
    if not options.database:
        build(options.stories, environment)
    os.environ |= environment
    import django

    django.setup()
    from tests.bench.editors import editors

    with Served(environment, options.port) as served:
        what = editors if options.desk else partial(readers, only=options.only)
        figures = what(served, options.seconds)
        memory = served.memory_mb()
    kind = "PostgreSQL" if environment["DATABASE_URL"].startswith("postgres") else "SQLite"
    state = "cached" if options.cached else "uncached"
    load = Path("/proc/loadavg").read_text().split()[0]
    print(f"{options.stories} stories, {kind}, {state}, worker {memory:.0f} MB, load {load}")
    print(table(figures))
    if options.cached and not options.desk:
        print(without_server(figures))
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in figures], indent=1))


if __name__ == "__main__":
    main()
