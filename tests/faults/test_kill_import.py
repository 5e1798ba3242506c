"""Twenty kills of an import (the 200 of kill_import.py in small), and two imports at once."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from articles.ingest.lock import PATIENCE
from tests.plugin import on_postgres

ROOT = Path(settings.BASE_DIR)


def python(*arguments: str, **environ: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db
def test_twenty_kills_lose_and_double_nothing() -> None:
    """Ten on each database."""
    call = ["-m", "tests.faults.kill_import", "--kills", "10", "--stories", "30", "--pictures", "2"]
    call += ["--batch", "6", *(["--postgres"] if on_postgres() else [])]
    child = python(*call)
    out, err = child.communicate(timeout=400)
    assert child.returncode == 0, out + err[-3000:]
    assert "rows equal an unbroken run                    yes" in out


@pytest.mark.django_db(transaction=True)
def test_a_second_import_stops_within_two_seconds_with_a_reason(tmp_path: Path) -> None:
    """The first holds the lock inside its own process, as an import in full run does."""
    path = tmp_path / "wire.jsonl"
    path.write_text(json.dumps({"headline": "A bridge closes", "body_text": "It closes."}) + "\n")
    database = database_url(tmp_path)
    holder = python(
        "-c",
        "import django, sys; django.setup()\n"
        "from articles.ingest.lock import only_import\n"
        "with only_import():\n    print('held', flush=True); sys.stdin.read()",
        DJANGO_SETTINGS_MODULE="newsroom.settings",
        DATABASE_URL=database,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        second = python("manage.py", "import_articles", str(path), DATABASE_URL=database)
        _out, err = second.communicate(timeout=60)
        assert second.returncode == 2
        assert "Another import is running" in err
        assert "Traceback" not in err
        assert count(tmp_path, "SELECT count(*) FROM articles_importrun") == 0
    finally:
        holder.kill()
        holder.communicate()


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_bring_each_story_once(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    with path.open("w") as lines:
        for number in range(60):
            story = {"source": "w.example", "source_id": str(number), "headline": f"Story {number}"}
            lines.write(json.dumps({**story, "body_text": "It closes on Monday."}) + "\n")
    database = database_url(tmp_path)
    both = [
        python("manage.py", "import_articles", str(path), DATABASE_URL=database) for _ in range(2)
    ]
    told = [child.communicate(timeout=90) for child in both]
    statuses = sorted(child.returncode for child in both)
    assert statuses in ([0, 0], [0, 2]), told
    assert all("Traceback" not in err for _out, err in told)
    assert count(tmp_path, "SELECT count(*) FROM articles_article") == 60
    made = "SELECT count(*) FROM articles_importitem WHERE action = 'created'"
    assert count(tmp_path, made) == 60
    running = "SELECT count(*) FROM articles_importrun WHERE state = 'running'"
    assert count(tmp_path, running) == 0


def test_patience_is_two_seconds() -> None:
    from articles.ingest.lock import ImportRuns, only_import

    started = time.monotonic()
    if connection.vendor == "sqlite":
        with only_import(), pytest.raises(ImportRuns), only_import():
            pass
        assert PATIENCE <= time.monotonic() - started < PATIENCE + 1


def database_url(folder: Path) -> str:
    """The tests' own database for processes beside this one; of one in memory, a copy in a file."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        copy = folder / "copy.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(copy) as target:
            connection.connection.backup(target)
        return f"sqlite:///{copy}"
    host = str(facts["HOST"]).replace("/", "%2F")
    return f"postgres://{facts['USER']}@{host}/{facts['NAME']}"


def count(folder: Path, sql: str) -> int:
    """A number out of the database that `database_url` names."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(folder / "copy.sqlite3") as opened:
            return int(opened.execute(sql).fetchone()[0])
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
