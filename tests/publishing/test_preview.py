"""Previews: the real page of what is not saved; links that show one version and end by themselves."""

from __future__ import annotations

import base64
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from lxml import html
from PIL import Image

from articles.models import PreviewLink
from articles.publishing.moves import move
from articles.publishing.previewing import make_link
from articles.publishing.saving import save_story
from articles.publishing.snapshots import PersonTie, Ties
from tests.admin.pages import address, form_of, login
from tests.factories import make_article, make_person, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db


def test_the_unsaved_form_is_shown_by_the_real_template() -> None:
    client, _user = login()
    story = make_article("draft", headline="As saved")
    page = client.post(address(story, "preview"), form_of(story, headline="As typed", view="page"))
    said = page.content.decode()
    assert page.status_code == 200
    assert '<h1 class="headline" id="headline">As typed</h1>' in said
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert page.headers["Cache-Control"].startswith("no-store")
    story.refresh_from_db()
    assert story.headline == "As saved"
    assert story.version == 0


@pytest.mark.parametrize("view", ["desktop", "phone", "dark", "search", "social"])
def test_each_way_to_look_at_it_carries_the_form_along(view: str) -> None:
    client, _user = login()
    story = make_article("draft")
    page = client.post(
        address(story, "preview"), form_of(story, headline='A "typed" <b>', view=view)
    )
    said = page.content.decode()
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "A &quot;typed&quot; &lt;b&gt;" in said
    assert (f"preview-frame {view}" in said) is (view in {"desktop", "phone", "dark"})


def test_the_card_is_the_one_that_is_shared() -> None:
    """With its picture: drawn of an unsaved headline, or the story's own, from this very site."""
    client, _user = login()
    story = make_article("draft", section=make_section(name="Harbor"))
    typed = {"view": "social", "headline": "As typed", "social_title": "For the card"}
    page = client.post(address(story, "preview"), form_of(story, **typed))
    card = html.fromstring(page.content).find_class("social-card")[0]
    assert "For the card" in card.text_content()
    [image] = card.iter("img")
    drawn = base64.b64decode(image.get("src").removeprefix("data:image/jpeg;base64,"))
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert "img-src 'self' data:;" in page.headers["Content-Security-Policy"]
    own = make_article("draft", lead_picture=make_picture(width=1600, height=1200))
    typed = {"view": "social", "lead_picture": own.lead_picture_id}
    page = client.post(address(own, "preview"), form_of(own, **typed))
    [image] = html.fromstring(page.content).find_class("social-card")[0].iter("img")
    assert image.get("src").startswith("/pictures/")


def test_a_change_of_a_live_story_is_shown_before_anything_is_said_of_it() -> None:
    client, _user = login()
    story = make_article(headline="As it is")
    posted = form_of(story, headline="As typed", change="", view="page")
    page = client.post(address(story, "preview"), posted)
    assert "As typed" in page.content.decode()


def test_a_form_that_cannot_be_read_says_so_in_the_frame() -> None:
    client, _user = login()
    story = make_article("draft")
    page = client.post(address(story, "preview"), form_of(story, headline="", view="page"))
    assert "headline" in page.content.decode()
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    form = client.get(address(story))
    assert "frame-src 'self'" in form.headers["Content-Security-Policy"]
    assert form.headers["X-Frame-Options"] == "DENY"


def test_a_story_that_was_never_saved_can_be_looked_at() -> None:
    client, _user = login()
    posted = form_of(make_article("draft"), headline="Never saved", view="page")
    page = client.post("/admin/articles/article/preview/", posted)
    assert "Never saved" in page.content.decode()


def test_a_link_shows_its_version_without_an_account(client: Client) -> None:
    editor, _user = login()
    story = make_article("draft", headline="As shared", section=make_section(name="Harbor"))
    save_story(story, ties=Ties(people=[PersonTie(make_person("Ana Torres").pk)]))
    said = editor.post(address(story, "share")).content.decode()
    link = re.search(r"/preview/([\w-]{43})", said)
    assert link is not None
    assert link[1] not in str(list(PreviewLink.objects.values()))
    story.headline = "Changed since"
    save_story(story)
    page = client.get(link[0])
    assert page.status_code == 200
    words = page.content.decode()
    for word in ("As shared", "Ana Torres", "Harbor"):
        assert word in words
    assert "Changed since" not in words
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize(
    "end", ["publish", "withdraw", "schedule", "late", "wrong", "by the clock"]
)
def test_a_link_ends(client: Client, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher = make_user(is_staff=True, is_superuser=True)
    story = make_article("draft")
    now = timezone.now()
    if end == "by the clock":
        move(story, "schedule", by=publisher, at=now + timedelta(hours=1))
    token = make_link(story, by=publisher, now=now)
    assert client.get(f"/preview/{token}").status_code == 200
    later = now
    if end == "late":
        later = now + timedelta(hours=24)
    elif end == "wrong":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    elif end == "by the clock":
        later = now + timedelta(hours=1)
    else:
        move(story, end, by=publisher, reason="Because.", at=now + timedelta(hours=1))
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get(f"/preview/{token}").status_code == 404


def test_a_withdrawn_story_is_shown_to_nobody_by_a_link(client: Client) -> None:
    """Neither by a new one, nor by one that came back with a backup."""
    editor, user = login()
    story = make_article("draft")
    move(story, "withdraw", by=user, reason="A court said so.")
    said = editor.post(address(story, "share")).content.decode()
    assert "/preview/" not in said
    assert not PreviewLink.objects.exists()
    assert "Share a preview" not in editor.get(address(story)).content.decode()
    token = make_link(story, by=user, now=timezone.now())
    assert client.get(f"/preview/{token}").status_code == 404
    move(story, "reinstate", by=user, reason="It was right.")
    assert "/preview/" in editor.post(address(story, "share")).content.decode()


def test_the_dark_preview_has_the_dark_tokens_of_the_site() -> None:
    root = Path(settings.BASE_DIR)
    tokens = (root / "newsroom/static/newsroom/tokens.css").read_text()
    dark = tokens.split("@media (prefers-color-scheme: dark) {", 1)[1]
    ours = (root / "articles/static/articles/preview-dark.css").read_text()
    said = re.findall(r"--[\w-]+:[^;]+;", ours)
    assert len(said) > 8
    assert all(line in dark for line in said)
    assert re.findall(r"--[\w-]+:[^;]+;", dark[: dark.index("\n}")]) == said
