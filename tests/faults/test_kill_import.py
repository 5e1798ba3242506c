"""Twelve kills of an import (the 200 of kill_import.py in small), and two imports at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from articles.ingest import lock

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


@pytest.mark.django_db(transaction=True)
def test_twelve_kills_lose_and_double_nothing() -> None:
    """Six on each database."""
    call = ["-m", "tests.faults.kill_import", "--kills", "6", "--stories", "30", "--pictures", "2"]
    call += ["--batch", "6", *(["--postgres"] if connection.vendor == "postgresql" else [])]
    child = python(*call, "--database", database_url())
    out, err = child.communicate(timeout=900)
    assert child.returncode == 0, out + err[-3000:]
    assert "rows equal an unbroken run yes" in " ".join(out.split())


@pytest.mark.django_db(transaction=True)
def test_a_second_import_stops_within_two_seconds_with_a_reason(tmp_path: Path) -> None:
    """The first holds the lock inside its own process, as an import in full run does."""
    path = tmp_path / "wire.jsonl"
    path.write_text(json.dumps({"headline": "A bridge closes", "body_text": "It closes."}) + "\n")
    database = database_url()
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
        with pytest.raises(CommandError, match="Another import is running") as raised:
            call_command("import_articles", str(path))
        assert raised.value.returncode == 2
        assert count("SELECT count(*) FROM articles_importrun") == 0
    finally:
        holder.kill()
        holder.communicate()


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_bring_each_story_once(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    with path.open("w") as lines:
        for number in range(60):
            story = {"source": "w.example", "source_id": str(number), "headline": f"Story {number}"}
            lines.write(json.dumps({**story, "body_text": "It closes on Monday."}) + "\n")
    database = database_url()
    both = [
        python("manage.py", "import_articles", str(path), DATABASE_URL=database) for _ in range(2)
    ]
    told = [child.communicate(timeout=300) for child in both]
    statuses = sorted(child.returncode for child in both)
    assert statuses in ([0, 0], [0, 2]), told
    assert all("Traceback" not in err for _out, err in told)
    assert count("SELECT count(*) FROM articles_article") == 60
    made = "SELECT count(*) FROM articles_importitem WHERE action = 'created'"
    assert count(made) == 60
    running = "SELECT count(*) FROM articles_importrun WHERE state = 'running'"
    assert count(running) == 0


@pytest.mark.django_db
@pytest.mark.sqlite
def test_patience_is_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the lock's own clock, which runs while it sleeps."""
    clock = SimpleNamespace(now=0.0)
    clock.monotonic = lambda: clock.now
    clock.sleep = lambda seconds: setattr(clock, "now", clock.now + seconds)
    monkeypatch.setattr(lock, "time", clock)
    with lock.only_import(), pytest.raises(lock.ImportRuns), lock.only_import():
        pass
    assert lock.PATIENCE <= clock.now < lock.PATIENCE + 0.2


def database_url() -> str:
    """The tests' own database, for processes beside this one."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    host = str(facts["HOST"]).replace("/", "%2F")
    return f"postgres://{facts['USER']}@{host}/{facts['NAME']}"


def count(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
