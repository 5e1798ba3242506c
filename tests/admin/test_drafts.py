"""What is typed is kept apart from the story, offered again, and gone once the story is saved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Draft, Presence
from tests.admin.pages import address, form_of, login
from tests.factories import make_article

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/draft/"


def keep(client: Client, url: str, **fields: Any) -> Any:
    form = {"fields": fields, "body": {"type": "doc", "content": []}, "ties": {}}
    return client.post(url, {"base_version": 0, "form": form}, content_type="application/json")


def test_typing_into_a_live_story_changes_no_reader_and_no_version() -> None:
    client, user = login()
    story = make_article(headline="As it is")
    for words in ("Typed", "Typed more"):
        answer = keep(client, address(story, "draft"), headline=words)
        assert answer.status_code == 200
        assert len(answer.json()["saved"]) == 8
    story.refresh_from_db()
    assert (story.headline, story.version, story.revisions.count()) == ("As it is", 0, 0)
    assert Draft.objects.get(article=story, user=user).form["fields"]["headline"] == "Typed more"


def test_a_draft_is_offered_with_its_difference_to_its_own_editor_only() -> None:
    client, _user = login()
    story = make_article("draft", headline="As it is")
    keep(client, address(story, "draft"), headline="As it was typed <b>")
    page = client.get(address(story)).content.decode()
    assert "You left text unsaved" in page
    assert "<ins>was typed &lt;b&gt;</ins>" in page
    other, _other_user = login()
    assert "You left text unsaved" not in other.get(address(story)).content.decode()


def test_saving_or_throwing_away_ends_the_draft() -> None:
    client, _user = login()
    story = make_article("draft")
    keep(client, address(story, "draft"), headline="Typed")
    client.post(address(story), form_of(story, headline="Saved"))
    assert not Draft.objects.exists()
    keep(client, address(story, "draft"), headline="Typed")
    keep(client, NEW, headline="A new one")
    keep(client, NEW, headline="A new one, later")
    assert Draft.objects.count() == 2
    client.post(address(story, "draft"), {"forget": "1"})
    assert "A new one, later" in client.get("/admin/articles/article/add/").content.decode()
    client.post("/admin/articles/article/add/", form_of(Article(headline="A new one")))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("sent", ["", "[]", '{"form": 1}', '{"form": {}, "base_version": "x"}'])
def test_what_is_no_form_is_refused(sent: str) -> None:
    client, _user = login()
    assert client.post(NEW, sent, content_type="application/json").status_code == 400


def test_others_see_who_is_editing_until_they_leave() -> None:
    story = make_article("draft")
    ana, _user = login(first_name="Ana")
    ben, _other = login(first_name="Ben")
    here = address(story, "presence")
    assert ana.post(here).json()["others"] == []
    heard = ben.post(here).json()["others"]
    assert len(heard) == 1
    assert heard[0].startswith("Ana is editing (since ")
    assert "Ana, Ben is editing" in ben.get("/admin/articles/article/").content.decode()
    ana.post(here, {"leave": "1"})
    assert ben.post(here).json()["others"] == []
    ana.post(here)
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=1))
    assert "is editing" not in ana.get("/admin/articles/article/").content.decode()


def test_an_editor_who_was_signed_out_is_told_by_a_redirect() -> None:
    client, _user = login()
    story = make_article("draft")
    client.logout()
    assert keep(client, address(story, "draft"), headline="Typed").status_code == 302
