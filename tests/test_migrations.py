"""A migration meets a site that runs the code of before: it only adds, it goes back, it steps aside."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from newsroom.management.commands import migrate

APPS = ("articles", "media")
TAKE_AWAY = (
    migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel,
    migrations.AlterModelTable,
)  # fmt: skip
"""What the code of before, still serving, would stumble over."""
FOUNDING = {
    "0001_initial", "0002_search_index", "0003_search_ties", "0004_fronts_by_edition",
}  # fmt: skip
"""Older than any site that runs: there is no code of before. A later one that must take away what no
release uses any more is named here with its release."""


def operations(*, later: bool = False) -> Iterator[tuple[str, str, Operation]]:
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app in APPS and not (later and name in FOUNDING):
            yield from ((app, name, operation) for operation in migration.operations)


def test_no_migration_takes_away_what_the_code_of_before_uses() -> None:
    found = [
        (app, name, operation.describe())
        for app, name, operation in operations(later=True)
        if isinstance(operation, TAKE_AWAY)
    ]
    assert found == []


def test_a_new_column_has_a_default_in_the_database() -> None:
    """The code of before writes rows without it; a default of Django's own is none to the database."""
    new = [(n, o) for _app, n, o in operations(later=True) if isinstance(o, migrations.AddField)]
    assert new
    assert [(name, o.model_name, o.name) for name, o in new if not is_filled(o, name)] == []


def is_filled(operation: migrations.AddField, name: str) -> bool:
    """Whether a row may leave the column out, or the table is as new as the column."""
    field: Any = operation.field
    if field.many_to_many or field.null or field.has_db_default():
        return True
    return any(
        isinstance(other, migrations.CreateModel) and other.name.lower() == operation.model_name.lower()
        for _app, where, other in operations()
        if where == name
    )  # fmt: skip


def test_every_step_goes_back() -> None:
    assert [(app, name, o.describe()) for app, name, o in operations() if not o.reversible] == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_change_that_waits_steps_aside_and_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody reads the table: the change gives up in time and comes through once they are done."""
    reader = connection.copy()
    reader.ensure_connection()
    reader.set_autocommit(False)
    reader.cursor().execute("SELECT count(*) FROM articles_draft")
    monkeypatch.setattr(migrate, "WAITS_MS", 20)
    paused = threading.Event()

    def pause(_seconds: float) -> None:
        paused.set()
        reader.rollback()

    def change(self: Any, *_args: Any, **_options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE articles_draft ADD COLUMN late text")
            cursor.execute("ALTER TABLE articles_draft DROP COLUMN late")

    monkeypatch.setattr(migrate.time, "sleep", pause)
    monkeypatch.setattr(migrate.migrate.Command, "handle", change)
    said = io.StringIO()
    try:
        call_command("migrate", verbosity=0, stderr=said)
        assert paused.is_set()
        assert "asking again" in said.getvalue()
        reader.cursor().execute("SELECT count(*) FROM articles_draft")
        monkeypatch.setattr(migrate, "TRIES", 1)
        with pytest.raises(OperationalError, match="lock timeout"):
            call_command("migrate", verbosity=0, stderr=said)
    finally:
        reader.close()
