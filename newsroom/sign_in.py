"""Signing in, where the extra "security" is installed: guesses are few and answered alike."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

WAIT = 15 * 60
"""Seconds that an account stays shut for one address after ten wrong passwords (reliability.md S17)."""


class FewGuesses(AxesStandaloneBackend):  # type: ignore[misc]  # axes has no types
    """Counts by account and address together, so that nobody is locked out by a stranger's guesses."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **kwargs: Any) -> None:
        """Refuses by raising; commands and tests without a request are not counted."""
        if request is not None:
            super().authenticate(request, *args, **kwargs)


def too_many(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The same words whether there is such an account or not."""
    response = HttpResponse(
        _("Too many wrong passwords. Wait a quarter of an hour and try again."),
        content_type="text/plain; charset=utf-8",
        status=429,
    )
    response.headers["Retry-After"] = str(WAIT)
    return response
