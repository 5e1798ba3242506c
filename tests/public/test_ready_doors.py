"""Pages kept ready keep no secret: hidden, embargoed and withdrawn stories at every door, before Django.

The doors are those of test_leaks; whoever asks here is answered by `public/ready_pages.py` wherever a
page is kept, and each test counts that most of them are.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import clock, freshness
from articles.models import Article, Tombstone
from articles.public import page_cache
from articles.publishing.withdraw import withdraw
from tests.factories import make_article
from tests.public.ready_client import by_django, make_reader, warm
from tests.public.test_leaks import CANARY, doors, hide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_page_cache")]
MOST_OF_THEM = 30


@pytest.fixture
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read of the number is trusted until a test says that time has passed."""
    at = time.monotonic()
    monkeypatch.setattr(freshness.time, "monotonic", lambda: at)
    monkeypatch.setattr(page_cache, "LONGEST", 3600.0)


def shows(answer: Any) -> bool:
    said = (answer.content.decode() + str(answer.headers)).casefold()
    for echo in (f"q={CANARY}", f'value="{CANARY}"', f"search: {CANARY}"):
        said = said.replace(echo, "")
    return CANARY in said


def ready_doors(reader: Client, story: Article) -> list[str]:
    """Those that are answered without Django from now on."""
    ready = []
    for door in doors(story):
        warm(reader, door)
        reader.get(door)
        if not by_django(reader):
            ready.append(door)
    return ready


@pytest.mark.thorough
@pytest.mark.usefixtures("clock_stands")
@pytest.mark.parametrize("state", ["draft", "scheduled", "embargoed", "withdrawn"])
def test_a_hidden_story_shows_at_no_door_that_is_ready(state: str) -> None:
    story, reader = hide(state), make_reader()
    if state == "withdrawn":
        Tombstone.objects.create(article_pk=story.pk, reason=CANARY)
    ready = ready_doors(reader, story)
    assert len(ready) > MOST_OF_THEM
    assert [door for door in ready if shows(reader.get(door))] == []
    assert by_django(reader) == 0


@pytest.mark.thorough
def test_withdrawn_by_another_process_a_ready_story_is_gone_within_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The other process moves the number; nothing is told to this one, which asks again by itself."""
    assert freshness.REMEMBERED < 1
    assert page_cache.LONGEST <= 5
    monkeypatch.setattr(page_cache, "LONGEST", 3600.0)  # however slow the machine is
    at = time.monotonic()
    monkeypatch.setattr(freshness.time, "monotonic", lambda: at)
    story, reader = hide("published"), make_reader()
    ready = ready_doors(reader, story)
    own = story.get_absolute_url()
    assert own in ready
    assert len(ready) > MOST_OF_THEM
    assert sum(shows(reader.get(door)) for door in ready) > MOST_OF_THEM / 2
    known = dict(freshness._memory)
    withdraw(story, reason="a mistake")
    freshness._memory.update(known)
    monkeypatch.setattr(freshness.time, "monotonic", lambda: at + freshness.REMEMBERED)
    assert reader.get(own).status_code == 410
    for _time in range(3):
        assert [door for door in doors(story) if shows(reader.get(door))] == []


@pytest.mark.parametrize("rule", ["published_at", "embargo_until"])
def test_a_ready_page_holds_to_the_second_at_which_a_story_comes(
    monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    moment = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    early = {"published_at": moment - timedelta(days=1)} if rule == "embargo_until" else {}
    story = make_article(**{**early, rule: moment})
    monkeypatch.setattr(clock, "_ahead", {})  # the database's own clock does not stand still here
    at = time.monotonic()
    reader = make_reader()
    addresses = [story.get_absolute_url(), "/", "/feed.rss", story.section.get_absolute_url()]
    for offset, is_there in ((-60, False), (-0.001, False), (0, True), (1, True)):
        passed = offset + 60
        monkeypatch.setattr(timezone, "now", lambda at=offset: moment + timedelta(seconds=at))
        monkeypatch.setattr(freshness.time, "monotonic", lambda passed=passed: at + passed)
        monkeypatch.setattr(page_cache.time, "time", lambda passed=passed: 1e9 + passed)
        for _time in range(3):
            told = [story.headline in reader.get(address).content.decode() for address in addresses]
            assert told == [is_there] * len(addresses), (offset, told)
