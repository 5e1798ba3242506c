"""The demo asks itself for the pictures of its front page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client

from newsroom.demo.first_pictures import ask_for_pictures, copies_on
from newsroom.demo.serving import free_port_or_reason
from tests.factories import make_article, make_picture

ONE, TWO = "a" * 32, "b" * 32
PAGE = f"""<picture><source type="image/webp" srcset="/pictures/{ONE}/160-5x4.webp 160w,
/pictures/{ONE}/320-5x4.webp 320w, /pictures/{ONE}/1333-5x4.webp 1333w">
<img src="/pictures/{ONE}/940-5x4.jpg"></picture>
<source srcset="/pictures/{TWO}/780.webp 780w, /pictures/{TWO}/320.webp 320w, /pictures/{TWO}/320.webp 320w">
<a href="/pictures/nothing.webp">"""
WANTED = [
    f"/pictures/{ONE}/320-5x4.webp", f"/pictures/{TWO}/780.webp", f"/pictures/{ONE}/160-5x4.webp",
    f"/pictures/{TWO}/320.webp", f"/pictures/{ONE}/1333-5x4.webp",
]  # fmt: skip


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """The port of a server, and what it was asked for."""
    paths: list[str] = []

    class Front(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            paths.append(self.path)
            said = PAGE.encode() if self.path == "/" else b"picture"
            self.send_response(200 if self.path != WANTED[1] else 503)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_told: object) -> None:
            """Nothing is written beside the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Front)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], paths
    server.shutdown()
    server.server_close()


def test_every_copy_of_the_front_is_asked_for_once_and_the_most_needed_first(
    asked: tuple[int, list[str]],
) -> None:
    port, paths = asked
    ask_for_pictures(port)
    assert paths == ["/", *WANTED]


def test_a_server_that_is_gone_is_no_error(asked: tuple[int, list[str]]) -> None:
    port, _paths = asked
    assert "is taken" in free_port_or_reason(port)
    ask_for_pictures(1)


@pytest.mark.django_db
def test_the_addresses_are_those_of_our_own_front(client: Client) -> None:
    picture = make_picture()
    make_article(lead_picture=picture)
    copies = copies_on(client.get("/").content.decode())
    assert copies
    assert all(path.startswith(f"/pictures/{picture.token}/") for path in copies)
