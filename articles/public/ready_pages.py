"""Pages that are kept already, answered before Django's machinery begins: a third of the work.

The door around the whole application. It knows a page by the same name as the page cache and reads
it there each time, under the same rules: the number of freshness, the seconds, the allowed part of
the query. The headers are Django's own: the first answer of a kept page goes through Django, and
its headers serve those who ask for the same page in the same way. Whatever is not plainly such a
request goes to Django, and so does one that would have to ask the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import get_path_info

from articles import freshness
from articles.public.page_cache import (
    FROM_CACHE,
    OURS,
    READING,
    Page,
    allowed_query,
    is_fresh,
    is_held,
    kept_page,
    name_of,
    never_kept,
    shared_for,
    takes_packed,
    words_to_cdn,
)

MOST = 4000
"""Answers whose headers are remembered: some 8 MB."""

Headers = list[tuple[str, str]]
Answered = tuple[str, str, int, tuple[tuple[str, str], ...], "Manner"]
Manner = tuple[str, str, bool, bool]
"""What of a request changes an answer's headers beside its address: transport, 304, packed."""


class ReadyPages:
    """A WSGI application around Django's."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self.uncached = never_kept()
        self.known: dict[Answered, tuple[str, Headers]] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        fresh = freshness.remembered()
        name = self._name(environ, fresh.number) if fresh is not None else None
        page = kept_page(name) if name is not None else None
        if fresh is None or name is None or page is None:
            return self.application(environ, start_response)
        if fresh.is_certain and not is_fresh(page):
            return self.application(environ, start_response)
        asked = (name, page.etag, page.status, page.headers, _manner(page, environ))
        if asked not in self.known:
            return self.application(environ, self._remembering(asked, environ, start_response))
        status, headers = self.known[asked]
        start_response(status, [_as_now(header, fresh) for header in headers])
        return [_content(page, environ)]

    def _name(self, environ: WSGIEnvironment, number: int) -> str | None:
        """The page's name in the cache; None for what Django shall answer."""
        host = environ.get("HTTP_HOST", "")
        if environ.get("REQUEST_METHOD") not in READING or not settings.PAGE_CACHE or not host:
            return None
        if environ.get("SCRIPT_NAME") or settings.USE_X_FORWARDED_HOST:
            return None
        path = get_path_info(environ)
        query = allowed_query(environ.get("QUERY_STRING", ""))
        if query is None or path.startswith(self.uncached):
            return None
        return name_of(host, path, query, number)

    def _remembering(
        self,
        asked: Answered,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> StartResponse:
        """Keeps the headers of an answer that Django made from this very page."""

        def start(status: str, headers: Headers, *rest: Any) -> Callable[[bytes], object]:
            is_its = environ.get(FROM_CACHE) == asked[:2]
            if is_its and not any(name == "Set-Cookie" for name, _value in headers):
                if len(self.known) >= MOST:
                    self.known.clear()
                self.known[asked] = status, list(headers)
            return start_response(status, headers, *rest)

        return start


def _manner(page: Page, environ: WSGIEnvironment) -> Manner:
    proxy: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
    return (
        environ.get("wsgi.url_scheme", ""),
        environ.get(proxy[0], "") if proxy else "",
        is_held(page, environ),
        takes_packed(page, environ),
    )


def _as_now(header: tuple[str, str], fresh: freshness.Fresh) -> tuple[str, str]:
    """The seconds for shared caches pass; all else stays as it was."""
    name, value = header
    if name == "Cache-Control" and value.startswith(f"{OURS}, s-maxage="):
        return name, shared_for(fresh)
    if settings.CDN is not None and name == settings.CDN["kept_by"]:
        return next(words_to_cdn(fresh))
    return header


def _content(page: Page, environ: WSGIEnvironment) -> bytes:
    if environ["REQUEST_METHOD"] == "HEAD" or is_held(page, environ):
        return b""
    return page.packed if takes_packed(page, environ) else page.content
