"""F12, F16, F18: workers killed, slow readers, a cold cache; the shipped server on SQLite."""

from __future__ import annotations

import os
import random
import signal
import socket
import sqlite3
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from articles.models import Article
from articles.publishing.saving import save_story
from tests.admin.pages import address, form_of, login
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import make_article, make_document, make_person, make_section
from tests.faults.site import Site, copy_of_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

KILLS = 100 if IS_FULL else 3
SLOW = 500 if IS_FULL else 40
PATIENCE = 30.0
"""Seconds after a kill by which the site must answer again, on a machine that others load."""


def paper() -> tuple[list[Article], Any]:
    client, user = login("Publisher")
    section = make_section()
    stories = [
        make_article(
            "published", section=section, people=[make_person()], body=make_document(f"Story {n}.")
        )
        for n in range(6)
    ]
    for story in stories:
        save_story(story, by=user)
    return stories, client.session.session_key


def test_killed_workers_lose_only_what_they_were_at(tmp_path: Path) -> None:
    stories, session = paper()
    doors = ["/", *(story.get_absolute_url() for story in stories), "/feed.rss", "/api/stories"]
    answers: list[tuple[float, float, int]] = []
    end, saved = threading.Event(), Counter[int]()
    kills: list[tuple[float, float]] = []
    with Site(tmp_path, copy_of_database(tmp_path)) as site:

        def read(seed: int) -> None:
            chance = random.Random(seed)
            while not end.is_set():
                start = time.monotonic()
                status = site.ask(chance.choice(doors)).status
                answers.append((start, time.monotonic(), status))

        def write() -> None:
            editor = Site.__new__(Site)
            editor.port, editor.session = site.port, session
            versions = {story.pk: story.version for story in stories}
            while not end.is_set():
                for story in stories:
                    sent = form_of(story, headline=f"Take {versions[story.pk]}", base_version=versions[story.pk],
                                   live_change="tidy")  # fmt: skip
                    status = editor.ask(address(story), sent).status
                    saved[status] += 1
                    versions[story.pk] = _version(tmp_path, story.pk)

        threads = [threading.Thread(target=read, args=(n,)) for n in range(3)]
        threads.append(threading.Thread(target=write))
        for thread in threads:
            thread.start()
        for number in range(KILLS):
            before = len(answers)
            while len(answers) < before + 12:
                time.sleep(0.02)
            victims = site.workers()
            if not victims:
                continue
            at = time.monotonic()
            os.kill(victims[number % len(victims)], signal.SIGKILL)
            while time.monotonic() < at + PATIENCE and site.ask("/health").status != 200:
                time.sleep(0.02)
            kills.append((at, time.monotonic()))
        end.set()
        for thread in threads:
            thread.join()
    failed: list[object] = [
        f"status {status}" for start, stop, status in answers
        if status not in {200, 301} and not (status == 0 and _is_near(start, stop, kills))
    ]  # fmt: skip
    failed += [f"save answered {status}" for status in saved if status not in {0, 200, 302}]
    failed += _halves(tmp_path)
    if not saved[302] + saved[200]:
        failed.append("nothing was saved meanwhile")
    settle("F12", f"kill -9 of workers, {len(answers)} reads and {saved.total()} saves meanwhile",
           tried=len(kills), failed=failed)  # fmt: skip


def _is_near(start: float, stop: float, kills: list[tuple[float, float]]) -> bool:
    """Whether the request was under way when a worker died, or until the site was back."""
    return any(start <= back and stop >= at - 0.05 for at, back in kills)


def _version(folder: Path, pk: int) -> int:
    with sqlite3.connect(folder / "site.sqlite3", timeout=30) as opened:
        return int(
            opened.execute("SELECT version FROM articles_article WHERE id = ?", [pk]).fetchone()[0]
        )


def _halves(folder: Path) -> list[str]:
    """Stories whose row, newest version and place in the search do not say the same."""
    with sqlite3.connect(folder / "site.sqlite3") as opened:
        sound = opened.execute("PRAGMA integrity_check").fetchone()[0]
        rows = opened.execute(
            "SELECT a.id, a.version, a.headline, r.number, json_extract(r.snapshot, '$.headline') "
            "FROM articles_article a JOIN articles_revision r ON r.article_id = a.id "
            "WHERE r.number = (SELECT max(number) FROM articles_revision WHERE article_id = a.id)"
        ).fetchall()
    wrong = [f"story {row}" for row in rows if row[1] != row[3] or row[2] != row[4]]
    return wrong + ([] if sound == "ok" and rows else [f"integrity: {sound}"])


def test_slow_readers_hold_nobody_up_and_a_cold_cache_is_filled_once(tmp_path: Path) -> None:
    stories, _session = paper()
    doors = [story.get_absolute_url() for story in stories]
    failed: list[object] = []
    with Site(tmp_path, copy_of_database(tmp_path)) as site:
        slow = [socket.create_connection(("127.0.0.1", site.port)) for _n in range(SLOW)]
        for each in slow:
            each.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        times = []
        for number in range(200 if IS_FULL else 12):
            start = time.monotonic()
            status = site.ask(doors[number % len(doors)], timeout=20).status
            times.append(time.monotonic() - start)
            if status != 200:
                failed.append(f"status {status} beside {SLOW} slow readers")
        for each in slow:
            each.close()
        times.sort()
        if IS_FULL and times[int(len(times) * 0.99) - 1] > 1:
            failed.append(f"p99 {times[int(len(times) * 0.99) - 1]:.2f} s")
        settle("F16", f"{SLOW} readers that send a letter and wait; answers to others",
               tried=len(times), failed=failed, asked="p99 1 s")  # fmt: skip
