"""Copies of the whole site: the database by its own means while it is written to, uploads by name,
originals that lie in an object store (STORAGE_URL) among them.

A backup is a folder: `database.sqlite3` or `database.dump`, `uploads/`, `manifest.json` with a digest
of every file. Stored pictures never change under their names, so a later backup into the same
folder copies only what is new.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from newsroom import originals
from newsroom.originals import Copied

Say = Callable[[str], object]


class BackupFault(Exception):
    """What went wrong and what to do: a sentence."""


def back_up(folder: Path, *, say: Say = lambda line: None) -> Copied:
    """Writes a backup into `folder`; readable at once, whole even if the site is written to."""
    folder.mkdir(parents=True, exist_ok=True)
    say("Copying the database…")
    name = _dump_sqlite(folder) if connection.vendor == "sqlite" else _dump_postgresql(folder)
    say("Copying uploads…")
    done = _copy_uploads(settings.MEDIA_ROOT, folder / "uploads")
    if originals.are_elsewhere():
        say("Copying originals from the object store…")
        done.add(originals.copy_out(folder / "uploads"))
    manifest = {
        "made_at": timezone.now().isoformat(),
        "vendor": connection.vendor,
        "database": {"name": name, "sha256": digest(folder / name)},
        "uploads": {
            str(path): digest(folder / "uploads" / path) for path in _files(folder / "uploads")
        },
    }
    temporary = folder / "manifest.json.part"
    temporary.write_text(json.dumps(manifest, indent=1))
    temporary.replace(folder / "manifest.json")
    return done


def put_back(folder: Path, settle: Callable[[], object], *, say: Say = lambda line: None) -> Copied:
    """Replaces database and uploads by those of a backup, after checking every digest.

    Between the two it calls `settle`, which withdraws again what was withdrawn since: a site may be read
    meanwhile, and uploads take long. Raises BackupFault before anything is touched.
    """
    manifest = _checked_manifest(folder)
    say("Putting the database back…")
    if connection.vendor == "sqlite":
        _load_sqlite(folder / manifest["database"]["name"])
    else:
        _load_postgresql(folder / manifest["database"]["name"])
    settle()
    stored: set[str] = set()
    done = Copied()
    if originals.are_elsewhere():
        say("Putting originals back into the object store…")
        done, stored = originals.copy_in(folder / "uploads")
    say("Putting uploads back…")
    done.add(_copy_uploads(folder / "uploads", settings.MEDIA_ROOT, but=stored))
    return done


def _checked_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    except (OSError, ValueError) as error:
        raise BackupFault(
            f"{folder} holds no whole backup: its manifest.json is missing."
        ) from error
    if manifest["vendor"] != connection.vendor:
        raise BackupFault(
            f"The backup is of {manifest['vendor']} and this site runs on {connection.vendor}. "
            "Set DATABASE_URL to a database of the same kind."
        )
    wanted = {manifest["database"]["name"]: manifest["database"]["sha256"]}
    wanted |= {f"uploads/{name}": value for name, value in manifest["uploads"].items()}
    for name, value in wanted.items():
        path = folder / name
        if not path.is_file() or digest(path) != value:
            raise BackupFault(f"{path} is missing or was changed since the backup was made.")
    return manifest


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _dump_sqlite(folder: Path) -> str:
    """SQLite's own backup, at one go: in WAL mode it sees one moment and holds nobody up.

    In portions it would begin anew whenever another process commits.
    """
    name = "database.sqlite3"
    temporary = folder / f"{name}.part"
    temporary.unlink(missing_ok=True)
    source = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)
    target = sqlite3.connect(temporary)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        fault = target.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        target.close()
        source.close()
    if fault != "ok":
        raise BackupFault(f"The copy of the database is not sound: {fault}.")
    temporary.replace(folder / name)
    return name


def _load_sqlite(copy: Path) -> None:
    connections.close_all()
    source = sqlite3.connect(copy)
    target = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()


OF_THE_ADDRESS = {
    "PGSSLMODE": "sslmode",
    "PGSSLROOTCERT": "sslrootcert",
    "PGSSLCERT": "sslcert",
    "PGSSLKEY": "sslkey",
    "PGTARGETSESSIONATTRS": "target_session_attrs",
}
"""What DATABASE_URL may ask of a connection: of these, a copy is made and put back as pages are read."""


def _postgresql_environment() -> dict[str, str]:
    """Libpq's variables of the site's database; the password is in no command line."""
    facts = settings.DATABASES["default"]
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    given = {name: str(facts[key]) for name, key in names.items() if facts.get(key)}
    asked = facts.get("OPTIONS", {})
    given |= {name: str(asked[key]) for name, key in OF_THE_ADDRESS.items() if key in asked}
    return {**os.environ, **given}


MISMATCH = "server version mismatch"


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupFault(f"{program} is not installed here. Install PostgreSQL's client programs.")
    done = subprocess.run(  # noqa: S603 - a fixed program, no shell
        [found, *arguments],
        env=_postgresql_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        told = " ".join(done.stderr.split()).removeprefix(f"{program}: ")
        cure = " Install the client programs of the server's version." if MISMATCH in told else ""
        raise BackupFault(f"{program} failed: {told}{cure}")


def _dump_postgresql(folder: Path) -> str:
    name = "database.dump"
    temporary = folder / f"{name}.part"
    try:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={temporary}")
    except BackupFault:
        temporary.unlink(missing_ok=True)
        raise
    temporary.replace(folder / name)
    return name


def _load_postgresql(copy: Path) -> None:
    connections.close_all()
    database = str(settings.DATABASES["default"]["NAME"])
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
        f"--dbname={database}", str(copy),
    )  # fmt: skip


def _files(folder: Path) -> Iterator[Path]:
    """Every file below, by its path from the folder, in a stable order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(".part"):
            yield path.relative_to(folder)


def _copy_uploads(source: Path, target: Path, *, but: Collection[str] = ()) -> Copied:
    done = Copied()
    target.mkdir(parents=True, exist_ok=True)
    for name in _files(source) if source.is_dir() else ():
        if name.as_posix() in but:
            continue
        done.files += 1
        here, there = source / name, target / name
        size = here.stat().st_size
        if there.is_file() and there.stat().st_size == size:
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        temporary = there.with_name(f"{there.name}.part")
        shutil.copyfile(here, temporary)
        temporary.replace(there)
        done.copied += 1
        done.bytes += size
    return done
