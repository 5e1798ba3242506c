"""The cache of public pages: by path, allow-listed query and the number of freshness.

It stands before sessions and the URL resolver, reads no cookie and no header but If-None-Match
and Accept-Encoding, and keeps a page for five seconds at most and never past the next change by
the clock. When many ask for one new page at once, one of them renders it and the others wait:
in one process by a lock, between processes and machines by a mark in the cache that they share.
While the database is away, a page made under the newest number stands for a quarter of an hour:
nothing that readers see has changed since.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from articles import clock
from articles.freshness import Fresh, is_shared, lifetime, now_fresh
from articles.pressure import making_a_page
from articles.public.answers import etag_of


def _faults() -> tuple[type[Exception], ...]:
    try:
        from redis.exceptions import RedisError
    except ImportError:  # the extra "redis" is not installed
        return (OSError,)
    return (OSError, RedisError)


CACHE_FAULTS = _faults()
"""What a shared cache that is down raises: pages are rendered then, and nobody sees an error."""
LONGEST = 5.0
"""Seconds; every cache that we run is right again within them (reliability.md F9)."""
SHARED, MEANWHILE = 2.0, 1
"""Seconds that a cache which readers share keeps a page, and in which it may show it to the others while
one asks for the new one: without them a crowd's hundreds of requests for one page come here every 2 s.
"""
PATIENCE = 10.0
"""Seconds that a request waits for another to render the same page."""
MARKED = 3.0
"""Seconds after which another machine renders what one began and did not end: it may have died."""
LOOKING = 0.02
"""Seconds between two looks at a page that another process renders."""
STANDS = 900.0
"""Seconds that a page is kept for the time in which the database is away."""
QUERY = frozenset(
    {"page", "q", "section", "person", "topic", "contributor", "from", "to", "order", "cursor", "url",
     "format", "limit", "maxwidth", "maxheight", "since", "year"}
)  # fmt: skip
MOST_QUERY = 512
READING = frozenset({"GET", "HEAD"})
KEPT_STATUS = frozenset({200, 301, 404, 410})
KEPT_HEADERS = (
    "Content-Type",
    "Cache-Control",
    "Location",
    "ETag",
    "Link",
    "X-Robots-Tag",
    "Content-Language",
    "Access-Control-Allow-Origin",
)
FROM_CACHE = "newsroom.page"
"""In a request's environment after it was answered: (name, ETag) of the page that was kept already."""
SMALLEST_TO_PACK = 400
UNAVAILABLE = 503
OURS = "public, max-age=0"
"""Browsers ask each time; caches that readers share keep a page no longer than we do."""
UNCACHED = ("pictures/", "share/", "preview/", "static/")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was rendered, once plain and once packed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    packed: bytes
    etag: str
    fresh_until: float = 0.0
    """Seconds since 1970; later it is only shown while the database is away."""
    csp: dict[str, list[str]] = field(default_factory=dict)


