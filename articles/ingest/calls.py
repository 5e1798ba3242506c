"""One call of the import as its command takes it: arguments checked, progress and report around a run."""

from __future__ import annotations

import difflib
import signal
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from articles.ingest import ledger
from articles.ingest.console import Console
from articles.ingest.formats import FORMATS
from articles.ingest.outbound import allowed
from articles.ingest.pipeline import Options, Result, run_import
from articles.ingest.report import planned_facts
from articles.ingest.report_page import Rows, write_page
from articles.ingest.rows.aliases import ALIASES
from articles.ingest.watching import make_places
from articles.ingest.writer import Outcome

ALONE_WITHOUT_WATCH = ("dry_run", "resume", "json", "report")
"""Options of a run that ends."""


class WrongCall(Exception):
    """Arguments that make no sense together; a sentence with what to write instead."""


class BrokenOff(Exception):
    """A run that the machine ended, such as by a full disk; a sentence with how to go on."""


@dataclass(slots=True)
class Kept:
    """What a call keeps of its run for `--json` and `--report`."""

    json: bool
    report: str
    stories: list[dict[str, Any]] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)

    def __call__(self, outcome: Outcome) -> None:
        if self.json and (facts := planned_facts(outcome)) is not None:
            self.stories.append(facts)
        if self.report:
            self.rows.add(outcome)


def options_from(given: Mapping[str, Any]) -> Options:
    """The arguments of import_articles as Options; raises WrongCall."""
    if given["format"] and given["format"] not in FORMATS:
        raise WrongCall(
            f"There is no format “{given['format']}”. {nearest(given['format'], FORMATS)}"
        )
    if given["fetch_pictures"] and not given["allow_host"]:
        raise WrongCall("--fetch-pictures asks nobody without --allow-host; name each host.")
    if given["allow_host"] and not given["fetch_pictures"]:
        raise WrongCall("--allow-host names who is asked; nobody is without --fetch-pictures.")
    try:
        door = allowed(given["allow_host"]) if given["fetch_pictures"] else None
    except ValueError as error:
        raise WrongCall(f"--allow-host: {error}") from error
    call = Options(
        paths=list(given["paths"]),
        tells_stories=given["json"],
        format=given["format"],
        source=given["source"],
        publish=given["publish"],
        dry_run=given["dry_run"],
        columns=columns_from(given["map"]),
        fetch=door,
    )
    if given["watch"]:
        _check_watch(given)
    if given["resume"]:
        return _resumed(call)
    if not call.paths and not given["watch"]:
        raise WrongCall("Name a file, folder, pattern or archive, or - for standard input.")
    return call


def _check_watch(given: Mapping[str, Any]) -> None:
    """The folder is the whole input, and its files are moved: no other way of calling goes with it."""
    named = [f"--{name.replace('_', '-')}" for name in ALONE_WITHOUT_WATCH if given[name]]
    if given["paths"] or named:
        beside = " and ".join(["a PATH"] * bool(given["paths"]) + named)
        raise WrongCall(f"--watch imports what arrives in its folder; leave {beside} out.")
    folder = Path(given["watch"])
    if not folder.is_dir():
        raise WrongCall(f"--watch: {folder} is no folder.")
    try:
        make_places(folder)
    except OSError as error:
        raise WrongCall(
            f"--watch: files cannot be moved to done and failed in {folder}: {error.strerror}. "
            "Give the import the right to write there."
        ) from error


def _resumed(call: Options) -> Options:
    """The paths and options of the newest interrupted run."""
    run = ledger.newest_interrupted()
    if run is None:
        raise WrongCall("No import was interrupted; there is nothing to go on with.")
    if call.paths and call.paths != run.paths:
        raise WrongCall(f"--resume goes on with {run}; leave the paths out.")
    known = {name: run.options[name] for name in call.facts() if name in run.options}
    return Options(
        paths=list(run.paths), fetch=call.fetch, tells_stories=call.tells_stories, **known
    )


def columns_from(given: list[str]) -> dict[str, str]:
    """--map FIELD=COLUMN as a dict; raises WrongCall for one without "=" or of no field of ours."""
    columns = {}
    for pair in given:
        name, parted, column = pair.partition("=")
        if not parted or not name or not column:
            raise WrongCall(f"--map: write FIELD=COLUMN instead of “{pair}”.")
        if name not in ALIASES:
            raise WrongCall(f"--map: there is no field “{name}”. {nearest(name, sorted(ALIASES))}")
        columns[name] = column
    return columns


def nearest(name: str, known: Collection[str]) -> str:
    """A hint for a mistyped word: the likely one, or all of them."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Choose one of: {', '.join(known)}."


def carry_out(call: Options, kept: Kept, *, quiet: bool) -> tuple[Result, float]:
    """Runs the import under a progress display that Ctrl-C ends; the result and its seconds.

    Raises WrongCall, ImportRuns, and BrokenOff where disk or database failed.
    """
    started = time.monotonic()
    if kept.report:
        _check_writable(Path(kept.report))
    try:
        with Stopper() as stopper, Console(quiet=quiet, stopping=stopper) as console:
            result = run_import(
                call, on_outcome=kept, on_progress=console.show, should_stop=stopper
            )
        if kept.report:
            write_page(Path(kept.report), result, kept.rows)
    except DatabaseError as error:
        if lacking := lacking_migrations():
            raise WrongCall(
                f"The database lacks {lacking} migrations of this version. Run: manage.py migrate"
            ) from error
        if isinstance(error, OperationalError) and not _is_ours(error):
            raise BrokenOff(broken_off("database", str(error))) from error
        raise
    except OSError as error:
        where = error.filename or "disk"
        raise BrokenOff(broken_off(where, error.strerror or str(error))) from error
    return result, time.monotonic() - started


def _is_ours(error: OperationalError) -> bool:
    """A statement that SQLite does not understand: a fault of the code, to be seen whole."""
    return getattr(error.__cause__, "sqlite_errorname", "") == "SQLITE_ERROR"


def broken_off(where: str, why: str) -> str:
    """What happened, what stands, and the way on."""
    return (
        f"The import broke off: {where}: {why.strip()}. What was done before is whole and stays. "
        "Mend that (make room, give the right to write, start the database), "
        "then run the same command again: it goes on where it stood."
    )


def _check_writable(path: Path) -> None:
    """Before the run, not after it; an older report stays until the new one is written."""
    try:
        with path.open("a"):
            pass
    except OSError as error:
        raise WrongCall(f"--report: {path} cannot be written: {error.strerror}.") from error


def lacking_migrations() -> int:
    """How many migrations of the code the database has not had; 0 if it cannot be asked."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return 0


def _is_ignored(number: int) -> bool:
    return signal.getsignal(number) is signal.SIG_IGN


class Stopper:
    """Ctrl-C, TERM and a lost terminal ask the run to end after the batch; a second one ends it at once.

    A shell's script starts what it ends with & deaf to Ctrl-C, so INT is heard all the same:
    whoever sends it to a watched folder means it.
    """

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        return self.asked

    def __enter__(self) -> Stopper:
        self._before = {
            number: signal.signal(number, self._ask)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
            if number != signal.SIGHUP or not _is_ignored(number)  # nohup means what it says
        }
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
