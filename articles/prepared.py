"""A query whose SQL is made once: later only its values change; knows no model of ours."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connections, router
from django.db.models import QuerySet

from articles.statements import Place, Statement

Row = TypeVar("Row")
Value = datetime | int | str | Sequence[int]

MOST_SHAPES = 200
"""Forms of one query that are kept, such as its pages; then it starts anew."""
FIRST_MOMENT = datetime(1, 1, 3, tzinfo=UTC)
FIRST_NUMBER = 4_611_686_018_000_000_000


class Prepared(Generic[Row]):
    """`build` is called once for each form of its arguments; its SQL is kept and run with others.

    Making SQL costs the ORM more than the database needs to answer it: 1 to 4 ms a query against
    .1 to .5 ms. `build` takes moments, numbers, texts and lists of numbers by keyword and may only
    hand them to filters, never look at them; what decides its form comes first, by position.
    Raises LookupError for a value that its SQL does not hold as it was given.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self.kept: dict[Hashable, _Compiled[Row]] = {}

    def __call__(self, *form: Hashable, **values: Value) -> list[Row]:
        """The rows, just as the queryset would give them; one query, none for an empty list."""
        if any(value == [] for value in values.values()):
            return []
        return self._compiled(form, values).rows(_given(values))

    def _compiled(self, form: tuple[Hashable, ...], values: dict[str, Value]) -> _Compiled[Row]:
        given = _given(values)
        shape = (form, *((name, type(value), _size(value)) for name, value in given.items()))
        compiled = self.kept.get(shape)
        if compiled is None:
            if len(self.kept) >= MOST_SHAPES:
                self.kept.clear()
            signs = {name: _sign(value, place) for place, (name, value) in enumerate(given.items())}
            compiled = self.kept[shape] = _Compiled(self.build(*form, **signs), signs)
        return compiled

    def count(self, *form: Hashable, **values: Value) -> int:
        """How many rows there are; the queryset's own limit is the most that are counted."""
        return self._compiled(form, values).count(_given(values))

    def first(self, *form: Hashable, **values: Value) -> Row | None:
        """The first row, or None."""
        return next(iter(self(*form, **values)), None)


def _given(values: dict[str, Value]) -> dict[str, Value]:
    return {name: _padded(value) for name, value in values.items()}


def _padded(value: Value) -> Value:
    """A list filled to a power of two by its last number, so that few forms serve all lengths."""
    if isinstance(value, (datetime, int, str)):
        return value
    size = 1 << (len(value) - 1).bit_length()
    return [*value, *[value[-1]] * (size - len(value))]


def _size(value: Value) -> int:
    return len(value) if isinstance(value, list) else 0


def _sign(value: Value, place: int) -> Any:
    """What stands for a value while the SQL is made; no real value is ever like it."""
    if isinstance(value, datetime):
        return FIRST_MOMENT + timedelta(microseconds=place + 1)
    if isinstance(value, int):
        return FIRST_NUMBER + place
    if isinstance(value, str):
        return f"\x01{place}\x01"
    return [FIRST_NUMBER + 1000 * (place + 1) + n for n in range(len(value))]


class _Compiled(Generic[Row]):
    """One query as SQL with the places of its values."""

    def __init__(self, queryset: QuerySet[Any, Row], signs: dict[str, Any]) -> None:
        self.queryset = queryset
        using = queryset.db
        self.compiler = queryset.query.get_compiler(using=using)
        sql, parameters = self.compiler.as_sql()
        places = self._places(sql, list(parameters), signs)
        self.statement = Statement(sql, list(parameters), places, connections[using])
        fields = [each[0] for each in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(fields)

    def _places(self, sql: str, parameters: list[Any], signs: dict[str, Any]) -> list[Place]:
        """Where among the parameters the values stand."""
        wanted: dict[Any, tuple[str, int]] = {}
        for name, sign in signs.items():
            if isinstance(sign, list):
                wanted |= {each: (name, n) for n, each in enumerate(sign)}
            else:
                wanted[self._adapted(sign)] = (name, -1)
        found = [
            (place, *wanted[each])
            for place, each in enumerate(parameters)
            if isinstance(each, Hashable) and each in wanted
        ]
        missing = signs.keys() - {name for _place, name, _n in found}
        if missing:
            msg = f"The SQL does not hold {', '.join(sorted(missing))} as given: {sql}"
            raise LookupError(msg)
        return found

    def _adapted(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return self.compiler.connection.ops.adapt_datetimefield_value(value)
        return value

    def _fetched(self, values: dict[str, Any], around: str = "%s") -> list[tuple[Any, ...]]:
        """Rows of whichever database readers are sent to now; all of them speak the same SQL."""
        adapted = {name: self._adapted(value) for name, value in values.items()}
        return self.statement.fetch(connections[self._using()], adapted, around=around)

    def _using(self) -> str:
        return router.db_for_read(self.queryset.model)

    def count(self, values: dict[str, Any]) -> int:
        ((number,),) = self._fetched(values, "SELECT COUNT(*) FROM (%s) counted")
        return int(number)

    def rows(self, values: dict[str, Any]) -> list[Row]:
        using = self._using()
        found = self._fetched(values)
        compiler = copy.copy(self.compiler)
        compiler.using, compiler.connection = using, connections[using]
        compiler.execute_sql = lambda *_a, **_k: [found]
        compiler.get_converters = lambda _fields: self.converters
        maker: Any = self.queryset._iterable_class  # Any: Django's own, which asks for a queryset
        made: list[Row] = list(maker(_Asked(self.queryset, compiler, using)))
        return made


class _Asked:
    """A queryset, and its query too, to Django's own row makers: answers with our compiler."""

    def __init__(self, queryset: QuerySet[Any, Any], compiler: Any, using: str) -> None:
        self.queryset, self.compiler, self.db = queryset, compiler, using

    @property
    def query(self) -> _Asked:
        return _Asked(self.queryset.query, self.compiler, self.db)  # type: ignore[arg-type]

    def get_compiler(self, *_arguments: Any, **_named: Any) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.queryset, name)
