"""F2, F7, F10, F13: imports asked to stop, SQLite's writers, inputs too big, clocks that differ."""

from __future__ import annotations

import io
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import clock
from articles.ingest import pipeline
from articles.ingest.writer import Writer
from articles.models import Article, ImportRun
from articles.search import index
from newsroom import health
from tests.admin.pages import address, form_of, login
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import make_article
from tests.faults.site import copy_of_database

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STORIES = 120


@pytest.fixture
def _hears_signals() -> Iterator[None]:
    """As on a terminal, even where the tests run under nohup or behind a shell."""
    before = {each: signal.signal(each, signal.SIG_DFL) for each in SIGNALS}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
@pytest.mark.usefixtures("_hears_signals")
def test_an_import_that_is_asked_to_stop_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signal comes inside a batch; the run ends whole, and the same call brings the rest."""
    path = tmp_path / "wire.jsonl"
    story = {"source": "w.example", "body_text": "It closes on Monday."}
    path.write_text("".join(
        json.dumps({**story, "source_id": str(n), "headline": f"Story {n}"}) + "\n" for n in range(STORIES)
    ))  # fmt: skip
    monkeypatch.setattr(pipeline, "BATCH", 10)
    write, chance, failed = Writer.write, random.Random(3), []
    stops = 50 if IS_FULL else 3
    for number in range(stops):
        Article.objects.all().delete()
        ImportRun.objects.all().delete()
        calls, at, sent = 0, chance.randint(1, 9), SIGNALS[number % 3]

        def counted(self: Any, *arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == at:  # noqa: B023 - used up within this turn
                os.kill(os.getpid(), sent)  # noqa: B023
            return write(self, *arguments, **options)

        monkeypatch.setattr(Writer, "write", counted)
        said = io.StringIO()
        with suppress(SystemExit):
            call_command("import_articles", str(path), stdout=said, stderr=said)
        there = Article.objects.count()
        if "--resume" not in said.getvalue() or not 0 < there < STORIES:
            failed.append((sent.name, there, said.getvalue()[-200:]))
        monkeypatch.setattr(Writer, "write", write)
        call_command("import_articles", resume=True, stdout=said, stderr=said)
        keys = set(Article.objects.values_list("source_key", flat=True))
        if (
            Article.objects.count() != STORIES
            or len(keys) != STORIES
            or ImportRun.objects.count() != 1
        ):
            failed.append(
                (sent.name, Article.objects.count(), len(keys), ImportRun.objects.count())
            )
    settle(
        "F2",
        "Ctrl-C, TERM and a lost terminal in the middle of an import",
        tried=stops,
        failed=failed,
    )


WRITER = """
import sys, time, django
django.setup()
from articles.models import Article
from articles.publishing.saving import save_story
worst, errors = 0.0, 0
for turn in range(int(sys.argv[1])):
    start = time.monotonic()
    try:
        story = Article.objects.get(pk=int(sys.argv[2]))
        story.headline = f"Turn {turn}"
        save_story(story)
    except Exception as error:
        errors += 1
        print(repr(error), file=sys.stderr)
    worst = max(worst, time.monotonic() - start)
print(errors, worst)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_writers_of_sqlite_wait_for_each_other(tmp_path: Path) -> None:
    """Processes that save stories, each its own, read and write in one transaction, under the site's settings."""
    writers, turns = (8, 100) if IS_FULL else (2, 12)
    stories = [make_article("draft") for _n in range(writers)]
    environ = {**os.environ, "DATABASE_URL": copy_of_database(tmp_path), "DATA_DIR": str(tmp_path),
               "DJANGO_SETTINGS_MODULE": "newsroom.settings"}  # fmt: skip
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(turns), str(story.pk)], cwd=settings.BASE_DIR,
            env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for story in stories
    ]  # fmt: skip
    told = [child.communicate(timeout=900) for child in running]
    figures = [out.split() for out, _err in told]
    failed: list[object] = [err[-300:] for out, err in told if not out or out.split()[0] != "0"]
    worst = max(float(each[1]) for each in figures)
    if IS_FULL and worst > 5:
        failed.append(f"a writer waited {worst:.1f} s")
    with sqlite3.connect(tmp_path / "site.sqlite3") as opened:
        versions = {row[0] for row in opened.execute("SELECT version FROM articles_article")}
        failed += [] if opened.execute("PRAGMA integrity_check").fetchone() == ("ok",) else ["torn"]
    if versions != {turns}:
        failed.append(f"versions {versions} after {turns} saves")
    settle("F7", f"{writers} processes x {turns} saves, worst wait {worst:.1f} s",
           tried=writers * turns, failed=failed)  # fmt: skip


