"""SQLite's writers stand in a queue: in turn, freed by every end, and never a reason to fail."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction

from newsroom.databases import Options, configured
from newsroom.sqlite import turns
from newsroom.sqlite.base import DatabaseWrapper
from newsroom.sqlite.turns import Turn

PATIENCE = 60.0


def is_free(path: Path, name: str) -> bool:
    handle = os.open(f"{path}-{name}", os.O_RDONLY | os.O_CREAT)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def test_who_asks_again_at_once_stands_behind_the_one_who_waits(tmp_path: Path) -> None:
    path, order = tmp_path / "site.sqlite3", []
    eager, patient = Turn(path, PATIENCE), Turn(path, PATIENCE)
    eager.take()

    def wait() -> None:
        patient.take()
        order.append("patient")
        patient.end()

    waiting = threading.Thread(target=wait)
    waiting.start()
    while is_free(path, "queue"):
        pass
    assert order == []
    eager.end()
    eager.take()
    order.append("eager")
    eager.end()
    waiting.join()
    assert order == ["patient", "eager"]


def test_who_waited_long_enough_goes_on_and_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "site.sqlite3"
    first, second = Turn(path, PATIENCE), Turn(path, 0.01)
    first.take()
    second.take()
    assert second.held < 0
    first.end()
    latest = time.monotonic() + PATIENCE
    while not is_free(path, "turn"):  # the wait that was given up has it for a moment
        assert time.monotonic() < latest
    Turn(tmp_path / "nowhere" / "site.sqlite3", 1).take()


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: Any) -> Iterator[Any]:
    found = configured(
        {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "site.sqlite3")},
        Options(0, 0, 0, prepares=False),
    )
    usual = {"TIME_ZONE": None, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False}  # fmt: skip
    wrapper = DatabaseWrapper({**usual, **found}, DEFAULT_DB_ALIAS)
    with django_db_blocker.unblock():
        with wrapper.cursor() as cursor:
            cursor.execute("CREATE TABLE story (id INTEGER PRIMARY KEY)")
        yield wrapper
        wrapper.close()


def test_every_write_has_its_turn_and_every_end_gives_it_up(
    database: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, taken = tmp_path / "site.sqlite3", []
    take = Turn.take
    monkeypatch.setattr(turns.Turn, "take", lambda self: (taken.append(1), take(self)))
    with database.cursor() as cursor:
        cursor.execute("INSERT INTO story VALUES (1)")
        cursor.executemany("INSERT INTO story VALUES (%s)", [(2,), (3,)])
        assert (len(taken), is_free(path, "turn")) == (2, True)
        cursor.execute("SELECT * FROM story")
        assert len(taken) == 2
        with pytest.raises(DatabaseError):
            cursor.execute("INSERT INTO story VALUES (1)")
        assert is_free(path, "turn")
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: database)
    for is_good in (True, False):
        try:
            with transaction.atomic():
                assert not is_free(path, "turn")
                with database.cursor() as cursor:
                    cursor.execute("INSERT INTO story VALUES (%s)", [10 if is_good else 1])
        except DatabaseError:
            assert not is_good
        assert is_free(path, "turn")
    monkeypatch.undo()
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert not is_free(path, "turn")
    database.close()
    assert is_free(path, "turn")
