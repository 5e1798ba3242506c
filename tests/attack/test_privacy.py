"""Privacy: what the newsroom keeps to itself stands in no address, page, header, feed, error, metric or log."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article, Section
from articles.publishing.previewing import make_link
from articles.publishing.saving import save_story
from articles.search import index
from newsroom import health, privacy
from newsroom.logs import LineFormatter
from tests.admin.pages import login
from tests.attack.doors import admin_doors
from tests.attack.table import settle
from tests.factories import make_article, make_person, make_user
from tests.public.paper import make_paper

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

EMAIL = "nora.private@mail.example"
HEADLINE = "Zanzibar heist, not yet out"


def newsroom() -> tuple[Any, Client]:
    """A paper with an account, a signed-in editor, and a secret story that shares its people."""
    paper = make_paper()
    client, user = login("Publisher", email=EMAIL)
    client.get("/admin/")
    story = make_article("draft", headline=HEADLINE, people=[make_person()], created_by=user,
                         section=Section.objects.first())  # fmt: skip
    save_story(story, by=user)
    make_link(story, by=user, now=timezone.now())
    index(Article.objects.all())
    return paper, client


@pytest.mark.thorough
def test_no_public_door_and_no_log_line_says_what_is_kept() -> None:
    newsroom()
    kept = privacy.kept_to_itself()
    assert all(kept[kind] for kind in kept if kind != "the database's password")
    assert HEADLINE in kept["an unpublished headline"]
    failed = list(privacy.leaks())
    settle(
        "S24",
        "privacy: public doors, headers, errors and logs",
        tried=len(list(privacy.doors())),
        failed=failed,
    )


@pytest.mark.thorough
@pytest.mark.no_door_guard
def test_the_judge_of_privacy_sees_a_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom()
    monkeypatch.setattr(health, "_plain", lambda _text: health.HttpResponse(f"{EMAIL} {HEADLINE}"))
    monkeypatch.setattr(
        health, "_database", lambda: logging.getLogger("newsroom").warning("of %s", EMAIL) or True
    )
    kinds = {(leak.kind, leak.door) for leak in privacy.leaks()}
    assert ("an account's e-mail address", "/health") in kinds
    assert ("an unpublished headline", "/health") in kinds
    assert ("an account's e-mail address", "the log") in kinds
    said = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("check_privacy", stdout=said, stderr=said)
    assert EMAIL not in said.getvalue()


ADDRESS = re.compile(r'(?:href|src|action|data-[\w-]+)="([^"]*)"')


@pytest.mark.thorough
def test_no_address_of_the_desk_holds_words_or_secrets(caplog: pytest.LogCaptureFixture) -> None:
    """What stands in an address comes into logs, histories and referrers of others."""
    caplog.set_level(logging.INFO)
    _paper, client = newsroom()
    story = Article.objects.get(headline=HEADLINE)
    secret = client.session.session_key
    make_user("mallory", is_staff=True)
    Client().post("/admin/login/", {"username": "mallory", "password": "my real secret word"})
    failed, tried = [], 0
    for door in admin_doors(story):
        page = client.get(door)
        if page.streaming:
            continue
        tried += 1
        told = [
            *ADDRESS.findall(page.content.decode(errors="replace")),
            page.headers.get("Location", ""),
        ]
        failed += [
            (door, each)
            for each in told
            if "zanzibar" in each.lower() and "/zanzibar-heist" not in each
        ]
        failed += [(door, each) for each in told if EMAIL in each or secret in each]
    for record in caplog.records:
        line = LineFormatter().format(record)
        failed += [
            line for word in ("my real secret word", EMAIL, secret, HEADLINE) if word in line
        ]
    settle(
        "S24", "privacy: addresses on the desk's screens, and its log", tried=tried, failed=failed
    )
