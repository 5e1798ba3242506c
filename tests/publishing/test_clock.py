"""The clock table: every public door at T-1 s, T-1 ms, T and T+1 s; and addresses that changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import freshness
from articles.models import Article
from articles.publishing.moves import move
from articles.publishing.saving import save_story
from tests.factories import make_article, make_document, make_section, make_user

pytestmark = pytest.mark.django_db

MOMENTS = [
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),  # clocks go forward in Europe
    datetime(2027, 11, 7, 6, 30, tzinfo=UTC),  # the repeated hour of New York
    datetime(2028, 2, 29, 0, 0, tzinfo=UTC),
    datetime(2027, 6, 1, 18, 15, tzinfo=UTC),  # midnight in India, a zone of half hours
]
WORD = "xanthous"


def doors(story: Article) -> list[str]:
    section = story.section.get_absolute_url() if story.section else "/"
    feeds = [f"{scope}/feed.{end}" for scope in ("", section) for end in ("rss", "atom", "json")]
    return [
        story.get_absolute_url(), f"/elsewhere/other-words-{story.pk}", "/", section,
        f"/search?q={WORD}", "/sitemaps/stories-1.xml", "/news-sitemap.xml", "/api/stories",
        f"/api/stories/{story.pk}", *feeds,
    ]  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
@pytest.mark.parametrize("rule", ["schedule", "embargo"])
def test_no_door_opens_early_and_each_opens_in_its_second(
    client: Client, monkeypatch: pytest.MonkeyPatch, moment: datetime, rule: str
) -> None:
    make_article(published_at=moment - timedelta(days=1), now=moment)
    words = {"headline": f"{WORD} words", "body": make_document(f"{WORD} text")}
    story = make_article("draft", **words, now=moment)
    publisher = make_user(is_staff=True, is_superuser=True)
    before = moment - timedelta(hours=2)
    if rule == "embargo":
        story.embargo_until = moment
        save_story(story)
        move(story, "schedule", by=publisher, at=moment, now=before)
        Article.objects.filter(pk=story.pk).update(published_at=before)
    else:
        move(story, "schedule", by=publisher, at=moment, now=before)
    for offset in (-1, -0.001, 0, 1):
        monkeypatch.setattr(timezone, "now", lambda at=offset: moment + timedelta(seconds=at))
        freshness._memory.clear()
        for door in doors(story):
            answer = client.get(door, follow=True)
            said = answer.content.decode().casefold().replace(f"q={WORD}", "")
            shows = f"{WORD} words" in said or f"{WORD}-words" in said
            if offset < 0:
                assert not shows, (door, offset)
            elif door != "/sitemaps/stories-1.xml":
                assert shows or answer.status_code == 200, (door, offset)
        assert client.get(story.get_absolute_url()).status_code == (200 if offset >= 0 else 404)


@pytest.mark.parametrize("slash", ["", "/"])
def test_every_former_address_of_a_story_leads_there_in_one_hop(client: Client, slash: str) -> None:
    story = make_article(headline="First words", section=make_section(slug="harbor"))
    former = [story.get_absolute_url()]
    changes: list[dict[str, Any]] = [
        {"headline": "Second words"},
        {"section": make_section(slug="hill")},
        {"headline": "Third words", "section": make_section(slug="bay")},
    ]
    for change in changes:
        for name, value in change.items():
            setattr(story, name, value)
        save_story(story)
        former.append(story.get_absolute_url())
    now = former.pop()
    for address in [*former, f"/anything/at-all-{story.pk}"]:
        answer = client.get(f"{address}{slash}")
        assert (answer.status_code, answer.headers["Location"]) == (301, now)
    assert client.get(now).status_code == 200
