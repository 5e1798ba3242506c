"""A CDN in front keeps pages longer, and is told when they change; without one nothing is said."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from articles import freshness
from articles.ingest import outbound
from articles.ingest.outbound import NotFetched
from articles.public import purging
from articles.public.purging import AGAIN, Follower, purge
from articles.publishing.withdraw import withdraw
from newsroom.places import BadAddress, cdn
from tests.factories import make_article
from tests.public.ready_client import by_django, make_reader, warm

FASTLY = "fastly://token@ServiceOne?seconds=120"
CLOUDFLARE = "cloudflare://token@zone1"


@pytest.mark.parametrize(
    "url",
    ["https://token@host", "fastly://service", "fastly://token@", "cloudflare://t@z?seconds=0",
     "cloudflare://t@z?seconds=99999", "cloudflare://t@z?seconds=long"],
)  # fmt: skip
def test_an_address_of_no_cdn_is_refused_without_its_secret(url: str) -> None:
    with pytest.raises(BadAddress) as refused:
        cdn(url)
    assert "token" not in str(refused.value)


@pytest.mark.django_db
@pytest.mark.usefixtures("through_page_cache")
@pytest.mark.parametrize(
    ("url", "keeps", "knows", "seconds"),
    [
        (FASTLY, "Surrogate-Control", "Surrogate-Key", 120),
        (CLOUDFLARE, "CDN-Cache-Control", "Cache-Tag", 60),
        ("", "", "", 0),
    ],
)
def test_pages_for_everybody_bear_the_key_and_nothing_else_does(
    settings: Any, url: str, keeps: str, knows: str, seconds: int
) -> None:
    settings.CDN = cdn(url)
    now = timezone.now()
    story = make_article()
    reader = make_reader()
    address = story.get_absolute_url()
    warm(reader, address)
    answers = [Client().get(address), Client().get("/nowhere"), reader.get(address)]
    assert by_django(reader) == 0, "the last came from the door before Django"
    private = [Client().get("/search?q=tram"), Client().get("/health")]
    for answer in [*answers, *private]:
        is_told = bool(url) and answer in answers
        assert answer.headers.get(keeps) == (f"max-age={seconds}" if is_told else None)
        assert answer.headers.get(knows) == ("pages" if is_told else None)
    make_article("scheduled", published_at=now + timedelta(seconds=30))
    freshness.move()
    for _door in range(3):
        said = reader.get(address).headers.get(keeps, "max-age=0")
        assert int(said.partition("=")[2]) < 30, "never past the next change by the clock"


class Cdn(HTTPServer):
    """Stands in for a CDN on the loopback: keeps what it is asked for until it is told to drop it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.kept: dict[str, int] = {}
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 200

    def get(self, path: str) -> int:
        if path not in self.kept:
            self.kept[path] = Client().get(path).status_code
        return self.kept[path]


class Asked(BaseHTTPRequestHandler):
    server: Cdn

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, dict(self.headers.items()), body))
        if self.server.status == 200:
            self.server.kept.clear()
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Cdn]:
    """The CDN's own address leads to the stand-in, by the one door to the network."""
    with Cdn() as server:
        connect = outbound.socket.create_connection
        monkeypatch.setattr(outbound, "resolve", lambda host, port: ["93.184.216.34"])
        monkeypatch.setattr(
            outbound.socket,
            "create_connection",
            lambda _address, **options: connect(("127.0.0.1", server.server_port), **options),
        )
        settings.CDN = cdn(CLOUDFLARE)
        settings.CDN["address"] = settings.CDN["address"].replace("https:", "http:")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.django_db
@pytest.mark.usefixtures("through_page_cache")
def test_a_withdrawal_is_gone_from_the_cdn_and_what_raced_it_goes_too(stand_in: Cdn) -> None:
    story = make_article()
    address, follower, now = story.get_absolute_url(), Follower(), time.monotonic()
    follower.look(now)
    follower.look(now + AGAIN)
    stand_in.heard.clear()
    assert stand_in.get(address) == 200
    withdraw(story, reason="a mistake")
    assert stand_in.get(address) == 200, "kept, as a CDN does"
    follower.look(now + 4)
    assert stand_in.get(address) == 410
    [(path, headers, body)] = stand_in.heard
    assert path == "/client/v4/zones/zone1/purge_cache"
    assert headers["Authorization"] == "Bearer token"
    assert body == b'{"tags": ["pages"]}'
    stand_in.kept[address] = 200  # came from nginx a moment before it was told
    follower.look(now + 4.5)
    assert stand_in.get(address) == 200
    follower.look(now + 4 + AGAIN)
    assert stand_in.get(address) == 410
    follower.look(now + 100)
    assert len(stand_in.heard) == 2, "nothing changed, nothing is said"


@pytest.mark.django_db
def test_a_cdn_that_refuses_is_told_again_and_a_database_that_is_away_is_waited_for(
    stand_in: Cdn, monkeypatch: pytest.MonkeyPatch
) -> None:
    freshness.move()
    follower = Follower()
    stand_in.status = 429
    for moment in (0.0, 1.0, 2.0, 3.0, 5.9, 6.0):
        follower.look(moment)
    assert len(stand_in.heard) == 3, "after 2 s, then after 4"
    stand_in.status = 200
    follower.look(14.0)
    assert follower.told == freshness.current()

    def away(*_args: Any) -> int:
        raise DatabaseError

    monkeypatch.setattr(freshness, "current", away)
    monkeypatch.setattr(purging, "connections", {"default": type("", (), {"close": print})()})
    for moment in (15.0, 17.0, 20.0):
        follower.look(moment)
    assert len(stand_in.heard) == 5, "the second message of the change, and no more"


def test_the_command_tells_at_once_or_says_why_not(stand_in: Cdn, settings: Any) -> None:
    call_command("purge", verbosity=0)
    assert len(stand_in.heard) == 1
    stand_in.status = 403
    with pytest.raises(NotFetched, match="403"):
        purge()
    with pytest.raises(CommandError, match="403"):
        call_command("purge")
    settings.CDN = None
    with pytest.raises(CommandError, match="CDN_URL"):
        call_command("purge")
