"""A migrated, empty database and a folder of this process's own, for drills and measures."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OwnSite:
    folder: Path
    server: int | None
    """The number of PostgreSQL's process; none with SQLite."""


@contextmanager
def own_site(name: str, *, postgres: bool = False, database: str = "") -> Iterator[OwnSite]:
    """Django set up on them; to be entered before anything of it is imported. Nothing stays behind.

    The address of a `database` is that of one which is migrated and empty already.
    """
    with ExitStack() as ends:
        folder = Path(tempfile.mkdtemp(prefix=f"newsroom-{name}-"))
        ends.callback(shutil.rmtree, folder, ignore_errors=True)
        os.environ |= {
            "DATA_DIR": str(folder / "data"), "LOG_LEVEL": "CRITICAL", "DEBUG": "0",
            "DATABASE_URL": database or f"sqlite:///{folder / f'{name}.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }  # fmt: skip
        server = None
        if postgres and not database:
            from tests.postgres import Server

            started = Server()
            ends.callback(started.stop)
            os.environ["DATABASE_URL"] = started.url
            server = started.process.pid
        import django

        django.setup()
        from django.core.management import call_command

        if not database:
            call_command("migrate", verbosity=0)
        yield OwnSite(folder, server)
