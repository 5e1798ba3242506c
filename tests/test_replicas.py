"""Readers are sent to a replica only once it holds what the primary holds; a dead one is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from articles import freshness
from articles.models import Article
from newsroom import databases, places, replicas
from newsroom.replicas import PRIMARY, ReadersDatabaseMiddleware, ReadersRouter, Replicas

ROUTER = ReadersRouter()
OPTIONS = databases.Options(60, 30000, 5000, prepares=True)


class World:
    """Replicas by the numbers they hold, None for one that is away; `clock` is moved by hand."""

    def __init__(self) -> None:
        self.numbers: dict[str, int | None] = {"one": 5, "two": 5}
        self.clock = 100.0
        self.asked = 0

    def current(self, using: str) -> int:
        self.asked += 1
        number = self.numbers[using]
        if number is None:
            raise OperationalError("the server closed the connection")
        return number


@pytest.fixture
def world(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    world = World()
    settings.REPLICAS = {"one": "", "two": ""}
    monkeypatch.setattr(freshness, "current", world.current)
    monkeypatch.setattr(replicas, "time", SimpleNamespace(monotonic=lambda: world.clock))
    monkeypatch.setattr(replicas, "connections", dict.fromkeys(world.numbers, connections[PRIMARY]))
    monkeypatch.setattr(replicas, "replicas", Replicas())
    yield world
    replicas._reading.set(PRIMARY)


def test_replicas_take_turns_and_are_asked_once_for_each_number(world: World) -> None:
    known = Replicas()
    assert {known.choose(5) for _turn in range(10)} == {"one", "two"}
    assert world.asked == 2
    world.numbers = {"one": 6, "two": 6}
    assert known.choose(6) in {"one", "two"}


def test_a_replica_that_lags_gets_nobody_until_it_holds_the_newest_change(world: World) -> None:
    known = Replicas()
    world.numbers = {"one": 4, "two": 4}
    assert [known.choose(5) for _turn in range(6)] == [PRIMARY] * 6
    assert world.asked == 2
    world.numbers["two"] = 5
    world.clock += replicas.ASKED_AGAIN + 0.01
    assert {known.choose(5) for _turn in range(6)} == {"two"}


def test_a_dead_replica_is_left_alone_for_a_while(world: World) -> None:
    known = Replicas()
    world.numbers["one"] = None
    assert {known.choose(5) for _turn in range(6)} == {"two"}
    world.numbers = {"one": 5, "two": None}
    known.leave_alone("two")
    assert known.choose(5) == PRIMARY
    world.clock += replicas.AWAY + 0.01
    assert {known.choose(5) for _turn in range(6)} == {"one"}


@pytest.fixture
def readers(world: World, monkeypatch: pytest.MonkeyPatch) -> Any:
    fresh = freshness.Fresh(5, None, 0.0)
    monkeypatch.setattr(freshness, "now_fresh", lambda: fresh)
    used: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        used.append(ROUTER.db_for_read(Article))
        return HttpResponse()

    return SimpleNamespace(
        used=used, view=view, middleware=ReadersDatabaseMiddleware(view), world=world
    )


@pytest.mark.parametrize(
    ("method", "path", "goes_to_a_replica"),
    [
        ("GET", "/", True),
        ("HEAD", "/city/story-1", True),
        ("GET", "/pictures/0/w320.webp", True),
        ("GET", "/admin/", False),
        ("GET", "/preview/x", False),
        ("POST", "/", False),
    ],
)
def test_only_readers_go_to_a_replica(
    readers: Any, method: str, path: str, goes_to_a_replica: bool
) -> None:
    readers.middleware(RequestFactory().generic(method, path))
    assert (readers.used[0] in readers.world.numbers) is goes_to_a_replica
    assert ROUTER.db_for_read(Article) == PRIMARY


def test_a_request_that_wrote_reads_from_the_primary(world: World) -> None:
    token = replicas._reading.set("one")
    assert ROUTER.db_for_read(Article) == "one"
    assert ROUTER.db_for_write(Article) == PRIMARY
    assert ROUTER.db_for_read(Article) == PRIMARY
    replicas._reading.reset(token)
    assert ROUTER.allow_migrate("one", "articles") is False
    assert ROUTER.allow_migrate(PRIMARY, "articles") is True


def test_a_replica_that_fails_in_the_middle_makes_way_for_the_primary(readers: Any) -> None:
    request = RequestFactory().get("/")
    request.resolver_match = SimpleNamespace(func=readers.view, args=(), kwargs={})
    replicas._reading.set("one")
    fault = OperationalError("server closed the connection unexpectedly")
    answer = readers.middleware.process_exception(request, fault)
    assert answer.status_code == 200
    assert readers.used == [PRIMARY]
    assert replicas.replicas.rest_until["one"] > readers.world.clock
    assert readers.middleware.process_exception(request, fault) is None
    replicas._reading.set("one")
    assert readers.middleware.process_exception(request, ValueError("ours")) is None


def test_a_replica_in_a_test_is_a_look_into_the_primary() -> None:
    found = databases.replica(
        {"ENGINE": "django.db.backends.postgresql", "HOST": "%2Frun%2Fa"}, OPTIONS
    )
    assert found["TEST"] == {"MIRROR": "default"}
    assert found["HOST"] == "/run/a"
    assert found["CONN_HEALTH_CHECKS"] is True
    assert "statement_timeout=30000" in found["OPTIONS"]["options"]


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("s3://bucket", {"bucket_name": "bucket", "location": ""}),
        ("s3://a:b%2Fc@bucket/folder", {"access_key": "a", "secret_key": "b/c", "location": "folder"}),
        (
            "s3://bucket?endpoint=https://s3.example&region=eu-1",
            {"endpoint_url": "https://s3.example", "region_name": "eu-1", "addressing_style": "path"},
        ),
    ],
)  # fmt: skip
def test_a_storage_is_private_whatever_its_address_says(url: str, wanted: dict[str, str]) -> None:
    options = places.storage(url)["OPTIONS"]
    assert wanted.items() <= options.items()
    assert (options["default_acl"], options["querystring_auth"]) == ("private", True)
    assert options["file_overwrite"] is False


@pytest.mark.parametrize("url", ["ftp://bucket", "s3://", "s3://bucket?acl=public-read", "bucket"])
def test_an_address_that_says_something_else_is_refused_without_its_secret(url: str) -> None:
    with pytest.raises(places.BadAddress, match="STORAGE_URL"):
        places.storage(url)


def test_without_an_address_files_stay_on_this_machine() -> None:
    assert places.storage("")["BACKEND"].endswith("FileSystemStorage")
