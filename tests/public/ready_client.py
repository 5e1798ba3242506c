"""A test client that comes in by the servers' door: ready pages first, then Django's test handler."""

from __future__ import annotations

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from articles.public.ready_pages import ReadyPages


class ReadyHandler(ClientHandler):
    """`by_django` counts what the door let through; the test's connection is never closed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_django = 0
        self.door = ReadyPages(self._django)

    def __call__(self, environ: dict[str, Any]) -> Any:
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], *_rest: Any) -> Any:
            told.update(status=status, headers=headers)

        body = self.door(environ, start)
        if "test.response" in environ:
            return environ["test.response"]
        status, reason = told["status"].split(" ", 1)
        response = HttpResponse(b"".join(body), status=int(status), reason=reason)
        del response.headers["Content-Type"]
        for name, value in told["headers"]:
            response.headers[name] = value
        response.wsgi_request = WSGIRequest(environ)  # type: ignore[attr-defined]
        return response

    def _django(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.by_django += 1
        response: Any = super().__call__(environ)
        environ["test.response"] = response
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return []


def make_reader() -> Client:
    """A reader who comes in by that door."""
    client = Client(headers={"Host": "testserver"})
    client.handler = ReadyHandler(enforce_csrf_checks=False)
    return client


def by_django(client: Client) -> int:
    """How many answers Django made since this was asked last."""
    handler: Any = client.handler
    count: int = handler.by_django
    handler.by_django = 0
    return count


def warm(client: Client, address: str, **asked: Any) -> None:
    """Rendered, then answered from the cache by Django: the third time is ours."""
    for _time in range(2):
        client.get(address, **asked)
    by_django(client)
