"""The page cache: one render for many, never late for a change, the same for everybody."""

from __future__ import annotations

import gzip
import threading
import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.cache import cache, caches
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import freshness
from articles.models import (
    Article,
    Contributor,
    FormerAddress,
    Person,
    Section,
    Source,
    Topic,
)
from articles.public import page_cache
from articles.public.page_cache import PageCacheMiddleware, allowed_query
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from media.models import Picture
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_picture,
    make_section,
    make_source,
    make_topic,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_page_cache", "clock_stands")]


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


MACHINES = [
    "/feed.rss", "/feed.atom", "/feed.json", "/api/stories", "/api/stories/{pk}",
    "/api/stories/{pk}/ninjs", "/api/openapi.json", "/oembed?url=http://127.0.0.1:8000{path}",
]  # fmt: skip
"""Doors that programs of other sites may read in a browser."""


@pytest.mark.parametrize("door", [*MACHINES, "{path}", "/", "/search?q=tram", "/nowhere"])
def test_a_kept_answer_says_in_its_headers_what_the_view_said(
    client: Client, settings: Any, door: str
) -> None:
    settings.WEBSUB_HUB = "https://hub.example/"
    story = make_article()
    address = door.format(pk=story.pk, path=story.get_absolute_url())
    first, again = client.get(address), client.get(address)
    settings.PAGE_CACHE = False
    plain = client.get(address)
    assert first.headers.keys() == again.headers.keys()
    assert plain.headers.keys() <= first.headers.keys(), "the cache drops what the view says"
    assert (first.headers.get("Access-Control-Allow-Origin") == "*") is (door in MACHINES)


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


class Crowd:
    """Many readers at one address; the view lets nobody through before all of them have come."""

    def __init__(self, size: int, *, status: int = 200, processes: int = 1) -> None:
        self.renders: list[str] = []
        self.answers: list[bytes] = []
        self.come = threading.Barrier(size + 1)
        self.status = status
        gates = [PageCacheMiddleware(self.view) for _process in range(processes)]
        self.readers = [
            threading.Thread(target=self.ask, args=[gates[n % processes]]) for n in range(size)
        ]

    def view(self, request: HttpRequest) -> HttpResponse:
        self.renders.append(request.path)
        self.all_here.wait(600)
        return HttpResponse("a page", status=self.status)

    def ask(self, gate: PageCacheMiddleware) -> None:
        self.come.wait(600)
        answer: Any = gate(RequestFactory().get("/new"))
        self.answers.append(answer.content)

    def ask_all(self) -> None:
        self.all_here = threading.Event()
        freshness._memory["fresh"] = freshness.Fresh(1, None, float("inf"))
        for reader in self.readers:
            reader.start()
        self.come.wait(600)
        self.all_here.set()
        for reader in self.readers:
            reader.join()


@pytest.mark.thorough
def test_a_thousand_at_once_render_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "LONGEST", 3600.0)  # however long a thousand threads take
    crowd = Crowd(1000)
    crowd.ask_all()
    assert len(crowd.renders) == 1
    assert crowd.answers == [b"a page"] * 1000


def test_processes_that_share_a_cache_render_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "is_shared", lambda: True)
    monkeypatch.setattr(page_cache, "LONGEST", 3600.0)
    monkeypatch.setattr(page_cache, "MARKED", 3600.0)
    crowd = Crowd(40, processes=4)
    crowd.ask_all()
    assert len(crowd.renders) == 1
    assert crowd.answers == [b"a page"] * 40


def test_a_page_that_is_not_kept_is_rendered_for_each() -> None:
    crowd = Crowd(10, status=500)
    crowd.ask_all()
    assert len(crowd.renders) == 10
    assert crowd.answers == [b"a page"] * 10


def test_a_cache_that_is_down_costs_renders_and_no_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_words: Any, **_more: Any) -> None:
        raise ConnectionError("no cache here")

    for name in ("get", "set", "add", "delete"):
        monkeypatch.setattr(type(caches["default"]), name, down)
    story = make_article()
    for _turn in range(2):
        assert client.get(story.get_absolute_url()).status_code == 200


def test_a_kept_page_asks_neither_the_resolver_nor_a_session(client: Client) -> None:
    story = make_article()
    path = story.get_absolute_url()
    kept = client.get(path).content
    names = [name.rsplit(".", 1)[1] for name in settings.MIDDLEWARE]
    assert names.index("PageCacheMiddleware") < names.index("SessionMiddleware")

    def never(request: HttpRequest) -> HttpResponse:
        raise AssertionError("a kept page went on to the rest of the site")

    gate = PageCacheMiddleware(never)
    asked = RequestFactory().get(path, headers={"cookie": "newsroom_session=abc"})
    answer: Any = gate(asked)
    assert answer.content == kept


