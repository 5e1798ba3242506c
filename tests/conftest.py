"""What every test has: a clean database, a folder for uploads, a fast hasher, one browser, guards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from articles import freshness
from tests import chromium, migrated, plugin
from tests.answering import Counted


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite in a file, as a site has it: one in memory refuses whoever comes while another writes."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if "sqlite" in default["ENGINE"]:
        default.setdefault("TEST", {})["NAME"] = str(plugin.folder / "tests.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After a test that commits, the rows are again those of a site just migrated."""
    with django_db_blocker.unblock(), migrated.instead_of_flush():
        yield


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import expect

    expect.set_options(timeout=chromium.PATIENCE)
    try:
        chromium.executable()
    except chromium.NoChromium as reason:
        pytest.skip(str(reason))
    with chromium.started(chromium.ALONE) as running:
        yield running


@pytest.fixture(scope="session")
def live_server(live_server: Any) -> Any:
    """Knows whether it is still at something."""
    server = live_server.thread.httpd
    server.set_app(Counted(server.get_app()))
    return live_server


@pytest.fixture
def browser(_chromium: Any, live_server: Any) -> Iterator[Any]:
    """The worker's browser; what this test opened is closed, and answered, before the rows go."""
    yield _chromium
    chromium.leave(_chromium)
    assert live_server.thread.httpd.get_app().is_quiet(chromium.PATIENCE / 1000)


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


@pytest.fixture(autouse=True, scope="session")
def _static_files_found_once() -> Iterator[None]:
    """Each client starts the middlewares anew; WhiteNoise need not walk all static files each time."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    walk = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[str, Any] = {}

    def once(self: Any) -> None:
        if not found:
            walk(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


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


@pytest.fixture
def through_page_cache(settings: Any) -> Iterator[None]:
    """Readers come through the page cache, which is empty before and after."""
    settings.PAGE_CACHE = True
    cache.clear()
    freshness._memory.clear()
    yield
    cache.clear()
    freshness._memory.clear()
