"""A page whose headers gunicorn knows goes out as by its own door, to the byte."""

from __future__ import annotations

import runpy
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn import util
from gunicorn.config import Config
from gunicorn.http.wsgi import Response

from articles.public.known_headers import Headers, lines_of, plain_length, send_known

PAGE = b"<!doctype html><p>Ferries run again.</p>"
HEADERS = [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE))), ("ETag", '"one"')]


def server_of(ours: socket.socket, **differing: object) -> Response:
    request = SimpleNamespace(method="GET", version=(1, 1), should_close=lambda: False)
    request.__dict__.update(differing)
    return Response(request, ours, Config())


def sent(headers: Headers, *, known: bool, status: str = "200 OK", **differing: object) -> bytes:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        server = server_of(ours, **differing)
        is_plain = plain_length(status, headers) == len(PAGE)
        begin = server.start_response
        if not (known and is_plain and send_known(begin, status, headers, lines_of(headers), PAGE)):
            begin(status, headers)
            server.write(PAGE)
        server.close()
        ours.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: theirs.recv(65536), b""))


@pytest.mark.parametrize(
    ("headers", "differing"),
    [
        (HEADERS, {}),
        (HEADERS, {"version": (1, 0), "should_close": lambda: True}),
        (HEADERS[:1], {}),
        ([*HEADERS, ("Connection", "close")], {}),
        (HEADERS, {"status": "404 Not Found"}),
    ],
    ids=["a page", "of an old reader", "without a length", "with a header of its own", "not found"],
)
def test_known_headers_go_out_as_new_ones_do(
    headers: Headers, differing: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(util, "http_date", lambda: "Sun, 29 Nov 2026 12:00:00 GMT")
    plain = sent(headers, known=False, **differing)  # type: ignore[arg-type]
    assert plain.endswith(PAGE) or b"chunked" in plain
    assert sent(headers, known=True, **differing) == plain  # type: ignore[arg-type]


def test_only_what_is_plainly_a_page_is_sent_without_a_look() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        begun = server_of(ours)
        begun.start_response("200 OK", HEADERS)
        assert not send_known(begun.start_response, "200 OK", HEADERS, lines_of(HEADERS), PAGE)
        ours.shutdown(socket.SHUT_WR)
        assert theirs.recv(10) == b""
    other: Any = lambda *_given: None  # noqa: E731
    assert not send_known(other, "200 OK", HEADERS, lines_of(HEADERS), PAGE)
    assert plain_length("304 Not Modified", HEADERS) is None


def test_the_servers_settings_are_what_they_were_once_they_are_laid_out() -> None:
    cfg = Config()
    before = {name: getattr(cfg, name) for name in cfg.settings}
    deployed = runpy.run_path(str(Path(__file__).parents[2] / "newsroom/deploy/gunicorn.py"))
    deployed["post_fork"](None, SimpleNamespace(cfg=cfg))
    assert {name: getattr(cfg, name) for name in cfg.settings} == before
    assert {"keepalive", "forwarded_allow_ips", "limit_request_line"} <= vars(cfg).keys()
