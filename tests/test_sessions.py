"""A session ends after half a day alone, and after a week whatever one does."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from newsroom import sessions
from tests.factories import make_user

pytestmark = pytest.mark.django_db

HOUR = 3600.0
CLOCK = time.time
"""The real one, kept from what the tests put in its place."""


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert client.get("/admin/").status_code == 200
    return client


def at(monkeypatch: pytest.MonkeyPatch, later: float, start: float = 0.0) -> None:
    moment = (start or CLOCK()) + later
    monkeypatch.setattr(sessions.time, "time", lambda: moment)


@pytest.mark.parametrize(("hours", "status"), [(11.9, 200), (12.1, 302)])
def test_a_session_left_alone_ends(
    editor: Client, monkeypatch: pytest.MonkeyPatch, hours: float, status: int
) -> None:
    at(monkeypatch, hours * HOUR)
    assert editor.get("/admin/").status_code == status


@pytest.mark.thorough
def test_a_session_in_use_ends_after_a_week(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 14):
        at(monkeypatch, day * 11 * HOUR)
        assert editor.get("/admin/").status_code == 200
    for day in range(14, 17):
        at(monkeypatch, day * 11 * HOUR)
        answer = editor.get("/admin/")
    assert answer.status_code == 302


def test_the_time_of_use_is_written_once_a_minute(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = editor.session[sessions.SEEN]
    at(monkeypatch, 30, first)
    editor.get("/admin/")
    assert editor.session[sessions.SEEN] == first
    at(monkeypatch, 90, first)
    editor.get("/admin/")
    assert editor.session[sessions.SEEN] > first
