"""The pages of the second step: its code after the password, setting up a phone, recovery codes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from articles.publishing.audit import record
from newsroom.second_factor import (
    accepts,
    address_for_phone,
    forget_phone,
    half_signed_in,
    has_phone,
    must_have,
    new_key,
    new_recovery_codes,
    recovery_codes_left,
    spoken_key,
    step_given,
    take_phone,
)
from newsroom.sessions import end_sessions, inside

KEY = "key_of_a_new_phone"
"""In the session until the phone has shown a right code: reading the page changes no row."""


@sensitive_post_parameters()
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks whoever gave the password for the phone's code, and leads on to `next`."""
    user = half_signed_in(request)
    target = inside(request)
    if user is None:
        return HttpResponseRedirect(target)
    if not has_phone(user):
        return redirect("admin:second_factor")
    is_wrong = False
    if request.method == "POST":
        if accepts(user, request.POST.get("code", "")):
            step_given(request)
            record("second_step", user, by=user)
            return HttpResponseRedirect(target)
        is_wrong = True
        record("second_step_refused", user, by=user)
    return _page(
        request, "admin/second_step.html", _("The second step"), is_wrong=is_wrong, next=target
    )


@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """One's own second step: to set it up, to take another phone, to make new codes, to end it."""
    half = half_signed_in(request)
    if half is not None and has_phone(half):
        return redirect("admin:second_step")
    user = half or request.user
    if not user.is_staff:
        return redirect("admin:login")
    account = User.objects.get(pk=user.pk)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    if asked == "confirm":
        return _confirm(request, account)
    if asked in {"codes", "end"} and half is None and has_phone(account):
        return _codes(request, account) if asked == "codes" else _end(request, account)
    is_on = has_phone(account)
    if not is_on or "new" in request.GET:
        return _setting_up(request, account)
    return _page(
        request,
        "admin/second_factor.html",
        _("The second step of signing in"),
        left=recovery_codes_left(account),
        is_required=must_have(account),
    )


def _setting_up(request: HttpRequest, account: User, *, is_wrong: bool = False) -> HttpResponse:
    key = request.session.get(KEY) or new_key()
    request.session[KEY] = key
    grid = segno.make_qr(address_for_phone(account, key), error="m").matrix
    return _page(
        request,
        "admin/second_factor_new.html",
        _("Set up your second step"),
        code_path=_path(grid),
        code_size=len(grid),
        key=spoken_key(key),
        is_wrong=is_wrong,
        is_required=must_have(account),
    )


def _path(grid: Sequence[Sequence[int]]) -> str:
    """The dark modules of a QR code as the `d` of an SVG path, one unit each."""
    runs = []
    for y, row in enumerate(grid):
        x = 0
        for dark, modules in groupby(row):
            width = len(list(modules))
            if dark:
                runs.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return "".join(runs)


def _confirm(request: HttpRequest, account: User) -> HttpResponse:
    key = request.session.get(KEY)
    if key is None:
        return redirect("admin:second_factor")
    if not take_phone(account, key, request.POST.get("code", "")):
        return _setting_up(request, account, is_wrong=True)
    del request.session[KEY]
    step_given(request)
    end_sessions(account.pk, but=request.session.session_key)
    record("second_step_set_up", account, by=account)
    return _codes(request, account)


def _codes(request: HttpRequest, account: User) -> HttpResponse:
    """New recovery codes, shown this once."""
    codes = new_recovery_codes(account)
    record("new_recovery_codes", account, by=account)
    return _page(request, "admin/recovery_codes.html", _("Your recovery codes"), codes=codes)


def _end(request: HttpRequest, account: User) -> HttpResponse:
    if must_have(account):
        messages.error(request, _("Your role needs a second step; take another phone instead."))
    else:
        forget_phone(account)
        record("second_step_ended", account, by=account)
        messages.success(request, _("From now on your password alone signs you in."))
    return redirect("admin:sessions")


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    context.setdefault("site_name", settings.SITE_NAME)
    context.setdefault("home", reverse("admin:index"))
    return render(request, template, context)
