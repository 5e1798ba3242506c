"""An answer begun with headers that the server has looked at before; the one module that knows gunicorn.

gunicorn checks the name and the value of each header of each answer: 10 µs of the 53 that a kept page
costs beside its sockets. It did so when Django sent these very headers. Under another server, and
for an answer that is not plainly a page, its own door is taken.
"""

from __future__ import annotations

from typing import Any
from wsgiref.types import StartResponse

from gunicorn.http.wsgi import Response
from gunicorn.util import is_hoppish

Headers = list[tuple[str, str]]


def plain_length(status: str, headers: Headers) -> int | None:
    """The length that a whole page tells; None for other answers, and where a header is the server's own."""
    lengths = [value for name, value in headers if name.lower() == "content-length"]
    if status != "200 OK" or len(lengths) != 1 or any(is_hoppish(name) for name, _value in headers):
        return None
    return int(lengths[0])


def begin_known(
    start_response: StartResponse, status: str, headers: Headers, length: int | None
) -> None:
    """Begins a GET's answer; `length` is what `plain_length` said of these headers, which may be kept by it."""
    server: Any = getattr(start_response, "__self__", None)
    if length is None or type(server) is not Response or server.status is not None:
        start_response(status, headers)
        return
    server.status, server.status_code = status, 200
    server.headers, server.response_length = headers, length
