"""What every test has: a clean database, a folder for uploads, a fast hasher, one browser, guards."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from articles import freshness
from media import kept_child
from tests import chromium, migrated, plugin, sharing
from tests.answering import Counted

UPLOADS = plugin.folder / "uploads"
GUARDED = pytest.StashKey[bool]()
"""Whether the test that runs has the guard of the public door."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite in a file, as a site has it: one in memory refuses whoever comes while another writes."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if "sqlite" in default["ENGINE"]:
        default.setdefault("TEST", {})["NAME"] = str(plugin.folder / "tests.sqlite3")


@pytest.fixture(scope="session")
def _original(request: pytest.FixtureRequest) -> migrated.Original | None:
    """The database that the workers on SQLite share the making of."""
    beside = getattr(request.config, "workerinput", {}).get(sharing.MARKS)
    return None if plugin.on_postgres() or not beside else migrated.Original(Path(beside))


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_keepdb: bool,
    _original: migrated.Original | None,
    django_db_modify_db_settings: None,
) -> bool:
    return django_db_keepdb or bool(_original and _original.taken(plugin.folder / "tests.sqlite3"))


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_keepdb: bool,
    django_db_blocker: Any,
    _original: migrated.Original | None,
) -> Iterator[None]:
    """After a test that commits, the rows are again those of a site just migrated."""
    with django_db_blocker.unblock():
        if _original and not django_db_keepdb:
            _original.keep()
        with migrated.instead_of_flush():
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
    """Knows whether it is still at something; between two tests it answers nobody."""
    server = live_server.thread.httpd
    server.set_app(Counted(server.get_app()))
    return live_server


def _answering(live_server: Any) -> Counted:
    counted: Counted = live_server.thread.httpd.get_app()
    return counted


_session_names = map("newsroom_session_{}".format, count(1))


@pytest.fixture
def browser(_chromium: Any, live_server: Any, settings: Any) -> Iterator[Any]:
    """The worker's browser; what this test opened is closed, and answered, before the rows go.

    A tab that closes still says so to the server, and a session that is gone has its cookie deleted
    by name: with a name of its own no test signs out the next one in the same window. What a tab
    says too late, while the rows go, is not heard.
    """
    settings.SESSION_COOKIE_NAME = next(_session_names)
    _answering(live_server).open()
    yield _chromium
    chromium.leave(_chromium)
    assert _answering(live_server).shut(chromium.PATIENCE / 1000)


@pytest.fixture(autouse=True, scope="session")
def _uploads() -> None:
    """One folder that is there only when a test put something into it."""
    from django.conf import settings

    settings.MEDIA_ROOT = UPLOADS


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Nothing that a test cached or uploaded is there for the next one; no fixture, as most have none."""
    cache.clear()
    if UPLOADS.exists():
        shutil.rmtree(UPLOADS)


@pytest.fixture(autouse=True, scope="session")
def _fast_passwords() -> Iterator[None]:
    from django.conf import settings

    before = settings.PASSWORD_HASHERS
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    settings.PASSWORD_HASHERS = before


@pytest.fixture(autouse=True, scope="session")
def _one_decoder() -> Iterator[None]:
    """Children for pictures come from one process, as in an import: a fork, and no start of Python."""
    with kept_child.kept():
        yield


@pytest.fixture
def decoders_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each picture has a process started for it, as one that an editor brings; its time is told when it ends."""
    monkeypatch.setattr(kept_child, "_kept", [])


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


@pytest.fixture(autouse=True, scope="session")
def _contexts_of_pages_only(django_test_environment: None) -> Iterator[None]:
    """A client keeps the context of a page, and none of the cards and fields that it includes."""
    from django.template.base import Template

    told = Template._render  # type: ignore[attr-defined]

    def render(self: Template, context: Any) -> Any:
        return told(self, context) if context.template is self else self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


def pytest_runtest_setup(item: pytest.Item) -> None:
    item.session.stash[GUARDED] = not item.get_closest_marker("no_door_guard")


@pytest.fixture(autouse=True, scope="session")
def _one_public_door(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails any anonymous request whose SQL reads stories without the public predicate."""
    from django.test import Client

    ask, stash = Client.request, request.session.stash

    def guarded(self: Client, **environ: Any) -> Any:
        path = str(environ.get("PATH_INFO", "/"))
        is_desk = path.startswith("/admin") or "newsroom_session" in self.cookies
        if is_desk or not stash[GUARDED]:
            return ask(self, **environ)
        with connection.execute_wrapper(door_guard):
            return ask(self, **environ)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", guarded)
        yield


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
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept pages, and what was read of the number, are trusted however slow the machine is."""
    from articles.public import page_cache

    monkeypatch.setattr(freshness, "REMEMBERED", 3600.0)
    monkeypatch.setattr(page_cache, "LONGEST", 3600.0)


@pytest.fixture
def through_page_cache(settings: Any) -> Iterator[None]:
    """Readers come through the page cache, which is empty before and after."""
    settings.PAGE_CACHE = True
    cache.clear()
    freshness._memory.clear()
    yield
    cache.clear()
    freshness._memory.clear()
