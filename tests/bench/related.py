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

READ_MS, IMPORT_MS = 2.0, 3.0
SAVE_MS = {"sqlite": 40.0, "postgresql": 20.0}
"""Promised: page read (one query), one story of an import, p95 of a save at 50,000 stories."""
BATCH = 100


def timed(calls: Sequence[Callable[[], Any]]) -> list[tuple[float, float]]:
    """Milliseconds of each call: by the clock, and of this process alone."""
    taken = []
    for call in calls:
        started, worked = time.perf_counter(), time.process_time()
        call()
        own = (time.process_time() - worked) * 1000
        taken.append(((time.perf_counter() - started) * 1000, own))
    return taken


def told(name: str, taken: Sequence[tuple[float, float]], promised: float | None = None) -> None:
    """One line: median and 95th percentile by the clock and of the process, and the promise."""
    columns = []
    for values in zip(*taken, strict=True):
        ordered = sorted(values)
        high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        columns += [statistics.median(ordered), high]
    promise = f"   promised {promised:g}" if promised else ""
    figures = "  ".join(f"{value:8.2f}" for value in columns)
    print(f"{name:34} {figures}{promise}")


def measure(saves: int) -> None:
    """Runs all measures inside one transaction that is taken back."""
    from django.db import connection, transaction

    from articles.models import Article, RelatedStory
    from articles.related.indexing import forget, index, library_size
    from articles.related.keeping import follow
    from articles.related.ranking import nearest

    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    step = max(1, len(keys) // saves)
    some = list(Article.objects.filter(pk__in=keys[::step][:saves]).order_by("pk"))
    print(f"{len(keys)} stories, {connection.vendor}, {os.cpu_count()} cores")
    heads = ("clock p50", "p95", "process p50", "p95")
    print(f"{'milliseconds':34} {'  '.join(f'{head:>8}' for head in heads)}")
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
        told(
            "save: follow", timed([lambda a=a: follow(a) for a in some]), SAVE_MS[connection.vendor]
        )  # type: ignore[misc]
        batch = some[:BATCH]
        forget(batch)
        ((clock, own),) = timed([lambda: follow(*batch)])
        told(
            f"import: one of a batch of {len(batch)}",
            [(clock / len(batch), own / len(batch))],
            IMPORT_MS,
        )
        transaction.set_rollback(True)


if __name__ == "__main__":
    import django

    django.setup()
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
