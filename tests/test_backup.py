"""A backup comes back whole; what was withdrawn since stays withdrawn."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import environ
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from newsroom import backup, databases, originals
from tests.factories import make_picture
from tests.faults.site import copy_of_database

ROOT = Path(__file__).resolve().parents[1]

MOST_COMMITS = 4_000
"""Of somebody who writes on and on; a copy at one go sees a few."""

LIFE = """
import json
from pathlib import Path
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from articles.models import Article
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw

backup = {backup!r}
for number in range(3):
    save_story(Article(headline=f"Story number {{number}}", state="published",
                       visibility="public", published_at=timezone.now()))
picture = Path(settings.MEDIA_ROOT) / "picture"
picture.parent.mkdir(exist_ok=True)
picture.write_bytes(b"bytes of a picture")
call_command("backup", backup)
call_command("backup", backup)
withdraw(Article.objects.get(headline="Story number 1"), reason="a court said so")
Article.objects.filter(headline="Story number 2").delete()
picture.unlink()
call_command("restore", backup, yes=True)
print(json.dumps([sorted(Article.objects.values_list("headline", "state")), picture.read_text()]))
with (Path(backup) / "database.sqlite3").open("ab") as opened:
    opened.write(b"x")
try:
    call_command("restore", backup, yes=True)
except CommandError as fault:
    print(fault)
"""


def test_a_copy_is_made_by_the_connection_that_the_address_asks_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = (
        "postgres://paper:pass@one,two/newsroom?sslmode=verify-full&target_session_attrs=read-write"
    )
    found = databases.configured(
        environ.Env.db_url_config(asked), databases.Options(60, 30_000, 5_000, prepares=True)
    )
    monkeypatch.setattr(backup, "settings", SimpleNamespace(DATABASES={"default": found}))
    given = backup._postgresql_environment()
    assert given["PGHOST"] == "one,two"
    assert given["PGSSLMODE"] == "verify-full"
    assert given["PGTARGETSESSIONATTRS"] == "read-write"


def test_nothing_withdrawn_is_public_while_uploads_are_put_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = []
    monkeypatch.setattr(backup, "_checked_manifest", lambda _: {"database": {"name": "copy"}})
    monkeypatch.setattr(backup, "connection", SimpleNamespace(vendor="sqlite"))
    monkeypatch.setattr(backup, "_load_sqlite", lambda _: done.append("database"))
    monkeypatch.setattr(
        backup, "_copy_uploads", lambda *_a, **_k: (done.append("uploads"), originals.Copied())[1]
    )
    backup.put_back(tmp_path, lambda: done.append("withdrawals"))
    assert done == ["database", "withdrawals", "uploads"]


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_a_site_comes_back_and_its_withdrawals_hold(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    (tmp_path / "site").mkdir()
    database = copy_of_database(tmp_path / "site")
    done = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "shell",
            "-v0",
            "-c",
            LIFE.format(backup=str(tmp_path / "b")),
        ],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(tmp_path / "site"), "DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout
    assert "1 uploads, 1 of them copied" in told
    assert "1 uploads, 0 of them copied" in told
    assert "1 stories withdrawn again" in told
    *_before, after, refusal = told.strip().splitlines()
    stories, picture = json.loads(after)
    assert stories == [
        ["Story number 0", "published"],
        ["Story number 1", "withdrawn"],
        ["Story number 2", "published"],
    ]
    assert picture == "bytes of a picture"
    assert "was changed since the backup was made" in refusal


@pytest.mark.django_db
def test_originals_in_an_object_store_go_into_the_backup_and_back(
    tmp_path: Path, settings: Any
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    names = [make_picture().file.name for _number in range(3)]
    kept = [default_storage.open(name).read() for name in names[:2]]
    default_storage.delete(names[2])
    assert originals.are_elsewhere()
    first, again = originals.copy_out(tmp_path), originals.copy_out(tmp_path)
    assert (first.files, first.copied, first.missing) == (3, 2, [names[2]])
    assert (again.copied, again.missing) == (0, [names[2]])
    assert [(tmp_path / name).read_bytes() for name in names[:2]] == kept
    assert not list(tmp_path.rglob("*.part"))
    default_storage.delete(names[0])
    default_storage.delete(names[1])
    default_storage.save(names[1], ContentFile(b"cut short"))
    done, known = originals.copy_in(tmp_path)
    assert (done.copied, done.missing, known) == (2, [names[2]], set(names))
    assert [default_storage.open(name).read() for name in names[:2]] == kept
    assert originals.copy_in(tmp_path)[0].copied == 0


@pytest.mark.thorough
@pytest.mark.sqlite
def test_a_backup_ends_while_others_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied in portions it began anew at each commit of another process: on a busy site it never came to its end."""
    path, commits, is_over = tmp_path / "site.sqlite3", 0, threading.Event()
    databases = SimpleNamespace(DATABASES={"default": {"NAME": str(path)}})
    monkeypatch.setattr(backup, "settings", databases)
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA page_size=512")
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE story (body BLOB)")
        made.executemany("INSERT INTO story VALUES (?)", ((bytes(400),) for _n in range(40_000)))
        made.commit()

    def write() -> None:
        nonlocal commits
        with closing(sqlite3.connect(path, timeout=20)) as other:
            while commits < MOST_COMMITS and not is_over.is_set():
                other.execute("INSERT INTO story VALUES ('x')")
                other.commit()
                commits += 1

    writer = threading.Thread(target=write)
    writer.start()
    while not commits:
        writer.join(0.001)
    backup._dump_sqlite(tmp_path)
    is_over.set()
    writer.join()
    assert commits < MOST_COMMITS
    with closing(sqlite3.connect(tmp_path / "database.sqlite3")) as copy:
        assert copy.execute("SELECT count(*) FROM story").fetchone()[0] > 40_000
