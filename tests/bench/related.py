"""Related links at size: page read, save, the join, and what an import adds; on a library of tests.bench.library.

`DATABASE_URL=... DATA_DIR=... python -m tests.bench.related [saves]` prints one line a measure: by the clock,
which waits for other work of the machine, and of the processors alone, the database's own process
included. Nothing it writes stays.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from tests.bench.search import Times, at, backend_pid

READ_MS, IMPORT_MS = 2.0, 3.0
SAVE_MS = {"sqlite": 40.0, "postgresql": 20.0}
SAVE_MS_OF_LARGE, LARGE = 250.0, 200_000
"""Promised: page read (one query), one story of an import, p95 of a save at 50,000 stories and at 1,000,000."""
BATCH = 100


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction of which nothing stays."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def unlinked(*articles: Any) -> None:
    """These stories as they are before the library knows them."""
    from django.db.models import Q

    from articles.models import RelatedStory
    from articles.related.indexing import forget

    forget(articles)
    RelatedStory.objects.filter(Q(article__in=articles) | Q(other__in=articles)).delete()


Around = Callable[[], AbstractContextManager[None]]


def timed(
    name: str,
    calls: Sequence[Callable[[], Any]],
    before: Sequence[Callable[[], Any]] = (),
    around: Around = taken_back,
) -> Times:
    """What each call took, in a transaction of its own; what must be done before it does not count."""
    times = Times(name, backend_pid())
    for place, call in enumerate(calls):
        with around():
            if before:
                before[place]()
            times.add(call)
    return times


def told(times: Times, promised: float | None = None, share: int = 1) -> None:
    """One line: median and 95th percentile by the clock and of the processors, and the promise."""
    columns = [at(taken, q) / share for taken in (times.took, times.cpu) for q in (0.5, 0.95)]
    promise = f"   promised {promised:g}" if promised else ""
    figures = "  ".join(f"{value:8.2f}" for value in columns)
    print(f"{times.name:34} {figures}{promise}", flush=True)


def measure(saves: int) -> None:
    """Runs all measures on stories from all over the library."""
    from django.db import connection

    from articles.models import Article, RelatedStory
    from articles.related.indexing import library_size
    from articles.related.keeping import follow
    from articles.related.nearness import nearest
    from articles.tied import read_tied

    stories = library_size()
    last = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    wanted = range(1, last + 1, max(1, last // saves))
    some = list(Article.objects.filter(pk__in=wanted, sketch__isnull=False).order_by("pk")[:saves])
    tied = read_tied([each.pk for each in some])
    load = Path("/proc/loadavg").read_text().split()[0]
    print(f"{stories} stories, {connection.vendor}, {os.cpu_count()} cores, load {load}")
    heads = ("clock p50", "p95", "cpu p50", "p95")
    print(f"{'milliseconds':34} {'  '.join(f'{head:>8}' for head in heads)}")
    promised = SAVE_MS_OF_LARGE if stories > LARGE else SAVE_MS[connection.vendor]
    for each in some[:5]:
        with taken_back():
            follow(each, tied=tied)
    read = [lambda a=a: list(RelatedStory.objects.filter(article=a)[:12]) for a in some]  # type: ignore[misc]
    told(timed("page read: stored links", read), READ_MS)
    join = [lambda a=a: nearest([a.pk], stories=stories) for a in some]  # type: ignore[misc]
    told(timed("the join", join))
    follows = [lambda a=a: follow(a, tied=tied) for a in some]  # type: ignore[misc]
    told(timed("save: a new story", follows, [lambda a=a: unlinked(a) for a in some]), promised)  # type: ignore[misc]
    for number, each in enumerate(some):
        each.standfirst = f"What was said later, as version {number} of this story has it."
    told(timed("save: a correction", follows), promised)
    batch = some[:BATCH]
    whole = [lambda: follow(*batch, tied=tied)]
    times = timed(f"import: one of a batch of {len(batch)}", whole, [lambda: unlinked(*batch)])
    told(times, IMPORT_MS, share=len(batch))


if __name__ == "__main__":
    import django

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("saves", type=int, nargs="?", default=200, help="stories to save anew")
    call = parser.parse_args()
    django.setup()
    measure(call.saves)