BIG: dict[str, dict[str, Any]] = {
    "headline of 1 MB": {"headline": "word " * 200_000},
    "standfirst of 1 MB": {"standfirst": "word " * 200_000},
    "body of 7 MB": {"body": json.dumps({"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "word " * 1_400_000}]}]})},
    "body 20,000 deep": {"body": '{"type": "doc", "content": [' * 20_000 + "]}" * 20_000},
    "body of 50 MB": {"body": "x" * 50_000_000},
    "100,000 people": {"mentions-TOTAL_FORMS": 100_000},
    "5,000 fields": {f"extra-{n}": "x" for n in range(5_000)},
    "number of 100,000 digits": {"base_version": "9" * 100_000},
}  # fmt: skip


SLOW = {"body of 7 MB", "body of 50 MB", "standfirst of 1 MB", "100,000 people"}
"""The test's own client takes its time to write them down: for the full run alone."""


@pytest.mark.django_db
@pytest.mark.sqlite
def test_what_is_too_big_for_a_form_is_refused_and_changes_nothing() -> None:
    client, user = login("Publisher")
    client.raise_request_exception = False
    story = make_article("draft", created_by=user)
    before = list(Article.objects.values_list("headline", "version", "word_count"))
    failed = []
    tried = [each for each in BIG.items() if IS_FULL or each[0] not in SLOW]
    for name, given in tried:
        start = time.process_time()
        answer = client.post(address(story), form_of(story, **given))
        spent = time.process_time() - start
        if answer.status_code >= 500 or answer.status_code == 302:
            failed.append((name, answer.status_code))
        if list(Article.objects.values_list("headline", "version", "word_count")) != before:
            failed.append((name, "something was saved"))
        if IS_FULL and spent > 5:
            failed.append((name, f"{spent:.1f} s"))
    for size in (10_000, 100_000):
        if Client().get("/search", {"q": "word " * (size // 5)}).status_code >= 500:
            failed.append(("search", size))
    settle("F10", "forms with what is too big", tried=len(tried) + 2, failed=failed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("off", "is_fine"), [(-300, False), (-1.5, False), (0, True), (1.5, False), (300, False)]
)
def test_a_clock_that_differs_from_the_databases_is_an_alarm(
    client: Client, monkeypatch: pytest.MonkeyPatch, *, off: float, is_fine: bool
) -> None:
    """On PostgreSQL, where machines share the clock of one; SQLite has the process's own."""
    real = time.time
    monkeypatch.setattr(health.time, "time", lambda: real() + off)
    answer = client.get("/ready")
    has_clock = connection.vendor == "postgresql"
    failed = []
    if (answer.status_code == 200) is not (is_fine or not has_clock):
        failed.append((off, answer.status_code))
    if bool(health.clock_fault()) is not (has_clock and not is_fine):
        failed.append((off, health.clock_fault()))
    settle("F13", f"a clock {off} s off, {connection.vendor}", tried=1, failed=failed)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
@pytest.mark.parametrize("step", [-300, 300])
def test_a_clock_that_is_stepped_while_serving_moves_no_story(
    client: Client, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """A story due in two minutes stays away, one of a minute ago stays there, in the same order."""
    connection.close()
    connection.ensure_connection()
    at = timezone.now()
    doors = ["/", "/feed.rss", "/news-sitemap.xml", "/api/stories", "/search?q=harborword"]
    ages = {n: at - timedelta(minutes=n) for n in (1, 2)}
    live = [make_article(headline=f"Harborword {n}", published_at=age) for n, age in ages.items()]
    due = make_article(headline="Harborword due", published_at=at + timedelta(minutes=2))
    index(Article.objects.all())

    def seen() -> list[list[str]]:
        pages = [client.get(door).content.decode() for door in doors]
        gates = [client.get(story.get_absolute_url()).status_code for story in (*live, due)]
        assert gates == [200, 200, 404]
        return [re.findall("Harborword (?:1|2|due)", page) for page in pages]

    before = seen()
    own, real = timezone.now, time.time
    monkeypatch.setattr(timezone, "now", lambda: own() + timedelta(seconds=step))
    monkeypatch.setattr(time, "time", lambda: real() + step)
    failed = [door for door, one, other in zip(doors, before, seen(), strict=True) if one != other]
    failed += [] if health.clock_fault() else ["no alarm"]
    failed += [] if abs(clock.now() - own()) < timedelta(seconds=5) else ["the site's clock"]
    settle("F13", f"doors after a clock step: {step} s", tried=2 * len(doors) + 6, failed=failed)
