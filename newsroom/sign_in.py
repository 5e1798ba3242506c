"""Signing in: guesses are few and answered alike, right or wrong, known account or not."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.publishing.audit import record

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
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(WAIT)
    return response


def tell_of_sign_in(request: HttpRequest) -> None:
    """A line of the audit log for a sign-in or a refusal; a name that no account has is not kept."""
    if getattr(request, "axes_locked_out", False):
        return  # not looked at, and a thousand of them are no thousand rows
    name = request.POST.get("username", "")[:150]
    account = User.objects.filter(username=name).first()
    if request.user.is_authenticated and account is not None and request.user.pk == account.pk:
        record("sign_in", account, by=account)
    elif account is not None:
        record("sign_in_refused", account, by=None)
    else:
        record("sign_in_refused", User(username=""), by=None)