def test_shared_caches_keep_a_page_no_longer_than_the_clock_allows(client: Client) -> None:
    story = make_article()
    control = client.get(story.get_absolute_url()).headers["Cache-Control"]
    assert control == "public, max-age=0, s-maxage=2, must-revalidate, stale-while-revalidate=1"
    make_article("scheduled", published_at=timezone.now() + timedelta(seconds=1.9))
    freshness._memory.clear()
    for path in (story.get_absolute_url(), "/", "/nowhere"):
        control = client.get(path).headers["Cache-Control"]
        seconds = int(control.split("s-maxage=")[1].split(",")[0])
        assert seconds == 1, path


def test_a_search_is_kept_here_and_by_nobody_else(
    client: Client, django_assert_num_queries: Any
) -> None:
    for path in ("/search?q=tram", "/search/suggest?q=tram"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
        with django_assert_num_queries(0):
            assert client.get(path).status_code == 200


SHOWN: dict[type[Model], Any] = {
    Section: make_section, Source: make_source, Person: make_person, Topic: make_topic,
    Contributor: make_contributor, Picture: make_picture,
}  # fmt: skip


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_every_row_that_readers_see_moves_the_number_when_it_is_saved(model: type[Model]) -> None:
    row, screen = SHOWN[model](), admin.site._registry[model]
    request = RequestFactory().post("/")
    request.user = make_user(is_staff=True, is_superuser=True)
    before = freshness.current()
    form = screen.get_form(request, row, change=True)(instance=row)
    screen.save_model(request, row, form, change=True)
    assert freshness.current() > before


def test_a_section_that_moves_leads_on(client: Client) -> None:
    section = make_section(slug="harbor")
    screen = admin.site._registry[Section]
    section.slug = "port"
    request = RequestFactory().post("/")
    request.user = make_user(is_staff=True, is_superuser=True)
    screen.save_model(request, section, screen.get_form(request)(), change=True)
    answer = client.get("/harbor")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/port")


@pytest.mark.parametrize("path", ["/admin/login/", "/pictures/none.jpg"])
def test_what_is_not_public_is_never_kept(client: Client, path: str) -> None:
    client.get(path)
    middleware = PageCacheMiddleware(lambda request: HttpResponse())
    assert middleware.key_of(RequestFactory().get(path)) is None


@pytest.mark.parametrize("slug", ["health-2", "ready-to-wear", "metrics"])
def test_a_section_called_like_a_page_for_machines_is_kept(
    client: Client, django_assert_num_queries: Any, slug: str
) -> None:
    story = make_article(section=make_section(slug=slug))
    client.get(story.get_absolute_url())
    with django_assert_num_queries(0):
        assert client.get(story.get_absolute_url()).status_code == 200


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


def away(*args: Any, **kwargs: Any) -> Any:
    raise OperationalError("connection refused: host=secret")


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`leave()` takes it away; `later()` lets the cached pages and what was read grow old."""

    def later() -> None:
        real = time.time
        monkeypatch.setattr(page_cache, "time", SimpleNamespace(
            time=lambda: real() + 7200, monotonic=time.monotonic, sleep=time.sleep,
        ))  # fmt: skip
        monkeypatch.setattr(freshness, "REMEMBERED", 0.0)

    def leave() -> None:
        monkeypatch.setattr(CursorWrapper, "execute", away)
        later()

    return SimpleNamespace(leave=leave, later=later)


def test_while_the_database_is_away_readers_get_what_they_had(
    client: Client, database: Any
) -> None:
    client.raise_request_exception = False
    story = make_article(headline="Read before the lights went out")
    address = story.get_absolute_url()
    assert client.get(address).status_code == 200
    database.leave()
    assert b"Read before the lights went out" in client.get(address).content
    never_read = client.get("/search?q=lights")
    assert (never_read.status_code, never_read.headers["Retry-After"]) == (503, "5")
    assert b"secret" not in never_read.content
    assert "no-store" in never_read.headers["Cache-Control"]


def test_while_the_database_is_away_nothing_older_than_the_newest_change_shows(
    client: Client, database: Any
) -> None:
    client.raise_request_exception = False
    story = make_article(headline="Withdrawn before the lights went out")
    address = story.get_absolute_url()
    assert client.get(address).status_code == 200
    withdraw(story, reason="a mistake")
    freshness.now_fresh()
    database.leave()
    assert client.get(address).status_code == 503


def test_a_page_past_its_seconds_is_made_anew_while_the_database_is_there(
    client: Client, database: Any
) -> None:
    story = make_article(headline="First words")
    address = story.get_absolute_url()
    client.get(address)
    Article.objects.filter(pk=story.pk).update(headline="Second words")
    assert b"First words" in client.get(address).content
    database.later()
    assert b"Second words" in client.get(address).content
