"""An answer whose headers the server has looked at before; the one module that knows gunicorn.

gunicorn checks the name and the value of each header of each answer, writes them anew and sends them
before the page: a third of what it spends on a kept page. It looked at them when Django sent these
very headers. Under another server, and for an answer that is not plainly a page, its own door is taken.
"""

from __future__ import annotations

from typing import Any
from wsgiref.types import StartResponse

from gunicorn.http.wsgi import Response
from gunicorn.util import is_hoppish

Headers = list[tuple[str, str]]


def lines_of(headers: Headers) -> str:
    """The headers as gunicorn writes them."""
    return "".join([f"{name}: {value}\r\n" for name, value in headers])


def plain_length(status: str, headers: Headers) -> int | None:
    """The length that a whole page tells; None for other answers, and where a header is the server's own."""
    lengths = [value for name, value in headers if name.lower() == "content-length"]
    if status != "200 OK" or len(lengths) != 1 or any(is_hoppish(name) for name, _value in headers):
        return None
    return int(lengths[0])


def send_known(
    start_response: StartResponse, status: str, headers: Headers, lines: str, content: bytes
) -> bool:
    """Sends a GET's whole answer at once, headers and page; False, and nothing is sent, where that cannot be.

    `plain_length` must have told the length of `content` of these headers, and `lines_of` their lines.
    """
    server: Any = getattr(start_response, "__self__", None)
    if type(server) is not Response or server.status is not None:
        return False
    server.status, server.status_code = status, 200
    server.headers, server.response_length = headers, len(content)
    begun = f"{''.join(server.default_headers())}{lines}\r\n"
    server.sock.sendall(begun.encode("latin-1") + content)
    server.headers_sent, server.sent = True, len(content)
    return True
