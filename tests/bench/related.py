"""Related links at size: page read, save, the join, and what an import adds; on a library of tests.bench.library.

`DATA_DIR=... python -m tests.bench.related [saves]` prints one line a measure; nothing it writes stays.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

READ_MS, SAVE_MS, IMPORT_MS = 2.0, 40.0, 3.0
"""Promised: page read (one query), p95 of a save at 50,000 stories on SQLite, one story of an import."""
BATCH = 100


def timed(calls: Sequence[Callable[[], Any]]) -> list[float]:
    """Milliseconds of each call."""
    taken = []
    for call in calls:
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def told(name: str, taken: Sequence[float], promised: float | None = None) -> None:
    """One line: median, 95th percentile, and the promise."""
    ordered = sorted(taken)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    promise = f"  (promised {promised:g})" if promised else ""
    middle = statistics.median(ordered)
    print(f"{name:34} p50 {middle:8.2f} ms   p95 {high:8.2f} ms{promise}")


def measure(saves: int) -> None:
    """Runs all measures inside one transaction that is taken back."""
    from django.db import connection, transaction

    from articles.models import Article, RelatedStory
    from articles.related.indexing import index, library_size
    from articles.related.keeping import follow
    from articles.related.ranking import nearest

    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    step = max(1, len(keys) // saves)
    some = list(Article.objects.filter(pk__in=keys[::step][:saves]).order_by("pk"))
    print(f"{len(keys)} stories, {connection.vendor}, {os.cpu_count()} cores")
    with transaction.atomic():
        told("library_size", timed([library_size] * 20))
        told(
            "page read: stored links",
            timed([lambda a=a: list(RelatedStory.objects.filter(article=a)) for a in some]),  # type: ignore[misc]
            READ_MS,
        )
        stories = library_size()
        told("the join", timed([lambda a=a: nearest([a.pk], stories=stories) for a in some]))  # type: ignore[misc]
        told("signature written", timed([lambda a=a: index([a]) for a in some]))  # type: ignore[misc]
        told("save: follow", timed([lambda a=a: follow(a) for a in some]), SAVE_MS)  # type: ignore[misc]
        batch = some[:BATCH]
        new = timed([lambda: _come_anew(batch)])[0] / len(batch)
        print(f"{'import: a story of a batch of ' + str(len(batch)):34}     {new:8.2f} ms")
        transaction.set_rollback(True)


def _come_anew(batch: Sequence[Any]) -> None:
    """The same stories as if they had just been imported."""
    from articles.related.indexing import forget
    from articles.related.keeping import follow

    forget(batch)
    follow(*batch)


if __name__ == "__main__":
    import django

    django.setup()
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
