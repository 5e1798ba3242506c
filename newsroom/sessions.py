"""Ends sessions that were left alone for half a day, and every session after a week (ASVS 7.3.1, 7.3.2)."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

SIGNED_IN = "signed_in_at"
SEEN = "seen_at"
REMEMBERED = 60
"""Seconds between two writes of the time of use, so that a busy editor costs one write a minute."""


class SessionLimitsMiddleware:
    """Looks only at requests to the admin: readers have no session and their pages read none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(f"/{settings.ADMIN_URL}") and request.user.is_authenticated:
            self._limit(request, time.time())
        return self.get_response(request)

    def _limit(self, request: HttpRequest, now: float) -> None:
        session = request.session
        signed_in = session.setdefault(SIGNED_IN, now)
        seen = session.get(SEEN, now)
        too_long = now - signed_in > settings.SESSION_COOKIE_AGE
        if too_long or now - seen > settings.SESSION_IDLE_SECONDS:
            logout(request)
        elif SEEN not in session or now - seen > REMEMBERED:
            session[SEEN] = now
