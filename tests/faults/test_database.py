"""F4: the database goes away and comes back, by a cut connection and by whole restarts under load."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import close_old_connections, connection
from django.test import Client

from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import make_article
from tests.faults.site import Site
from tests.postgres import NoPostgres, Server

CUTS = 20 if IS_FULL else 3
RESTARTS = 20
AFTER = 2.0
"""Seconds after the database is back in which an answer may still be an error."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_a_connection_that_the_server_cut_costs_no_reader_an_error() -> None:
    """The server ends our session between two requests; the next request takes a new one."""
    story, failed = make_article("published"), []
    path, client = story.get_absolute_url(), Client(raise_request_exception=False)
    for number in range(CUTS):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (ours,) = cursor.fetchone()
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [ours])
        other.close()
        close_old_connections()  # what every request begins with; the test's client leaves it out
        if (answer := client.get(path)).status_code != 200:
            failed.append((number, answer.status_code))
    settle("F4", "sessions cut by PostgreSQL between two requests", tried=CUTS, failed=failed)


SEED = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from articles.models import Article
from articles.publishing.saving import save_story
for n in range(8):
    save_story(Article(headline=f"Story {n}", state="published", visibility="public", published_at=timezone.now()))
print(*(story.get_absolute_url() for story in Article.objects.all()))
"""


@pytest.mark.skipif(not IS_FULL, reason="for the full run: minutes of restarts")
@pytest.mark.parametrize("pages", ["0", "1"], ids=["no page cache", "page cache"])
def test_restarts_of_postgresql_under_load(tmp_path: Path, pages: str) -> None:
    """Errors only while it is away and two seconds after; the site itself is never restarted."""
    try:
        server = Server()
    except NoPostgres as reason:
        pytest.skip(str(reason))
    server.is_kept = True
    try:
        environ = {
            **os.environ,
            "DATABASE_URL": server.url,
            "DATA_DIR": str(tmp_path),
            "SECRET_KEY": settings.SECRET_KEY,
        }
        seeded = subprocess.run(
            [sys.executable, "-c", SEED], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
            env={**environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        )  # fmt: skip
        doors = seeded.stdout.split()
        answers: list[tuple[float, float, int]] = []
        away: list[tuple[float, float]] = []
        end = threading.Event()
        with Site(tmp_path, server.url, PAGE_CACHE=pages) as site:

            def read(seed: int) -> None:
                chance = random.Random(seed)
                while not end.is_set():
                    start = time.monotonic()
                    status = site.ask(chance.choice(doors), timeout=20).status
                    answers.append((start, time.monotonic(), status))
                    time.sleep(0.02)

            threads = [threading.Thread(target=read, args=(n,)) for n in range(4)]
            for thread in threads:
                thread.start()
            for number in range(RESTARTS):
                before = len(answers)
                while len(answers) < before + 30:
                    time.sleep(0.02)
                gone = time.monotonic()
                server.stop(signal.SIGINT if number % 2 else signal.SIGQUIT)
                server.start()
                away.append((gone, time.monotonic() + AFTER))
                while time.monotonic() < away[-1][1]:
                    time.sleep(0.05)
            end.set()
            for thread in threads:
                thread.join()
        late = [
            status for start, stop, status in answers
            if status != 200 and not any(start <= back and stop >= gone for gone, back in away)
        ]  # fmt: skip
        odd = sorted({status for _start, _stop, status in answers} - {200, 503})
        failed: list[object] = [f"status {status} with the database there" for status in late]
        failed += [f"status {status} while it was away" for status in odd]
    finally:
        server.is_kept = False
        server.stop()
    settle("F4", f"restarts under load, {len(answers)} reads, page cache {'on' if pages == '1' else 'off'}",
           tried=RESTARTS, failed=failed)  # fmt: skip
