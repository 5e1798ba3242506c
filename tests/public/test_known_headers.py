"""A page whose headers gunicorn knows goes out as by its own door, to the byte."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import pytest
from gunicorn import util
from gunicorn.config import Config
from gunicorn.http.errors import InvalidResponseHeader
from gunicorn.http.wsgi import Response

from articles.public.known_headers import Headers, begin_known, plain_length

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
        if known:
            begin_known(server.start_response, status, headers, plain_length(status, headers))
        else:
            server.start_response(status, headers)
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


def test_only_what_is_plainly_a_page_is_begun_without_a_look() -> None:
    bad = [*HEADERS, ("X-Split", "one\r\nSet-Cookie: two")]
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with pytest.raises(InvalidResponseHeader):
            begin_known(server_of(ours).start_response, "200 OK", bad, None)
        begun = server_of(ours)
        begun.start_response("200 OK", HEADERS)
        with pytest.raises(AssertionError, match="already set"):
            begin_known(begun.start_response, "200 OK", HEADERS, len(PAGE))
    told: list[tuple[str, Headers]] = []
    begin_known(lambda *given: told.append(given), "200 OK", HEADERS, len(PAGE))  # type: ignore[arg-type, return-value]
    assert told == [("200 OK", HEADERS)]
    assert plain_length("304 Not Modified", HEADERS) is None
