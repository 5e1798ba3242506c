"""Times that an editor writes: hours that come twice, moments that do not exist, how far away one is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.models import State
from articles.publishing.clock import UnclearTime, moment_of, until
from tests.admin.pages import address, form_of, login
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")


def test_the_hour_that_comes_twice_is_asked_about(settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    timezone.activate(NEW_YORK)
    try:
        client, _user = login()
        story = make_article("draft", section=make_section())
        posted = form_of(story, _move="schedule", go_out_at="2027-11-07T01:30")
        said = client.post(address(story), posted).content.decode()
        assert "go_out_fold" in said
        assert "EDT" in said
        assert "EST" in said
        story.refresh_from_db()
        assert story.state == State.DRAFT
        client.post(address(story), {**posted, "go_out_fold": "second"})
        story.refresh_from_db()
        assert story.published_at == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
        lost = {**form_of(story), "_move": "schedule", "go_out_at": "2027-03-14T02:30"}
        assert "leave out" in client.post(address(story), lost).content.decode()
    finally:
        timezone.deactivate()


def test_the_repeated_hour_is_asked_about_for_embargoes_and_for_many_stories(
    settings: Any,
) -> None:
    settings.TIME_ZONE = "America/New_York"
    timezone.activate(NEW_YORK)
    second = datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
    try:
        client, _user = login()
        story = make_article("draft")
        posted = form_of(story, embargo_until="2027-11-07T01:30")
        assert "go_out_fold" in client.post(address(story), posted).content.decode()
        client.post(address(story), {**posted, "go_out_fold": "second"})
        story.refresh_from_db()
        assert story.embargo_until == second
        other = make_article("draft")
        bulk = {
            "action": "change_state", "_selected_action": [other.pk], "carry_out": "1",
            "bulk-move": "schedule", "bulk-at": "2027-11-07T01:30",
        }  # fmt: skip
        assert "say which" in client.post("/admin/articles/article/", bulk).content.decode()
        client.post("/admin/articles/article/", {**bulk, "bulk-fold": "second"})
        other.refresh_from_db()
        assert other.published_at == second
    finally:
        timezone.deactivate()


@pytest.mark.parametrize(
    ("text", "fold", "expected"),
    [
        ("2027-11-07T01:30", "first", datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
        ("2027-11-07T01:30", "second", datetime(2027, 11, 7, 6, 30, tzinfo=UTC)),
        ("2027-11-07T03:00", "", datetime(2027, 11, 7, 8, 0, tzinfo=UTC)),
        ("2028-02-29T12:00", "", datetime(2028, 2, 29, 17, 0, tzinfo=UTC)),
        ("2027-01-01T12:00+05:30", "", datetime(2027, 1, 1, 6, 30, tzinfo=UTC)),
        ("", "", None),
        ("2027-02-30T12:00", "", None),
        ("noon", "", None),
    ],
)
def test_a_written_time_is_an_instant(text: str, fold: str, expected: datetime | None) -> None:
    assert moment_of(text, fold=fold, zone=NEW_YORK) == expected


@pytest.mark.parametrize("text", ["2027-11-07T01:30", "2027-03-14T02:30"])
def test_a_time_that_clocks_make_unclear_is_refused(text: str) -> None:
    with pytest.raises(UnclearTime):
        moment_of(text, zone=NEW_YORK)


@pytest.mark.parametrize(
    ("far", "words"),
    [
        (timedelta(minutes=40), "in 40 min"),
        (timedelta(hours=3), "in 3 h"),
        (timedelta(days=4), "in 4 days"),
    ],
)
def test_a_time_is_told_with_its_zone_and_distance(far: timedelta, words: str) -> None:
    now = timezone.now()
    assert until(now + far, now).endswith(f"UTC, {words}")
