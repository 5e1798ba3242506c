"""Which database the tests run on, settled before Django reads its settings.

`pytest` runs three workers side by side: the first has SQLite and what touches the database, the second
a real PostgreSQL and the same again, the third what waits most of its time, for a browser or for another
process; the rest is taken by who is free, so that all end together. Where there is no PostgreSQL the
second takes nothing. `pytest -n0` is one run on SQLite, and with TEST_DATABASE=postgres one on PostgreSQL.

Proofs that take seconds each are marked `thorough`: `pytest` alone leaves them out, `pytest -m thorough` runs
them, `pytest --thorough` everything. Whoever names a file, a word or a marker gets all that it means.
PostgreSQL is asked anew what databases answer in ways of their own, and the rest as such a proof (tests/databases.py).
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as drawing

from tests import databases, sharing
from tests.postgres import NoPostgres, Server
from tests.sharing import ON_POSTGRES, ON_SQLITE, WAITING

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
BRIEF = "brief"
"""Under this name workers are told that proofs marked `thorough` are left out."""
IN_CI = bool(os.environ.get("CI"))
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}

server: Server | None = None
no_postgres = ""
folder = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))


def on_postgres() -> bool:
    return WORKER == ON_POSTGRES or os.environ.get("TEST_DATABASE") == "postgres"


def _prepare() -> None:
    global server, no_postgres
    for name in ("DEMO", "DEBUG", "SITE_URL", "SECRET_KEY", "CACHE_URL", "DATABASE_REPLICA_URLS"):
        os.environ.pop(name, None)
    os.environ["DATA_DIR"] = str(folder)
    (folder / "static").mkdir()  # as after collectstatic: without it each client warns
    os.environ["STATIC_HASHED"] = "0"
    os.environ["PAGE_CACHE"] = "0"  # tests/public/test_page_cache.py switches it on
    os.environ["LOG_LEVEL"] = "CRITICAL"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'tests.sqlite3'}"
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop
    if on_postgres():
        try:
            os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or start_server()
        except NoPostgres as reason:
            no_postgres = str(reason)


def start_server() -> str:
    global server
    server = Server()
    return server.url


_prepare()

# A seventh of the processor's time less than with 700, 10, 10: what was collected stands to the end,
# a million objects, and need not be walked some hundred times, nor while they are made.
gc.set_threshold(20_000, 10, 50)
gc.disable()

# The same examples in each run, on a machine however slow; `--hypothesis-profile=default` looks for new ones.
drawing.register_profile(
    "suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
drawing.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough", action="store_true", help="run the proofs that take seconds each as well"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Shared out, a test would run on one database alone, and two lists of tests that differ cannot be."""
    if not WORKER and config.getoption("dist", "no") not in {"no", "each"}:
        raise pytest.UsageError("Each worker has its own tests: leave --dist as it is (each).")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Called where the workers are started: they share a folder that ends with the whole run."""
    gc.enable()  # nothing is collected here
    marks = folder / sharing.MARKS
    marks.mkdir(exist_ok=True)
    node.workerinput[sharing.MARKS] = str(marks)
    node.workerinput[BRIEF] = is_brief(node.config)


def is_brief(config: pytest.Config) -> bool:
    """Whether nobody asked for more than the tests: no path, no expression, no option that wants them all."""
    options = ("markexpr", "keyword", "thorough", "lf")
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not any(
        map(config.getoption, options)
    )


def _is_for_others(file: Path, config: pytest.Config) -> bool:
    """A path that somebody named is read by each worker, whosever its tests are."""
    is_brief_worker = getattr(config, "workerinput", {}).get(BRIEF)
    is_test = file.name.startswith("test_") and file.suffix == ".py"
    return bool(is_brief_worker and is_test and sharing.are_anothers(file, WORKER))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Nobody imports a file for the tests of another worker alone."""
    return _is_for_others(collection_path, config) or None


def pytest_collection(session: pytest.Session) -> None:
    if WORKER and session.config.workerinput[BRIEF]:  # type: ignore[attr-defined]
        files = sorted((session.config.rootpath / "tests").rglob("test_*.py"))
        own = [file for file in files if not _is_for_others(file, session.config)]
        marks = Path(session.config.workerinput[sharing.MARKS])  # type: ignore[attr-defined]
        sharing.import_in_turn(marks, session.config.rootpath, own)


def pytest_itemcollected(item: pytest.Item) -> None:
    """On PostgreSQL a test is a proof where one like it was asked there."""
    if (
        on_postgres()
        and _means_much_on_postgres(item)
        and not any(map(item.get_closest_marker, ("postgres", "browser", "thorough")))
        and databases.is_asked_elsewhere(item)
    ):
        item.add_marker("thorough")


def _leave_out_thorough(config: pytest.Config, items: list[pytest.Item]) -> None:
    workerinput = getattr(config, "workerinput", None)
    if workerinput[BRIEF] if workerinput else is_brief(config):
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of three workers each leaves out what is another's; of one, what means nothing on its database."""
    _leave_out_thorough(config, items)
    shared: list[pytest.Item] = []
    if WORKER:
        takers = [(item, _takers(item)) for item in items]
        own = [item for item, workers in takers if WORKER in workers]
        shared = [item for item, workers in takers if not workers]
    elif on_postgres():
        own = [item for item in items if _means_much_on_postgres(item)]
    else:
        own = [item for item in items if not item.get_closest_marker("postgres")]
    if no_postgres:
        for item in own:
            item.add_marker(pytest.mark.skip(reason=no_postgres))
    if shared:
        own = sharing.in_turn(config, own, shared, from_behind=WORKER == WAITING)
    chosen = set(own)
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = own


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()


def _takers(item: pytest.Item) -> set[str]:
    """The workers that a test is for; none where anyone may take it."""
    if item.get_closest_marker("postgres"):
        return {ON_POSTGRES}
    if item.get_closest_marker("browser"):
        return {WAITING}
    if _means_much_on_postgres(item):
        return {ON_SQLITE, ON_POSTGRES}
    if hasattr(getattr(item, "module", None), "subprocess"):
        return {WAITING}
    return {ON_SQLITE} if _reads_database(item) else set()


def _reads_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


def _means_much_on_postgres(item: pytest.Item) -> bool:
    return _reads_database(item) and not item.get_closest_marker("sqlite")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """In CI a browser or PostgreSQL test that would be skipped is a failure."""
    outcome = yield
    report = outcome.get_result()
    needed = item.get_closest_marker("browser") or no_postgres
    if IN_CI and needed and report.skipped and "no shared data" not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"


def pytest_unconfigure(config: pytest.Config) -> None:
    if server is not None:
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)
