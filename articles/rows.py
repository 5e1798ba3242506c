"""Many plain rows into one table, the fastest way each database has: COPY on PostgreSQL, else one INSERT.

Whoever writes here vouches for the values: no model is made, no field is asked, no signal is sent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

INSERT = "INSERT INTO {name} ({named}) VALUES ({marks})"


def write_rows(
    table: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Writes `rows` of the named columns; those not named must have a default in the database."""
    if not rows:
        return
    name = connection.ops.quote_name(table._meta.db_table)
    named = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {name} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(INSERT.format(name=name, named=named, marks=marks), rows)


def as_json(value: Any) -> str:
    """A value of a JSON column as text; anything that JSON knows, hence Any."""
    return json.dumps(value)