class PageCacheMiddleware:
    """Answers public GET and HEAD requests from the cache, or renders them once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.flights: dict[str, _Flight] = {}
        self.guard = threading.Lock()
        self.uncached = never_kept()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in READING and not request.path_info.startswith(self.uncached):
            forget_reader(request)
        key = self.key_of(request)
        if key is None:
            return self.get_response(request)
        kept = kept_page(key)
        if kept is not None and (is_fresh(kept) or not now_fresh().is_certain):
            request.META[FROM_CACHE] = (key, kept.etag)
            return answer(kept, request)
        with making_a_page():
            page = self._render_once(key, request, standing=kept)
        return page if isinstance(page, HttpResponseBase) else answer(page, request)

    def key_of(self, request: HttpRequest) -> str | None:
        """The page's name in the cache; None for what is never kept."""
        if request.method not in READING or not settings.PAGE_CACHE:
            return None
        if request.path_info.startswith(self.uncached):
            return None
        query = allowed_query(request.META.get("QUERY_STRING", ""))
        if query is None:
            return None
        return name_of(request.get_host(), request.path_info, query, now_fresh().number)

    def _render_once(
        self, key: str, request: HttpRequest, *, standing: Page | None
    ) -> Page | HttpResponseBase:
        """The first of this process renders; who comes meanwhile gets the same page, if it can be kept.

        A page of which only the time is over stands where none can be made.
        """
        with self.guard:
            flight = self.flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self.flights[key] = _Flight()
        if not leads:
            flight.over.wait(PATIENCE)
            return flight.page or self._render(key, request)
        try:
            page = self._render_between(key, request)
            if standing is not None and getattr(page, "status_code", 0) == UNAVAILABLE:
                page = standing
            if isinstance(page, Page):
                flight.page = page
        finally:
            with self.guard:
                del self.flights[key]
            flight.over.set()
        return page

    def _render_between(self, key: str, request: HttpRequest) -> Page | HttpResponseBase:
        """The first of all processes renders; the mark of one that died is gone with its time."""
        if not is_shared():
            return self._render(key, request)
        mark = f"rendering:{key}"
        end = time.monotonic() + PATIENCE
        while not _marked(mark):
            time.sleep(LOOKING)
            if page := _fresh(key):
                return page
            if time.monotonic() > end:
                break
        try:
            return _fresh(key) or self._render(key, request)
        finally:
            _unmarked(mark)

    def _render(self, key: str, request: HttpRequest) -> Page | HttpResponseBase:
        fresh, now = now_fresh(), clock.now()
        method, request.method = request.method, "GET"
        try:
            response = self.get_response(request)
        finally:
            request.method = method
        if not is_keepable(response) or (response.status_code != 200 and _has_other_names(request)):
            return response
        assert isinstance(response, HttpResponse)
        seconds = lifetime(fresh, now, LONGEST)
        page = page_of(response, fresh_until=now.timestamp() + seconds)
        if seconds > 0 and fresh.is_certain:
            _keep(key, page, lifetime(fresh, now, STANDS))
        return page


def never_kept() -> tuple[str, ...]:
    """The beginnings of addresses whose answers are for one reader, or of the moment."""
    return tuple(f"/{prefix}" for prefix in (settings.ADMIN_URL, *UNCACHED))


def name_of(host: str, path: str, query: str, number: int) -> str:
    """The name in the cache of the page at this address, `query` as allowed_query made it."""
    digest = hashlib.sha256(f"{host} {path}?{query}".encode(errors="surrogatepass")).hexdigest()
    return f"page:{number}:{digest[:40]}"


def is_fresh(page: Page) -> bool:
    return page.fresh_until > time.time()


@dataclass(slots=True)
class _Flight:
    """One rendering that others wait for."""

    over: threading.Event = field(default_factory=threading.Event)
    page: Page | None = None


def kept_page(key: str) -> Page | None:
    try:
        page: Page | None = cache.get(key)
    except CACHE_FAULTS:
        return None
    return page


def _fresh(key: str) -> Page | None:
    """The page while its time is not over."""
    page = kept_page(key)
    return page if page is not None and is_fresh(page) else None


def _keep(key: str, page: Page, seconds: float) -> None:
    with suppress(*CACHE_FAULTS):
        cache.set(key, page, seconds)


def _marked(mark: str) -> bool:
    """Whether the mark is ours now; without a cache everybody renders for themselves."""
    try:
        return bool(cache.add(mark, 1, MARKED))
    except CACHE_FAULTS:
        return True


def _unmarked(mark: str) -> None:
    with suppress(*CACHE_FAULTS):
        cache.delete(mark)


def forget_reader(request: HttpRequest) -> None:
    """Takes the cookies off a request for a public page: nothing behind this reads or answers them."""
    request.META.pop("HTTP_COOKIE", None)
    request.COOKIES = {}


