"""The rows S1 to S27 and F1 to F18: what each asks, and which tests of the suite elsewhere count towards it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.attack.table import Row, passed, write
from tests.plugin import on_postgres

Place = tuple[str, str]

ELSEWHERE: dict[str, Place] = {
    "tests/body/test_inert.py": ("S1", "strings and generated bodies rendered inert"),
    "tests/body/test_round_trip.py": ("S3", "parse, render, parse: rounds of Hypothesis"),
    "tests/publishing/test_preview.py": ("S8", "previews and their ends"),
    "tests/ingest/test_outbound.py": (
        "S10",
        "addresses, redirects, rebinding at the import's door",
    ),
    "tests/ingest/test_xmltree.py": ("S11", "documents, bombs and public sets at the XML door"),
    "tests/media/test_processing.py": ("S12", "broken, lying and odd files at the picture's door"),
    "tests/media/test_embedded.py": ("S13", "metadata of pictures, hostile and kept"),
    "tests/ingest/test_archives.py": (
        "S14",
        "slips, links, ratios and counts at the archive's door",
    ),
    "tests/ingest/test_bad_input.py": ("S14", "hostile files in a whole import"),
    "tests/ingest/test_fail_closed.py": ("S25", "embargoes and states that cannot be read"),
    "tests/public/test_leaks.py": ("S4", "doors by state"),
    "tests/public/test_page_cache.py": ("S16", "the page cache"),
    "tests/test_startup.py": ("S26", "starts with unsafe settings refused"),
    "tests/test_sessions.py": ("S17", "idle and absolute ends of sessions"),
}
"""Test file of another room -> row, what its cases try; each case counts once."""
FAULTS_ELSEWHERE: dict[str, Place] = {
    "tests/faults/test_kill_import.py::test_twelve": ("F1", "runs of 12 kills"),
    "tests/faults/test_kill_import.py::test_a_second": ("F6", "a second import, told within 2 s"),
    "tests/faults/test_kill_import.py::test_two": ("F6", "two imports of one file at once"),
    "tests/publishing/test_saving.py": ("F5", "pairs of editors, lone editors, clashes"),
    "tests/admin/test_conflict.py": ("F5", "both texts on the screen of the loser"),
    "tests/publishing/test_clock.py": (
        "F8",
        "schedules and embargoes at the doors, T-1 s to T+1 s",
    ),
    "tests/publishing/test_withdraw.py": ("F9", "withdrawals at every door, restores, renewals"),
    "tests/ingest/test_bad_input.py": ("F11", "poisoned items among good ones"),
    "tests/test_migrations.py": ("F14", "rules of migrations: only add, go back, step aside"),
    "tests/test_backup.py": ("F15", "backup, restore, withdrawals that hold"),
    "tests/ingest/test_outbound.py::test_what_is_too_large": ("F16", "answers of a broken host"),
    "tests/public/test_page_cache.py": ("F18", "the page cache: herds, changes, clocks"),
}
"""The same for faults; a key may name the first words of a test."""

tried: Counter[tuple[str, str]] = Counter()
failed: Counter[tuple[str, str]] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Counts the cases of tests that do not write their own row."""
    if report.skipped:
        return
    for names in (ELSEWHERE, FAULTS_ELSEWHERE):
        for place, row in names.items():
            if report.nodeid.startswith(place):
                tried[row] += report.when == "call"
                failed[row] += report.failed


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests whose rows stand in the table already, none of them failed."""
    target = os.environ.get("ATTACK_TABLE")
    done = passed(Path(target)) if target else set()
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in done])
    items[:] = [item for item in items if item.nodeid not in done]


def pytest_sessionfinish() -> None:
    wanted = os.environ.get("ATTACK_ROWS", "S")
    where = ", on PostgreSQL" if on_postgres() else ""
    for (row, what), count in tried.items():
        if row.startswith(wanted):
            write(Row(row, what + where, count, failed[row, what], "0", []))
