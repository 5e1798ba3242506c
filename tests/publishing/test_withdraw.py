"""A withdrawn story is gone at once and everywhere, and neither import nor restore revives it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from articles import freshness
from articles.body.document import document, paragraph, validate
from articles.body.document import figure as figure_block
from articles.models import Article, PreviewLink, State, Tombstone, Visibility
from articles.public import page_cache
from articles.publishing import tombstones
from articles.publishing.moves import move
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from media.views import PUBLIC as PICTURES
from tests.admin.pages import login
from tests.factories import make_article, make_picture, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_every_public_door_forgets_the_story(client: Client) -> None:
    make_article()
    story = make_article(headline="Xanthous words")
    address = story.get_absolute_url()
    etag = client.get(address).headers.get("ETag", "none")
    withdraw(story, reason="A court said so.")
    for headers in ({}, {"If-None-Match": etag}, {"Range": "bytes=0-10"}):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 410
        assert b"Xanthous" not in answer.content
        assert b"court" not in answer.content
    assert client.get(f"/old-section/other-words-{story.pk}").status_code == 410
    for door in ("/", "/feed.rss", "/search?q=xanthous", "/sitemaps/stories-1.xml", "/api/stories"):
        assert "xanthous-words" not in client.get(door).content.decode(), door


def test_every_cache_that_we_run_has_forgotten_within_five_seconds() -> None:
    """By what is written down; `python -m tests.cluster.drill --only publish` measures it."""
    assert freshness.REMEMBERED <= 1  # the origin: every process asks for the number again
    page = page_cache.SHARED + page_cache.MEANWHILE + freshness.REMEMBERED
    kept = {"/": page, "/pictures/": shared_seconds(PICTURES)}
    proxy = Path(settings.BASE_DIR, "newsroom/deploy/nginx.conf").read_text()
    cached = 0
    for place, rules in re.findall(r"location (\S+) \{([^}]*)\}", proxy):
        if "proxy_cache newsroom" not in rules:
            continue
        cached += 1
        asks_origin = "Cache-Control" not in "".join(re.findall("proxy_ignore_headers.*", rules))
        own = max(map(int, re.findall(r"proxy_cache_valid .*?(\d+)s;", rules)))
        longest = kept[place] if asks_origin else own + freshness.REMEMBERED
        assert longest <= 5, place
        assert "proxy_cache_use_stale" not in rules
    assert cached == len(kept)


def shared_seconds(control: str) -> float:
    return float(re.search(r"s-maxage=(\d+)", control).group(1))  # type: ignore[union-attr]


@pytest.mark.thorough
def test_one_page_withdraws_whatever_stands_in_the_form_and_whoever_saves_meanwhile() -> None:
    client, user = login()
    story = make_article()
    save_story(story)
    page = f"/admin/articles/article/{story.pk}/withdraw/"
    said = client.get(page).content.decode()
    assert story.get_absolute_url() in said
    assert client.post(page, {"reason": " "}).status_code == 200
    assert Client().get(story.get_absolute_url()).status_code == 200
    old = Article.objects.get(pk=story.pk)
    story.headline = "Saved by somebody a moment ago"
    save_story(story)
    withdraw(old, reason="A court said so.", by=user)
    assert Client().get(story.get_absolute_url()).status_code == 410
    assert client.post(page, {"reason": "Again."}, follow=True).status_code == 200
    other = make_article()
    page = f"/admin/articles/article/{other.pk}/withdraw/"
    client.post(page, {"reason": "A court said so."})
    other.refresh_from_db()
    assert (other.state, other.state_reason) == (State.WITHDRAWN, "A court said so.")
    assert set(tombstones.read_file()) == {str(story.pk), str(other.pk)}


def test_of_two_withdrawals_at_one_moment_no_tombstone_is_lost() -> None:
    stones = [Tombstone(article_pk=number, reason="Wrong.") for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tombstones.note, stones))
    assert len(tombstones.read_file()) == 8


def test_only_pictures_that_nothing_else_shows_lose_their_copies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    removed: list[int] = []
    monkeypatch.setattr(
        "articles.publishing.withdraw.remove_renditions", lambda picture: removed.append(picture.pk)
    )
    own, shared = make_picture(), make_picture()
    story = make_article(lead_picture=own)
    story.body = validate(document(paragraph("Words."), figure_block(shared.pk)))
    save_story(story)
    other = make_article(lead_picture=shared)
    save_story(other)
    withdraw(story, reason="Rights.")
    assert removed == [own.pk]


def test_preview_links_end_and_a_draft_comes_back_only_by_reinstating() -> None:
    user = make_user(is_staff=True, is_superuser=True)
    story = make_article()
    PreviewLink.objects.create(
        article=story, version=1, token_digest="x", ends_at="2099-01-01T00:00:00Z"
    )
    move(story, "withdraw", by=user, reason="Wrong.")
    assert not PreviewLink.objects.exists()
    assert str(story.pk) in tombstones.read_file()
    move(story, "reinstate", by=user, reason="It was right.")
    assert str(story.pk) not in tombstones.read_file()
    assert not Tombstone.objects.exists()
    story.refresh_from_db()
    assert (story.state, story.visibility) == (State.DRAFT, Visibility.HIDDEN)
    move(story, "publish", by=user)
    assert Client().get(story.get_absolute_url()).status_code == 200


def test_the_file_knows_without_the_database_and_a_restore_revives_nothing(
    client: Client, django_assert_num_queries: Any
) -> None:
    story = make_article()
    before = {name: getattr(story, name) for name in ("state", "visibility")}
    withdraw(story, reason="A court said so.")
    with django_assert_num_queries(0):
        assert str(story.pk) in tombstones.read_file()
        assert str(story.pk + 1) not in tombstones.read_file()
    Article.objects.filter(pk=story.pk).update(withdrawn_at=None, **before)
    Tombstone.objects.all().delete()
    assert client.get(story.get_absolute_url()).status_code == 200, "as restored"
    assert tombstones.enforce() == [story.pk]
    assert tombstones.enforce() == []
    assert client.get(story.get_absolute_url()).status_code == 410


def test_a_withdrawal_that_fails_leaves_everything_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = make_article()

    def full(*_args: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("articles.publishing.tombstones._replace", full)
    with pytest.raises(OSError, match="disk full"):
        withdraw(story, reason="Wrong.")
    story.refresh_from_db()
    assert story.visibility == Visibility.PUBLIC
