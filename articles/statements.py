"""One SQL text with places for values; PostgreSQL parses and plans it once a connection.

Planning a story's query costs PostgreSQL three times what running it does. So what never changes
is written into the text (a partial index is only found by a constant), the rest is bound on the
server, and the driver prepares the statement by the connection's `prepare_threshold`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

MARK = re.compile("%%|%s")
Place = tuple[int, str, int]
"""Which parameter, the name of the value, and its place in a list or -1."""


class Statement:
    """SQL of Django's whose parameters at `places` are values of each call; the others are constants."""

    def __init__(
        self,
        sql: str,
        parameters: Sequence[Any],
        places: Sequence[Place],
        connection: BaseDatabaseWrapper,
    ) -> None:
        self.places = places
        self.is_bound = connection.vendor == "postgresql"
        self.sql, self.parameters = sql, list(parameters)
        if self.is_bound:
            self.sql = _with_constants(sql, parameters, places, connection)

    def fetch(
        self, connection: Any, values: Mapping[str, Any], *, around: str = "%s"
    ) -> list[tuple[Any, ...]]:
        """The rows for these values; `around` may count them: "SELECT COUNT(*) FROM (%s) c"."""
        sql = around.replace("%s", self.sql)
        with _cursor(connection, is_bound=self.is_bound) as cursor:
            cursor.execute(sql, self._given(values))
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _given(self, values: Mapping[str, Any]) -> list[Any]:
        chosen = [
            (place, values[name] if n < 0 else values[name][n]) for place, name, n in self.places
        ]
        if self.is_bound:
            return [_typed(value) for _place, value in chosen]
        parameters = list(self.parameters)
        for place, value in chosen:
            parameters[place] = value
        return parameters


def _with_constants(
    sql: str, parameters: Sequence[Any], places: Sequence[Place], connection: Any
) -> str:
    """The SQL with every parameter written in that is no value of a call."""
    from psycopg import ClientCursor

    connection.close_if_health_check_failed()  # as Django's own cursor: the server may have gone since
    connection.ensure_connection()
    writer = ClientCursor(connection.connection)
    wanted = {place for place, _name, _n in places}
    numbers = iter(range(len(parameters)))

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        number = next(numbers)
        if number in wanted:
            return "%s"
        return writer.mogrify("%s", [parameters[number]]).replace("%", "%%")

    return MARK.sub(written, sql)


def _typed(value: Any) -> Any:
    """Whole numbers have one size on the server, else each size would be a statement of its own."""
    from psycopg.types.numeric import Int8

    return Int8(value) if isinstance(value, int) else value


def _cursor(connection: Any, *, is_bound: bool) -> Any:
    """A cursor of Django's, with its wrappers; on PostgreSQL one that binds on the server."""
    if not is_bound:
        return connection.cursor()
    from psycopg import Cursor

    connection.close_if_health_check_failed()  # as Django's own cursor: the server may have gone since
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return connection._prepare_cursor(Cursor(connection.connection))
