"""The page cache: one render for many, never late for a change, the same for everybody."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import freshness
from articles.models import Article, FormerAddress
from articles.public.page_cache import PageCacheMiddleware, allowed_query
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cache_on(settings: Any) -> Iterator[None]:
    settings.PAGE_CACHE = True
    cache.clear()
    freshness._memory.clear()
    yield
    cache.clear()
    freshness._memory.clear()


def test_a_second_reader_costs_no_query_on_stories(
    client: Client, django_assert_num_queries: Any
) -> None:
    story = make_article()
    first = client.get(story.get_absolute_url())
    with django_assert_num_queries(0):
        second = client.get(story.get_absolute_url())
    assert first.content == second.content
    assert second.status_code == 200


@pytest.mark.parametrize("how", ["save", "withdraw"])
def test_a_change_shows_at_once(client: Client, how: str) -> None:
    story = make_article(headline="Before the change")
    address = story.get_absolute_url()
    assert b"Before the change" in client.get(address).content
    if how == "save":
        story.standfirst = "After the change"
        save_story(story)
        assert b"After the change" in client.get(address).content
    else:
        withdraw(story, reason="a mistake")
        assert client.get(address).status_code == 410


def test_a_page_is_not_kept_past_the_next_change_by_the_clock() -> None:
    now = timezone.now()
    make_article("scheduled", published_at=now + timedelta(seconds=2))
    fresh = freshness.now_fresh()
    assert fresh.next_change is not None
    assert freshness.lifetime(fresh, now, 5.0) <= 2.0
    assert freshness.lifetime(fresh, now + timedelta(seconds=1.9), 5.0) <= 0.11
    assert freshness.lifetime(fresh, now + timedelta(seconds=3), 5.0) == 0.0


def test_an_embargo_that_ends_makes_the_number_be_read_again(client: Client) -> None:
    story = make_article("embargoed", embargo_until=timezone.now() + timedelta(seconds=0.4))
    assert client.get(story.get_absolute_url()).status_code == 404
    Article.objects.filter(pk=story.pk).update(embargo_until=timezone.now() - timedelta(seconds=1))
    freshness._memory.clear()
    cache.clear()
    assert client.get(story.get_absolute_url()).status_code == 200


def test_who_has_the_page_gets_304(client: Client) -> None:
    story = make_article()
    etag = client.get(story.get_absolute_url()).headers["ETag"]
    again = client.get(story.get_absolute_url(), headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" in again.headers


def test_a_packed_page_unpacks_to_the_same(client: Client) -> None:
    story = make_article()
    plain = client.get(story.get_absolute_url())
    packed = client.get(story.get_absolute_url(), headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_an_editors_visit_does_not_fill_the_cache_with_anything_of_theirs(client: Client) -> None:
    story = make_article()
    editor = Client()
    editor.force_login(make_user(is_staff=True, is_superuser=True))
    theirs = editor.get(story.get_absolute_url())
    ours = client.get(story.get_absolute_url())
    assert theirs.content == ours.content
    assert not ours.cookies
    assert "Cookie" not in ours.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("page=2", "page=2"),
        ("utm_source=x&page=2", "page=2"),
        ("q=tram&page=2", "page=2&q=tram"),
        ("page=1&page=2", None),
        ("q=" + "a" * 600, None),
    ],
)
def test_only_what_pages_read_names_a_page(query: str, kept: str | None) -> None:
    assert allowed_query(query) == kept


def test_a_herd_renders_once() -> None:
    renders = []
    gate = threading.Event()

    def view(request: HttpRequest) -> HttpResponse:
        renders.append(request.path)
        gate.wait(2)
        return HttpResponse("a page")

    middleware = PageCacheMiddleware(view)
    freshness._memory["fresh"] = freshness.Fresh(1, None, float("inf"))
    answers: list[bytes] = []

    def ask() -> None:
        answers.append(middleware(RequestFactory().get("/new")).content)  # type: ignore[attr-defined]

    threads = [threading.Thread(target=ask) for _number in range(20)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    assert len(renders) == 1
    assert answers == [b"a page"] * 20


@pytest.mark.parametrize("path", ["/admin/login/", "/pictures/none.jpg"])
def test_what_is_not_public_is_never_kept(client: Client, path: str) -> None:
    client.get(path)
    middleware = PageCacheMiddleware(lambda request: HttpResponse())
    assert middleware.key_of(RequestFactory().get(path)) is None


def test_old_addresses_that_differ_in_their_query_alone_stay_apart(client: Client) -> None:
    one, two = make_article(), make_article()
    for number, story in enumerate((one, two)):
        FormerAddress.objects.create(path=f"/old.php?id={number}", article=story)
    for number, story in enumerate((one, two)):
        answer = client.get(f"/old.php?id={number}")
        assert answer.headers["Location"] == story.get_absolute_url()


def test_the_length_of_an_answer_is_part_of_its_name(client: Client) -> None:
    for _ in range(3):
        make_article()
    lengths = [len(client.get(f"/api/stories?limit={n}").json()["stories"]) for n in (1, 3)]
    assert lengths == [1, 3]
