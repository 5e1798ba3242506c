"""The cache of public pages: by path, allow-listed query and the number of freshness.

It stands before sessions and the URL resolver, reads no cookie and no header but If-None-Match
and Accept-Encoding, and keeps a page for five seconds at most and never past the next change by
the clock. When many ask for one new page at once, one of them renders it and the others wait.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from articles.freshness import lifetime, now_fresh

LONGEST = 5.0
"""Seconds; every cache that we run is right again within them (reliability.md F9)."""
PATIENCE = 10.0
"""Seconds that a request waits for another to render the same page."""
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
)
SMALLEST_TO_PACK = 400
UNCACHED = ("pictures/", "preview/", "health", "ready", "metrics", "static/")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was rendered, once plain and once packed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    packed: bytes
    etag: str
    csp: dict[str, list[str]] = field(default_factory=dict)


class PageCacheMiddleware:
    """Answers public GET and HEAD requests from the cache, or renders them once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.renders: dict[str, threading.Lock] = {}
        self.guard = threading.Lock()
        admin = settings.ADMIN_URL
        self.uncached = tuple(f"/{prefix}" for prefix in (admin, *UNCACHED))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in READING and not request.path_info.startswith(self.uncached):
            forget_reader(request)
        key = self.key_of(request)
        if key is None:
            return self.get_response(request)
        page = cache.get(key)
        if page is None:
            page = self._render_once(key, request)
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
        named = f"{request.get_host()} {request.path_info}?{query}"
        digest = hashlib.sha256(named.encode(errors="surrogatepass")).hexdigest()[:40]
        return f"page:{now_fresh().number}:{digest}"

    def _render_once(self, key: str, request: HttpRequest) -> Page | HttpResponseBase:
        with self.guard:
            lock = self.renders.setdefault(key, threading.Lock())
        waited = lock.acquire(timeout=PATIENCE)
        try:
            page = cache.get(key) if waited else None
            if page is None:
                page = self._render(key, request)
        finally:
            if waited:
                lock.release()
            with self.guard:
                self.renders.pop(key, None)
        return page

    def _render(self, key: str, request: HttpRequest) -> Page | HttpResponseBase:
        fresh, now = now_fresh(), timezone.now()
        method, request.method = request.method, "GET"
        try:
            response = self.get_response(request)
        finally:
            request.method = method
        if not is_keepable(response) or (response.status_code != 200 and _has_other_names(request)):
            return response
        assert isinstance(response, HttpResponse)
        page = page_of(response)
        seconds = lifetime(fresh, now, LONGEST) - (timezone.now() - now).total_seconds()
        if seconds > 0:
            cache.set(key, page, seconds)
        return page


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
    """Whether it is the same for everybody: no cookie, not private, all there."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code in KEPT_STATUS
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
        and "private" not in response.headers.get("Cache-Control", "")
    )


def page_of(response: HttpResponse) -> Page:
    """What is kept of a response."""
    content = response.content
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    packed = b""
    if len(content) >= SMALLEST_TO_PACK and _is_text(response.headers.get("Content-Type", "")):
        packed = gzip.compress(content, 5, mtime=0)
    headers = tuple(
        (name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers
    )
    return Page(
        response.status_code, headers, content, packed, etag, dict(getattr(response, "csp", {}))
    )


def answer(page: Page, request: HttpRequest) -> HttpResponse:
    """The page for this reader: 304 if they have it, packed if they can unpack it."""
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    if page.status == 200 and page.etag in asked.replace("W/", ""):
        response = HttpResponse(status=304)
        response.headers["ETag"] = page.etag
    else:
        is_packed = bool(page.packed) and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
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
    if page.csp:
        response.csp = page.csp  # type: ignore[attr-defined]
    return response


def _is_text(kind: str) -> bool:
    return kind.startswith(("text/", "application/")) or "xml" in kind
