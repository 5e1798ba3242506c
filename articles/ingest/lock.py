"""One import at a time for a database: the second waits a moment and then stops with a reason."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.models import ImportRun, RunState

PATIENCE = 2.0
"""Seconds that the second import waits (reliability.md F6)."""
ADVISORY_KEY = 0x6E657773  # "news"


class ImportRuns(Exception):
    """Another import is writing; says which, where the ledger knows."""

    def __init__(self) -> None:
        run = ImportRun.objects.filter(state=RunState.RUNNING).first()
        named = ""
        if run is not None:
            since = timezone.localtime(run.started_at).strftime("%H:%M")
            done = run.progress.get("counts", {}).values()
            named = f" ({run}, of {', '.join(run.paths[:3])}, since {since}, {sum(done)} done)"
        super().__init__(
            f"Another import is running on this database{named}. "
            "Wait until it ends, then run this again."
        )


@contextmanager
def only_import() -> Iterator[None]:
    """Holds the lock while the block runs; raises ImportRuns if another keeps it too long."""
    if connection.vendor == "postgresql":
        yield from _advisory()
    else:
        yield from _file(settings.DATA_DIR / "import.lock")


def _advisory() -> Iterator[None]:
    with connection.cursor() as cursor:
        end = time.monotonic() + PATIENCE
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
            if cursor.fetchone()[0]:
                break
            if time.monotonic() > end:
                raise ImportRuns
            time.sleep(0.1)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])


def _file(path: Path) -> Iterator[None]:
    with path.open("w") as held:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise ImportRuns from None
                time.sleep(0.1)
        try:
            yield
        finally:
            fcntl.flock(held, fcntl.LOCK_UN)
