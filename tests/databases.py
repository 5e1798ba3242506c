"""Which tests that read a database are asked of PostgreSQL at each run, and which are proofs there.

Rows, constraints, searches, lists, locks and imports are asked of both databases. Screens and pages put
the same querysets into templates: of each of their files PostgreSQL has the first test, and of a test in
several cases the first case, unless the databases may answer each another way. The others are run
there too, by `pytest -m thorough`.
"""

from __future__ import annotations

import pytest

PAGES = (
    "tests/admin/",
    "tests/ingest/test_ledger_pages.py",
    "tests/media/test_admin.py",
    "tests/media/test_views.py",
    "tests/people/test_admin_people.py",
    "tests/people/test_review.py",
    "tests/public/",
    "tests/publishing/test_live_changes.py",
    "tests/publishing/test_preview.py",
    "tests/related/test_panel.py",
    "tests/test_admin_story.py",
)
"""Rooms and files of tests that look at what is drawn from rows."""
LISTS = (
    "tests/admin/test_list.py",
    "tests/public/test_prepared.py",
    "tests/public/test_sitemaps.py",
)
"""Files of these rooms that look at which rows are found, and in what order."""
PROOFS = ("tests/faults/test_kill_import.py::test_twelve_kills",)
"""Tests of seconds: SQLite's turn is the small one."""
_asked: set[str] = set()


def is_asked_elsewhere(item: pytest.Item) -> bool:
    """Whether another test, or case of this one, already stands for it on PostgreSQL."""
    if item.get_closest_marker("each_database"):
        return False
    if item.nodeid.startswith(PROOFS):
        return True
    file = item.nodeid.partition("::")[0]
    is_page = file.startswith(PAGES) and file not in LISTS
    kind = file if is_page else item.nodeid.partition("[")[0]
    if kind in _asked:
        return True
    _asked.add(kind)
    return False