def allowed_query(query: str) -> str | None:
    """The part of a query that pages read, sorted; None if a name comes twice or it is too long."""
    if not query:
        return ""
    if len(query) > MOST_QUERY:
        return None
    pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] in QUERY]
    if len({name for name, _value in pairs}) != len(pairs):
        return None
    return urlencode(sorted(pairs))


def _has_other_names(request: HttpRequest) -> bool:
    """Whether the query names more than pages read: an old address may hang on it."""
    return any(name not in QUERY for name in request.GET)


def is_keepable(response: HttpResponseBase) -> bool:
    """Whether it is the same for everybody: no cookie, not private, all there.

    A view may ask others not to store what we may: `response.kept_here = True`.
    """
    control = response.headers.get("Cache-Control", "")
    return (
        isinstance(response, HttpResponse)
        and response.status_code in KEPT_STATUS
        and not response.cookies
        and ("no-store" not in control or getattr(response, "kept_here", False))
        and "private" not in control
    )


def page_of(response: HttpResponse, *, fresh_until: float) -> Page:
    """What is kept of a response."""
    content = response.content
    etag = etag_of(content)
    packed = b""
    if len(content) >= SMALLEST_TO_PACK and _is_text(response.headers.get("Content-Type", "")):
        packed = gzip.compress(content, 5, mtime=0)
    headers = tuple(
        (name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers
    )
    return Page(
        response.status_code, headers, content, packed, etag, fresh_until,
        dict(getattr(response, "csp", {})),
    )  # fmt: skip


def answer(page: Page, request: HttpRequest) -> HttpResponse:
    """The page for this reader: 304 if they have it, packed if they can unpack it."""
    if is_held(page, request.META):
        response = HttpResponse(status=304)
        response.headers["ETag"] = page.etag
    else:
        is_packed = takes_packed(page, request.META)
        response = HttpResponse(page.packed if is_packed else page.content, status=page.status)
        del response.headers["Content-Type"]
        for name, value in page.headers:
            response.headers[name] = value
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        if page.status == 200:
            response.headers["ETag"] = page.etag
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Vary"] = "Accept-Encoding"
    if response.headers.get("Cache-Control", OURS).startswith(OURS):
        fresh = now_fresh()
        response.headers["Cache-Control"] = shared_for(fresh)
        for name, value in words_to_cdn(fresh):
            response.headers[name] = value
    if page.csp:
        response.csp = page.csp  # type: ignore[attr-defined]
    return response


def is_held(page: Page, asked: Mapping[str, Any]) -> bool:
    """Whether the reader has this very page, by the headers of the request."""
    held = str(asked.get("HTTP_IF_NONE_MATCH", ""))
    return page.status == 200 and page.etag.removeprefix("W/") in held


def takes_packed(page: Page, asked: Mapping[str, Any]) -> bool:
    """Whether there is a packed copy and the reader can unpack it."""
    return bool(page.packed) and "gzip" in asked.get("HTTP_ACCEPT_ENCODING", "")


def shared_for(fresh: Fresh) -> str:
    """Cache-Control of a page that caches which readers share may keep, a second past the next change at most."""
    seconds = max(1, int(lifetime(fresh, clock.now(), SHARED)))
    return f"{OURS}, s-maxage={seconds}, must-revalidate, stale-while-revalidate={MEANWHILE}"


def words_to_cdn(fresh: Fresh) -> Iterator[tuple[str, str]]:
    """What such a page says to a CDN that hears of every change (articles.public.purging)."""
    cdn: dict[str, Any] | None = settings.CDN
    if cdn is None:
        return
    seconds = int(lifetime(fresh, clock.now(), cdn["seconds"])) if fresh.is_certain else 0
    yield cdn["kept_by"], f"max-age={seconds}"
    yield cdn["known_by"]


def _is_text(kind: str) -> bool:
    return kind.startswith(("text/", "application/")) or "xml" in kind
