"""How long an editor's save waits for others: `python -m tests.bench.waiting`.

    python -m tests.bench.waiting [--stories 2000] [--postgres] [--together 4]

Saves of a house at rest; saves of so many editors at once, each a process with stories of its own; saves
beside `manage.py rebuild_related`, which is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

AT_REST = 60
"""Saves before the rebuild begins."""
SECONDS = 60
"""For which editors save together."""


def measure(folder: Path, stories: int, editors: int) -> None:
    """Prints one line for each of the two."""
    from django.core.management import call_command
    from django.db import connection

    from articles.ingest.pipeline import Options, run_import
    from articles.models import Article
    from tests.bench.wire import names, write_stories

    call_command("migrate", verbosity=0)
    path = folder / "wire.jsonl"
    write_stories(path, stories, names(random.Random(3)))
    run_import(Options(paths=[str(path)], publish=True))
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    print(f"{len(keys)} stories, {connection.vendor}, {os.cpu_count()} cores")
    left = AT_REST

    def is_resting() -> bool:
        nonlocal left
        left -= 1
        return left >= 0

    told("at rest", saves(keys, is_resting))
    together(keys, editors)
    rebuild = subprocess.Popen([sys.executable, "manage.py", "rebuild_related", "-v", "0"])
    told("beside a rebuild", saves(keys, lambda: rebuild.poll() is None))
    print(f"the rebuild ended with {rebuild.returncode}")


def together(keys: list[int], editors: int) -> None:
    """Each in a fork, which writes what its saves took into a file."""
    from django.db import connection

    from articles.models import RelatedStory

    connection.close()
    with tempfile.TemporaryDirectory() as name:
        children = [
            run_editor(keys[number::editors], Path(name, str(number))) for number in range(editors)
        ]
        for child in children:
            os.waitpid(child, 0)
        lines = [json.loads(path.read_text()) for path in sorted(Path(name).iterdir())]
    told(f"{editors} together", [each for _refused, taken in lines for each in taken])
    print(
        f"{len(lines)} of {editors} came to their end; {sum(refused for refused, _ in lines)} saves refused; "
        f"{RelatedStory.objects.count()} links"
    )


def run_editor(keys: list[int], target: Path) -> int:
    """Forks one; the number of its process."""
    if child := os.fork():
        return child
    try:
        until = time.monotonic() + SECONDS
        refused: list[str] = []
        taken = saves(keys, lambda: time.monotonic() < until, refused)
        target.write_text(json.dumps([len(refused), taken]))
    finally:
        os._exit(0)


def saves(
    keys: list[int], goes_on: Callable[[], bool], refused: list[str] | None = None
) -> list[float]:
    """Milliseconds of each save of a chosen story, its text changed; those that failed go into `refused`."""
    from django.db import Error

    from articles.models import Article
    from articles.publishing.saving import save_story

    chance, taken = random.Random(5), []
    while goes_on():
        story = Article.objects.get(pk=chance.choice(keys))
        story.standfirst = f"Version {len(taken)}."
        started = time.perf_counter()
        try:
            save_story(story)
        except Error as fault:
            if refused is None:
                raise
            refused.append(repr(fault))
        taken.append((time.perf_counter() - started) * 1000)
        time.sleep(0.05)  # an editor's pause, shortened
    return taken


def told(name: str, taken: list[float]) -> None:
    """Median, 95th percentile and the longest."""
    ordered = sorted(taken)
    high, higher = (ordered[int(len(ordered) * share)] for share in (0.95, 0.99))
    print(
        f"{name:18} {len(taken):5} saves: median {statistics.median(taken):6.0f} ms, "
        f"p95 {high:6.0f} ms, p99 {higher:6.0f} ms, longest {ordered[-1]:6.0f} ms",
        flush=True,
    )


def main() -> None:
    """Sets up a throw-away site and measures on it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stories", type=int, default=2_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--together", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["DATA_DIR"] = name
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        server = None
        if options.postgres:
            from tests.postgres import Server

            server = Server()
            os.environ["DATABASE_URL"] = server.url
        import django

        django.setup()
        try:
            measure(Path(name), options.stories, options.together)
        finally:
            if server is not None:
                from django.db import connection

                connection.close()
                server.stop()


if __name__ == "__main__":
    main()
