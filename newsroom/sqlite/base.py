"""Django's SQLite, with a queue for its writers (newsroom.sqlite.turns)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from newsroom.sqlite.turns import Turn

WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that writes when it is its turn."""

    turn: Turn | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            patience = float(conn_params.get("timeout", 5))
            self.turn = Turn(Path(conn_params["database"]), patience)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        if self.turn is not None:
            self.turn.take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # not in the stubs
        except BaseException:
            self.end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc] # not in the stubs
        self.end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc] # not in the stubs
        finally:
            self.end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc] # not in the stubs
        finally:
            self.end_turn()

    def end_turn(self) -> None:
        if self.turn is not None:
            self.turn.end()

    @contextmanager
    def turn_for(self, query: str) -> Iterator[None]:
        """The turn for one statement that is a transaction of its own."""
        is_alone = self.turn is not None and not self.connection.in_transaction
        if self.turn is None or not is_alone or not WRITES.match(query):
            yield
            return
        self.turn.take()
        try:
            yield
        finally:
            self.turn.end()


class Cursor(base.SQLiteCursorWrapper):
    """A cursor whose single writes stand in the queue, too."""

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        with self.wrapper.turn_for(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self.wrapper.turn_for(query):
            return super().executemany(query, param_list)
