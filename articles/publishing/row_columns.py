"""A row that has no versions of its own, as the audit log keeps it: enough to take a change of it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.db import models, router
from django.db.models import Model

Columns = dict[str, Any]
NEVER_KEPT = frozenset({"password", "last_login"})
"""A digest of a password is a secret, and a sign-in is no change."""
MOST_GONE = 5_000
"""Rows that one deletion takes along and that are kept; a person in more stories comes back from a backup."""


@dataclass(slots=True)
class Stand:
    """A row and the rows of its own form, such as a person's other names, at one moment."""

    label: str
    row: Columns
    tied: dict[str, Columns] = field(default_factory=dict)
    """Label and key, such as "articles.personalias 7" -> columns."""

    def is_of(self, row: Model) -> bool:
        return self.label == label_of(row) and self.row[_key(self.label)] == row.pk


def label_of(row: Model | type[Model]) -> str:
    return str(row._meta.label_lower)


def columns_of(row: Model) -> Columns:
    """Every column and every set of ties to others, as JSON holds them."""
    values = {
        each.attname: _plain(each.value_from_object(row))
        for each in row._meta.concrete_fields
        if each.name not in NEVER_KEPT
    }
    for many in row._meta.many_to_many:
        values[many.name] = sorted(getattr(row, many.name).values_list("pk", flat=True))
    return values


def stand_of(row: Model, inlines: Iterable[tuple[type[Model], str]] = ()) -> Stand:
    """The row as the database has it now; `inlines` are models and their keys to it."""
    stand = Stand(label_of(row), columns_of(type(row)._base_manager.get(pk=row.pk)))
    for model, key in inlines:
        for each in model._base_manager.filter(**{key: row.pk}):
            stand.tied[f"{label_of(model)} {each.pk}"] = columns_of(each)
    return stand


def changed(before: Stand, after: Stand) -> dict[str, Any] | None:
    """What the audit log keeps of a change: the columns that differ, before and after.

    A row of the form that was not there before, or is no longer, has null on that side.
    """
    key = before.row[_key(before.label)]
    rows = [[before.label, key, *_differing(before.label, before.row, after.row)]]
    for name in {**before.tied, **after.tied}:
        label, _space, tied = name.rpartition(" ")
        then, now = before.tied.get(name), after.tied.get(name)
        sides = _differing(label, then, now) if then and now else (then, now)
        rows.append([label, int(tied), *sides])
    rows = [row for row in rows if row[2] != row[3]]
    return {"changed": rows} if rows else None


def gone(row: Model) -> dict[str, Any] | None:
    """What the audit log keeps of a deletion: the row, all that goes with it, and who pointed to them.

    None where that is too much, or where the database will refuse anyway.
    """
    found = NestedObjects(using=router.db_for_write(type(row)))
    found.collect([row])
    if found.protected or sum(map(len, found.data.values())) > MOST_GONE:
        return None
    let_go: list[list[Any]] = []
    for (column, _value), sets in found.field_updates.items():
        model = column.model
        for several in sets:
            some: Any = several  # a list or a query
            keys = [each.pk for each in some[: MOST_GONE + 1]]
            held = model._base_manager.filter(pk__in=keys).values_list("pk", column.attname)
            let_go += [[label_of(model), pk, column.attname, value] for pk, value in held]
        if len(let_go) > MOST_GONE:
            return None
    rows = [each for model in found.data for each in _whole(model, found.data[model])]
    return {"gone": [[label_of(each), columns_of(each)] for each in rows], "let_go": let_go}


def _whole(model: type[Model], rows: Iterable[Model]) -> Iterable[Model]:
    """The nested rows may be deferred."""
    return model._base_manager.filter(pk__in=[each.pk for each in rows])


def made_of(label: str, columns: Columns) -> tuple[Model, dict[str, list[int]]]:
    """A row with these columns, not saved, and its sets of ties."""
    model = apps.get_model(label)
    row: Model = model()
    ties = {}
    for name, value in columns.items():
        if isinstance(model._meta.get_field(name), models.ManyToManyField):
            ties[name] = value
        else:
            put(row, name, value)
    return row, ties


def put(row: Model, name: str, value: Any) -> None:
    """Sets a column to what JSON kept of it."""
    column: Any = row._meta.get_field(name)
    setattr(row, column.attname, column.to_python(value))


def _differing(label: str, before: Columns, after: Columns) -> tuple[Columns, Columns]:
    """Without the times that move at every save."""
    moving = {
        each.attname
        for each in apps.get_model(label)._meta.concrete_fields
        if getattr(each, "auto_now", False)
    }
    names = [name for name in before if before[name] != after.get(name) and name not in moving]
    return {name: before[name] for name in names}, {name: after.get(name) for name in names}


def _key(label: str) -> str:
    return str(apps.get_model(label)._meta.pk.attname)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.fields.files.FieldFile):
        return value.name or ""
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value
