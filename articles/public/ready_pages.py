"""Pages that are kept already, answered before Django's machinery begins: a third of the work.

The door around the whole application. It knows a page by the same name as the page cache and reads
it there, under the same rules: the number of freshness, the seconds, the allowed part of
the query. The headers are Django's own: the first answer of a kept page goes through Django, and
its headers serve those who ask for the same page in the same way. Whatever is not plainly such a
request goes to Django, and so does one that would have to ask the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import get_path_info

from articles import freshness
from articles.public.known_headers import lines_of, plain_length, send_known
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
"""Answers whose headers, and addresses whose names, are remembered: some 8 MB."""
LONGEST_REMEMBERED = 400
"""Signs of an address; who sends longer ones shall not fill the memory with them."""
MOST_HELD = 200
"""Pages in this process's own hands, so that a hit asks no cache: some 8 MB. They are put down each time
the number is read anew, twice a second and at each change by the clock.
"""

Headers = list[tuple[str, str]]
Answered = tuple[str, str, int, tuple[tuple[str, str], ...], "Manner"]
Manner = tuple[str, str, bool, bool]
"""What of a request changes an answer's headers beside its address: transport, 304, packed."""
Address = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """How an answer was begun: the headers that stay, also as lines; the words to shared caches come after them."""

    status: str
    headers: Headers
    lines: str
    is_shared: bool
    length: int | None
    """Of a plain answer."""


class ReadyPages:
    """A WSGI application around Django's."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self.uncached = never_kept()
        self.known: dict[Answered, Known] = {}
        self.names: dict[Address, str | None] = {}
        self.held: dict[str, Page] = {}
        self.held_under: freshness.Fresh | None = None
        self.words: tuple[freshness.Fresh | None, Headers, str] = (None, [], "")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        fresh = freshness.remembered()
        name = self._name(environ, fresh.number) if fresh is not None else None
        page = self._page(name, fresh) if fresh is not None and name is not None else None
        if fresh is None or name is None or page is None:
            return self.application(environ, start_response)
        manner = _manner(page, environ)
        asked = (name, page.etag, page.status, page.headers, manner)
        known = self.known.get(asked)
        if known is None:
            return self.application(environ, self._remembering(asked, environ, start_response))
        headers, lines = known.headers, known.lines
        if known.is_shared:
            words, their_lines = self._words(fresh)
            headers, lines = [*headers, *words], lines + their_lines
        content = page.packed if manner[3] else page.content
        bare = manner[2] or environ["REQUEST_METHOD"] == "HEAD"
        is_plain = not bare and known.length == len(content)
        if is_plain and send_known(start_response, known.status, headers, lines, content):
            return []
        start_response(known.status, [*headers])
        return [b"" if bare else content]

    def _name(self, environ: WSGIEnvironment, number: int) -> str | None:
        """The page's name in the cache; None for what Django shall answer."""
        if environ.get("REQUEST_METHOD") not in READING or not settings.PAGE_CACHE:
            return None
        if environ.get("SCRIPT_NAME") or settings.USE_X_FORWARDED_HOST:
            return None
        host = environ.get("HTTP_HOST", "")
        address = (host, environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""), number)
        if sum(map(len, address[:3])) > LONGEST_REMEMBERED:
            return self._new_name(host, environ, number)
        if address not in self.names:
            if len(self.names) >= MOST:
                self.names.clear()
            self.names[address] = self._new_name(host, environ, number)
        return self.names.get(address)

    def _new_name(self, host: str, environ: WSGIEnvironment, number: int) -> str | None:
        path = get_path_info(environ)
        query = allowed_query(environ.get("QUERY_STRING", ""))
        if not host or query is None or path.startswith(self.uncached):
            return None
        return name_of(host, path, query, number)

    def _page(self, name: str, fresh: freshness.Fresh) -> Page | None:
        """The page while it may be shown; while the database is away one that only grew old, too."""
        if self.held_under is not fresh:
            self.held, self.held_under = {}, fresh
        page = self.held.get(name)
        if page is not None and is_fresh(page):
            return page
        page = kept_page(name)
        if page is None or not (is_fresh(page) or not fresh.is_certain):
            return None
        if len(self.held) >= MOST_HELD:
            self.held.clear()
        self.held[name] = page
        return page

    def _words(self, fresh: freshness.Fresh) -> tuple[Headers, str]:
        """The words to shared caches and their lines; their seconds pass only where a change by the clock is near."""
        told, words, lines = self.words
        if told is not fresh or fresh.next_change is not None:
            words = [("Cache-Control", shared_for(fresh)), *words_to_cdn(fresh)]
            lines = lines_of(words)
            self.words = (fresh, words, lines)
        return words, lines

    def _remembering(
        self,
        asked: Answered,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> StartResponse:
        """Keeps the headers of an answer that Django made from this very page."""

        def start(status: str, headers: Headers, *rest: Any) -> Callable[[bytes], object]:
            written = start_response(status, headers, *rest)  # raises for what no server may send
            is_its = environ.get(FROM_CACHE) == asked[:2]
            if is_its and not any(name == "Set-Cookie" for name, _value in headers):
                if len(self.known) >= MOST:
                    self.known.clear()
                staying = [header for header in headers if not _is_of_the_moment(header)]
                is_shared = len(staying) < len(headers)
                length = plain_length(status, headers)
                self.known[asked] = Known(status, staying, lines_of(staying), is_shared, length)
            return written

        return start


def _manner(page: Page, environ: WSGIEnvironment) -> Manner:
    proxy: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
    return (
        environ.get("wsgi.url_scheme", ""),
        environ.get(proxy[0], "") if proxy else "",
        is_held(page, environ),
        takes_packed(page, environ),
    )


def _is_of_the_moment(header: tuple[str, str]) -> bool:
    """Whether it is one of the words to caches which readers share; all others stay as they were."""
    name, value = header
    if settings.CDN is not None and name in {settings.CDN["kept_by"], settings.CDN["known_by"][0]}:
        return True
    return name == "Cache-Control" and value.startswith(f"{OURS}, s-maxage=")
