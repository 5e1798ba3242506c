"""Many new rows at once, by the database's own quickest way; it knows no model of ours.

Django writes one long INSERT with every value in its text. Here SQLite runs one prepared statement a
row and PostgreSQL takes a COPY. Values pass the same doors: each field's pre_save and get_db_prep_save.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

Row = TypeVar("Row", bound=models.Model)

Read = Callable[[models.Model], Any]
"""A row -> what the column holds; any field's value, hence Any."""
_AS_IT_IS: dict[type, type] = {
    **dict.fromkeys([models.CharField, models.TextField, models.SlugField, models.URLField], str),
    **dict.fromkeys(
        [
            models.AutoField, models.BigAutoField, models.IntegerField, models.SmallIntegerField,
            models.BigIntegerField, models.PositiveIntegerField, models.PositiveSmallIntegerField,
            models.ForeignKey, models.OneToOneField,
        ],
        int,
    ),
    models.BooleanField: bool,
}  # fmt: skip
"""Django's own field -> the type of which it hands every value on untouched, as it does None.

Asking the field a hundred times a story took a third of the writer's time.
"""

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
    here = connections[DEFAULT_DB_ALIAS]
    fields = _written(model, with_id=new[0].pk is not None)
    reads = [_read(field, here) for field in fields]
    insert_prepared(model, _columns(fields), [[read(row) for read in reads] for row in new])
    for row in new:
        row._state.adding, row._state.db = False, here.alias
    return new


def insert_values(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Iterable[Any]]
) -> None:
    """Like `insert`, for rows that nobody needs as objects: the values of these fields, in order.

    A field is named as its column's attribute is ("article_id"); the others take their defaults.
    """
    new = list(rows)
    if len(new) < FEW:
        if new:
            made = (model(**dict(zip(names, row, strict=True))) for row in new)
            model._default_manager.bulk_create(made)
        return
    here = connections[DEFAULT_DB_ALIAS]
    fields = _written(model, with_id=False)
    by_name = {field.attname: field for field in fields}
    kept = [(_AS_IT_IS.get(type(by_name[name])), by_name[name].get_db_prep_save) for name in names]
    columns = [
        [
            value if value is None or type(value) is kind else prepare(value, here)
            for value in values
        ]
        for (kind, prepare), values in zip(kept, zip(*new, strict=True), strict=True)
    ]
    blank = model()
    others = [field for field in fields if field.attname not in names]
    rest = [_read(field, here)(blank) for field in others]
    given = [by_name[name] for name in names]
    written = _columns([*given, *others])
    insert_prepared(model, written, [[*row, *rest] for row in zip(*columns, strict=True)])


def insert_prepared(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Writes values that the database takes as they stand: no field is asked, no row is made.

    `columns` by their names there; those that are not named must have a default in the database.
    """
    if not rows:
        return
    here = connections[DEFAULT_DB_ALIAS]
    table = here.ops.quote_name(model._meta.db_table)
    named = ", ".join(map(here.ops.quote_name, columns))
    with here.cursor() as cursor:
        if here.vendor == "postgresql":
            statement = f"COPY {table} ({named}) FROM STDIN"
            with here.wrap_database_errors, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)  # noqa: S608


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


def _columns(fields: Iterable[models.Field[Any, Any]]) -> list[str]:
    return [str(field.column) for field in fields]


def _read(field: models.Field[Any, Any], here: BaseDatabaseWrapper) -> Read:
    """How a field's value is had from a row, by the shortest way that gives what Django's does."""
    name, kind = field.attname, _AS_IT_IS.get(type(field))

    def ask(row: models.Model) -> Any:
        return field.get_db_prep_save(field.pre_save(row, True), here)  # noqa: FBT003 - Django's own

    def take(row: models.Model) -> Any:
        value = row.__dict__.get(name, row)
        return value if value is None or type(value) is kind else ask(row)

    def take_moment(row: models.Model) -> Any:
        value = row.__dict__.get(name, row)
        is_plain = value is None or (type(value) is datetime and value.tzinfo is not None)
        return value if is_plain else ask(row)

    if kind is not None:
        return take
    own = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    if type(field) is models.DateTimeField and here.vendor == "postgresql" and not own:
        return take_moment
    return ask


def _next_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids that nobody else is given: SQLite has one writer, PostgreSQL a sequence."""
    table, here = model._meta.db_table, connections[DEFAULT_DB_ALIAS]
    with here.cursor() as cursor:
        if here.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [here.ops.quote_name(table), model._meta.pk.column, count],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
        return list(range(last + 1, last + count + 1))
