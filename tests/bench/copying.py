"""Rows into the database the fastest way each engine has: COPY on PostgreSQL, executemany on SQLite.

No model instance is made and no rule is asked; whoever writes here vouches for the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, models
from django.utils import timezone


class Table:
    """One table; columns that are not named get the model's own default."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        fields = {field.column: field for field in model._meta.concrete_fields}
        rest = [field for field in fields.values() if field.column not in columns]
        self.name = model._meta.db_table
        self.defaults = tuple(_default(field) for field in rest if not field.primary_key)
        self.columns = [*columns, *(field.column for field in rest if not field.primary_key)]

    def write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Writes rows of the columns named."""
        names = ", ".join(f'"{column}"' for column in self.columns)
        if connection.vendor == "postgresql":
            with (
                connection.cursor() as cursor,
                cursor.copy(f'COPY "{self.name}" ({names}) FROM STDIN') as copy,
            ):
                for row in rows:
                    copy.write_row(row + self.defaults)
            return
        marks = ", ".join(["%s"] * len(self.columns))
        with connection.cursor() as cursor:
            cursor.executemany(
                f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})',
                [tuple(map(_plain, row + self.defaults)) for row in rows],
            )


def _default(field: models.Field[Any, Any]) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return _plain(timezone.now())
    if field.null:
        return None
    value = field.get_db_prep_save(field.get_default(), connection)
    return getattr(value, "dumps", lambda obj: obj)(value.obj) if hasattr(value, "obj") else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime) and connection.vendor == "sqlite":
        return connection.ops.adapt_datetimefield_value(value)
    return value


@contextmanager
def without_indexes(tables: Iterable[type[models.Model]], kept: Path) -> Iterator[None]:
    """Takes the indexes off that no constraint needs, and makes them anew at the end.

    Their definitions stand in the file `kept` meanwhile: a build that broke off finds them there.
    """
    definitions: dict[str, str] = json.loads(kept.read_text()) if kept.exists() else {}
    definitions |= _indexes([table._meta.db_table for table in tables])
    kept.write_text(json.dumps(definitions))
    with connection.cursor() as cursor:
        for name in definitions:
            cursor.execute(f'DROP INDEX IF EXISTS "{name}"')
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0; SET maintenance_work_mem = '1GB'")
        for definition in definitions.values():
            cursor.execute(definition.replace("INDEX ", "INDEX IF NOT EXISTS ", 1))
    kept.unlink()


def _indexes(names: list[str]) -> dict[str, str]:
    """Name -> the statement that makes it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes "
                "WHERE tablename = ANY(%s) AND schemaname = 'public' AND NOT EXISTS "
                "(SELECT 1 FROM pg_constraint WHERE conindid = indexname::regclass)",
                [names],
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%%' "
                "AND tbl_name IN (SELECT value FROM json_each(%s))",
                [json.dumps(names)],
            )
        return dict(cursor.fetchall())


def unchecked() -> None:
    """Lets this session's rows stand without looking for what their foreign keys name."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SET session_replication_role = replica; SET statement_timeout = 0; "
                "SET idle_in_transaction_session_timeout = 0"
            )


def settle(tables: Iterable[type[models.Model]]) -> None:
    """Sequences after the last id, and the planner told what is there."""
    with connection.cursor() as cursor:
        for table in tables:
            name = table._meta.db_table
            key = table._meta.pk
            if connection.vendor == "postgresql" and isinstance(key, models.AutoField):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('\"{name}\"', '{key.column}'), "
                    f'(SELECT COALESCE(MAX("{key.column}"), 1) FROM "{name}"))'
                )
            cursor.execute(f'ANALYZE "{name}"')
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("VACUUM ANALYZE")
