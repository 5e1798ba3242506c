"""The one middleware for the Content-Security-Policy and the other headers of every response."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from ipaddress import ip_address

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
)
from django.utils.functional import SimpleLazyObject

Policy = Mapping[str, Sequence[str]]

PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(self), geolocation=(), gyroscope=(), microphone=(), "
    "payment=(), usb=(), interest-cohort=()"
)

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
"""All that any address here takes; TRACE and the rest are told so (ASVS 13.4.4)."""


def policy_header(policy: Policy, nonce: str = "") -> str:
    """The header's value; a nonce, where one was used, joins script-src."""
    directives = []
    for name, sources in policy.items():
        allowed = [*sources, f"'nonce-{nonce}'"] if nonce and name == "script-src" else sources
        directives.append(" ".join([name, *allowed]))
    return "; ".join(directives)


class ClientAddressMiddleware:
    """Behind a proxy (BEHIND_PROXY), the address that the proxy itself saw is the reader's.

    Only the last entry of X-Forwarded-For counts: those before it were sent by the reader. Without
    this all editors share the proxy's address, and ten wrong passwords of anybody lock them all out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.BEHIND_PROXY:
            told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
            with suppress(ValueError):  # whoever asks past the proxy keeps the connection's address
                request.META["REMOTE_ADDR"] = str(ip_address(told))
        return self.get_response(request)


class AdminHostMiddleware:
    """With ADMIN_HOST the desk has a host name of its own: scripts of the public one are another origin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wanted = settings.ADMIN_HOST
        if wanted and request.path_info.startswith(f"/{settings.ADMIN_URL}"):
            given = request.get_host().rpartition(":")[0] or request.get_host()
            if given != wanted:
                return HttpResponseNotFound()
        return self.get_response(request)


class SecurityHeadersMiddleware:
    """Sets the strict policy on every response, admin and errors included.

    A view may widen single directives by `response.csp = {"frame-src": [...]}`; a template
    that needs an inline import map reads `request.csp_nonce`, which adds that nonce.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        used: list[str] = []

        def make_nonce() -> str:
            used.append(secrets.token_urlsafe(16))
            return used[0]

        request.csp_nonce = SimpleLazyObject(make_nonce)  # type: ignore[attr-defined]
        response: HttpResponseBase
        if request.method == "OPTIONS":  # no page is made for a question about methods
            response = HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
            del response.headers["Content-Type"]  # of no content
        elif request.method in METHODS:
            response = self.get_response(request)
        else:
            response = HttpResponseNotAllowed(METHODS)
        policy = {**settings.SECURE_CSP, **getattr(response, "csp", {})}
        headers = response.headers
        headers["Content-Security-Policy"] = policy_header(policy, used[0] if used else "")
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        framed = policy["frame-ancestors"] == ["'self'"]
        headers["X-Frame-Options"] = "SAMEORIGIN" if framed else settings.X_FRAME_OPTIONS
        if request.path.startswith(f"/{settings.ADMIN_URL}"):
            headers["Cache-Control"] = "no-store"
        if request.method == "HEAD":
            _leave_body_out(response)
        return response


def _leave_body_out(response: HttpResponseBase) -> None:
    """The answer to HEAD tells the length of what GET would bring; servers warn of each body they must drop."""
    if isinstance(response, HttpResponse) and response.content:
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
