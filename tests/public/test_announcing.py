"""Hubs and search engines hear of what is public and of what went, and never hold up a save."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.ingest.outbound import NotFetched
from articles.models import Announcement, Article, Indexing
from articles.public.announce import announce
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from tests.factories import make_article, make_section, make_source

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
HUB, ENGINE, KEY = "https://hub.example/", "https://engine.example/now", "a1b2c3d4e5f6"


@pytest.fixture(autouse=True)
def _on(settings: Any) -> None:
    settings.WEBSUB_HUB, settings.INDEXNOW_KEY, settings.INDEXNOW_ENDPOINT = HUB, KEY, ENGINE


class Posts:
    """Takes messages as a hub and an engine would; may be out of order."""

    def __init__(self, fault: str = "") -> None:
        self.fault = fault
        self.sent: list[tuple[str, bytes]] = []

    def __call__(self, address: str, body: bytes, content_type: str) -> None:
        self.sent.append((address, body))
        if self.fault:
            raise NotFetched(self.fault)

    def feeds(self) -> list[str]:
        [body] = [body for address, body in self.sent if address == HUB]
        form = parse_qs(body.decode())
        assert form["hub.mode"] == ["publish"]
        return form["hub.url"]

    def addresses(self) -> list[str]:
        [body] = [body for address, body in self.sent if address == ENGINE]
        message = json.loads(body)
        assert message["key"] == KEY
        assert message["keyLocation"] == f"{SITE}/{KEY}.txt"
        assert message["host"] == "127.0.0.1:8000"
        return list(message["urlList"])


def told(at: datetime | None = None) -> Posts:
    posts = Posts()
    announce(at or timezone.now() + timedelta(seconds=1), posts)
    return posts


def test_a_saved_story_is_told_of_once_with_its_feeds() -> None:
    story = make_article(section=make_section(slug="harbor"))
    for _turn in range(3):
        save_story(story)
    posts = told()
    assert posts.addresses() == [SITE + story.get_absolute_url()]
    for scope in ("", "/harbor"):
        for ending in ("rss", "atom", "json"):
            assert f"{SITE}{scope}/feed.{ending}" in posts.feeds()
    assert told().sent == []


def test_what_readers_never_saw_is_never_told_of() -> None:
    now = timezone.now()
    save_story(make_article("draft"))
    due = make_article("scheduled", published_at=now + timedelta(hours=1))
    save_story(due)
    assert told().sent == []
    assert told(now + timedelta(hours=1, seconds=1)).sent, "it is due, and told of"
    again = make_article("scheduled", published_at=now + timedelta(hours=1))
    save_story(again)
    Article.objects.filter(pk=again.pk).update(visibility="hidden", state="draft")
    assert told(now + timedelta(hours=2)).sent == []


def test_a_scheduled_story_is_told_of_when_it_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now() + timedelta(hours=1)
    story = make_article("scheduled", published_at=moment)
    save_story(story)
    assert told(moment - timedelta(seconds=1)).sent == []
    assert told(moment).addresses() == [SITE + story.get_absolute_url()]


def test_engines_hear_that_a_story_went() -> None:
    story = make_article()
    save_story(story)
    told()
    withdraw(story, reason="court order")
    assert told().addresses() == [SITE + story.get_absolute_url()]


def test_engines_hear_nothing_of_copies_that_they_may_not_list() -> None:
    save_story(make_article(source=make_source(indexing=Indexing.NOINDEX)))
    posts = told()
    assert [address for address, _body in posts.sent] == [HUB]


def test_who_does_not_answer_is_asked_again_and_in_the_end_let_be() -> None:
    save_story(make_article())
    moment = timezone.now() + timedelta(seconds=1)
    for tries in range(5):
        assert Announcement.objects.get().tries == tries
        faults = announce(moment, Posts("no answer")).faults
        assert faults == ["no answer", "no answer"]
        assert announce(moment, Posts()).stories == 0, "it waits"
        moment += timedelta(hours=3)
    assert not Announcement.objects.exists()


def test_nothing_is_noted_or_said_while_it_is_off(client: Client, settings: Any) -> None:
    settings.WEBSUB_HUB = settings.INDEXNOW_KEY = ""
    save_story(make_article())
    assert not Announcement.objects.exists()
    answer = client.get("/feed.rss")
    assert "Link" not in answer.headers
    assert b'rel="hub"' not in answer.content
    assert client.get("/a1b2c3d4e5f6.txt").status_code == 404
    with pytest.raises(CommandError, match="WEBSUB_HUB"):
        call_command("announce")


def test_feeds_name_their_hub_and_the_key_is_shown(client: Client) -> None:
    make_article()
    for ending in ("rss", "atom"):
        answer = client.get(f"/feed.{ending}")
        assert answer.headers["Link"] == f'<{HUB}>; rel="hub", <{SITE}/feed.{ending}>; rel="self"'
        assert 'rel="hub"' in answer.content.decode()
    assert client.get("/feed.json").json()["hubs"] == [{"type": "WebSub", "url": HUB}]
    assert client.get(f"/{KEY}.txt").content.decode() == KEY
    assert client.get("/another-key-of-theirs.txt").status_code == 404


def test_the_command_says_who_could_not_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    save_story(make_article())
    monkeypatch.setattr("articles.ingest.outbound.resolve", lambda host, port: ["127.0.0.1"])
    out = StringIO()
    with pytest.raises(CommandError, match="private network"):
        call_command("announce", stdout=out)
    assert "1 stories told" in out.getvalue()
    assert Announcement.objects.get().tries == 1
