"""Answers for programs: a digest of the bytes as ETag, 304 for who has them, open to pages of other sites."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response


def etag_of(content: bytes) -> str:
    """The ETag of an answer; weak, since a copy that a cache or proxy packs bears it, too (RFC 9110, 8.8.1)."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def conditional(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """The view with an ETag on every 200, answered by 304 where the reader's copy is the same."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: str | int) -> HttpResponseBase:
        response = view(request, **parts)
        if response.status_code != 200:
            return response
        etag = etag_of(response.content)
        response.headers["ETag"] = etag
        response.headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
        return get_conditional_response(request, etag, None, response) or response

    return answer


def open_to_all(response: HttpResponse) -> HttpResponse:
    """The same answer, which scripts on pages of any site may read: it holds nothing of anybody's."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
