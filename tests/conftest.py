"""What every test has: a temporary upload folder, a fast password hasher, and the site's guards."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture(autouse=True, scope="session")
def _fast_passwords() -> Iterator[None]:
    from django.conf import settings

    before = settings.PASSWORD_HASHERS
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    settings.PASSWORD_HASHERS = before


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    yield
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _one_public_door(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails any anonymous request whose SQL reads stories without the public predicate."""
    if request.node.get_closest_marker("no_door_guard"):
        return
    from django.test import Client

    ask = Client.request

    def guarded(self: Client, **environ: Any) -> Any:
        path = str(environ.get("PATH_INFO", "/"))
        if path.startswith("/admin") or "newsroom_session" in self.cookies:
            return ask(self, **environ)
        with connection.execute_wrapper(door_guard):
            return ask(self, **environ)

    monkeypatch.setattr(Client, "request", guarded)


READS_STORIES = re.compile(r'(?:FROM|JOIN)\s+"articles_article"', re.IGNORECASE)
CLOCK = re.compile(
    r'^SELECT MIN\("articles_article"\."(?:published_at|embargo_until)"\) AS "first" FROM'
)
"""The page cache asks when the next story is due: a time and no word of any story."""
PREDICATE = re.compile(r'"visibility"\s*(?:=|IN)', re.IGNORECASE)


def door_guard(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """An execute wrapper that lets no query on stories pass without published()'s predicate."""
    reads = READS_STORIES.search(sql) and sql.lstrip().upper().startswith(("SELECT", "WITH"))
    if (
        reads
        and not CLOCK.match(sql)
        and not (PREDICATE.search(sql) and '"published_at" <=' in sql)
    ):
        raise AssertionError(f"a public page reads stories past the public door: {sql[:600]}")
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True, scope="session")
def _patient_flush() -> Iterator[None]:
    """A request that a closing browser left behind may still hold SQLite's tables: wait for it."""
    from django.core.management import CommandError
    from django.core.management.commands.flush import Command

    flush = Command.handle

    def patient(self: Any, *args: Any, **options: Any) -> Any:
        for _turn in range(40):
            try:
                return flush(self, *args, **options)
            except CommandError as error:
                if "locked" not in str(error.__cause__):
                    raise
                time.sleep(0.25)
        return flush(self, *args, **options)

    Command.handle = patient  # type: ignore[method-assign]
    yield
    Command.handle = flush  # type: ignore[method-assign]
