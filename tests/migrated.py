"""A site just migrated: made once for two workers on SQLite, and its rows again after a test that commits.

Django's flush empties every table and makes content types and permissions anew: half a second of
PostgreSQL for sixty tables, most of them empty. Here only tables that hold something else are touched.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.commands.flush import Command
from django.db import OperationalError, connection, transaction

Rows = list[tuple[Any, ...]]


class Original:
    """One file of a migrated SQLite database for all processes that know its folder.

    Who asks first finds none, migrates and keeps it; who asks meanwhile waits, and takes a copy.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "migrated.sqlite3"
        self._lock = os.open(folder / "migrated.lock", os.O_CREAT | os.O_RDWR)

    def taken(self, database: Path) -> bool:
        """Whether `database` is a copy now; if not, others wait until it is kept, or this one ends."""
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        if self.file.exists():
            shutil.copyfile(self.file, database)
            os.close(self._lock)
            return True
        return False

    def keep(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.file)])
        os.close(self._lock)


@contextmanager
def instead_of_flush() -> Iterator[None]:
    """Within the block the command `flush` brings the rows of this moment back."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    kept = {table: rows for table in sorted(tables) if (rows := rows_of(table))}
    flush = Command.handle
    Command.handle = lambda *_asked, **_options: restore(tables, kept)  # type: ignore[method-assign]
    yield
    Command.handle = flush  # type: ignore[method-assign]


def rows_of(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return sorted(cursor.fetchall())


def restore(tables: list[str], kept: dict[str, Rows]) -> None:
    """A request that a closed page sent late may hold rows that go: PostgreSQL may then choose it."""
    for _try in range(9):
        try:
            return _restore(tables, kept)
        except OperationalError as error:
            if "deadlock" not in str(error):
                raise
    return _restore(tables, kept)


def _restore(tables: list[str], kept: dict[str, Rows]) -> None:
    """Empties what is not as it was, in any order: foreign keys are asked at the end; then fills."""
    changed = [table for table in filled(tables) if table not in kept]
    changed += [table for table, rows in kept.items() if rows_of(table) != rows]
    with transaction.atomic(), connection.cursor() as cursor:
        for table in changed:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for table in changed:
            if rows := kept.get(table):
                places = ", ".join(["%s"] * len(rows[0]))
                insert = f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})"
                cursor.executemany(insert, rows)


def filled(tables: list[str]) -> list[str]:
    """Those that hold a row, by one query."""
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]
