"""Many new rows at once, by the database's own quickest way; it knows no model of ours.

Django writes one long INSERT with every value in its text. Here SQLite runs one prepared statement a
row and PostgreSQL takes a COPY. Values pass the same doors: each field's pre_save and get_db_prep_save.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)

FEW = 20
"""Rows from which it pays; fewer go through bulk_create."""


def insert(rows: Iterable[Row]) -> list[Row]:
    """Writes rows that are new for certain; an id that the database gives is not told.

    Within a transaction; a row that breaks a constraint raises IntegrityError for all.
    """
    new = list(rows)
    if not new:
        return new
    model = type(new[0])
    if len(new) < FEW:
        return model._default_manager.bulk_create(new)
    fields = _written(model, with_id=new[0].pk is not None)
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    values = [[_value(field, row) for field in fields] for row in new]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({columns}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for each in values:
                    copy.write_row(each)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608
    for row in new:
        row._state.adding, row._state.db = False, connection.alias
    return new


def insert_numbered(rows: Sequence[Row]) -> None:
    """Like `insert`, and every row knows its id. Only within a transaction that writes already."""
    if len(rows) < FEW:
        insert(rows)
        return
    for row, number in zip(rows, _next_ids(type(rows[0]), len(rows)), strict=True):
        row.pk = number
    insert(rows)


def _written(model: type[models.Model], *, with_id: bool) -> list[models.Field[Any, Any]]:
    return [
        field
        for field in model._meta.local_concrete_fields
        if not field.generated and (with_id or not isinstance(field, models.AutoField))
    ]


def _value(field: models.Field[Any, Any], row: models.Model) -> Any:
    """What the column holds; any field's value, hence Any."""
    return field.get_db_prep_save(field.pre_save(row, True), connection)  # noqa: FBT003 - Django's own


def _next_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids that nobody else is given: SQLite has one writer, PostgreSQL a sequence."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), model._meta.pk.column, count],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
        return list(range(last + 1, last + count + 1))
