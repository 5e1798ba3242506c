"""Sessions: their ends, the list of one's own, and the password again before what would hurt most (ASVS 7)."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from newsroom.second_factor import has_phone, must_have, recovery_codes_left

SIGNED_IN = "signed_in_at"
SEEN = "seen_at"
PROVED = "password_given_at"
PLACE = "signed_in_from"
REMEMBERED = 60
"""Seconds between two writes of the time of use, so that a busy editor costs one write a minute."""
MOST = 2000
"""Open sessions that are looked through for one's own: only the newsroom has any."""
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
"""Sign in the browser's own name for itself, and what people call it; the first that fits."""
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
BULK = re.compile(r"[a-z_]+/[a-z_]+/")


class SessionLimitsMiddleware:
    """Looks only at requests to the admin: readers have no session and their pages read none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(f"/{settings.ADMIN_URL}") and request.user.is_authenticated:
            now = time.time()
            self._limit(request, now)
            if request.user.is_authenticated and asks_again(request, now):
                back = request.path if request.method == "GET" else f"/{settings.ADMIN_URL}"
                return redirect(f"{reverse('admin:password_again')}?{urlencode({'next': back})}")
        return self.get_response(request)

    def _limit(self, request: HttpRequest, now: float) -> None:
        session = request.session
        if SIGNED_IN not in session:
            session[PLACE] = [
                request.META.get("REMOTE_ADDR", "")[:64],
                request.headers.get("User-Agent", "")[:200],
            ]
        signed_in = session.setdefault(SIGNED_IN, now)
        seen = session.get(SEEN, now)
        too_long = now - signed_in > settings.SESSION_COOKIE_AGE
        if too_long or now - seen > settings.SESSION_IDLE_SECONDS:
            logout(request)
        elif SEEN not in session or now - seen > REMEMBERED:
            session[SEEN] = now


def asks_again(request: HttpRequest, now: float) -> bool:
    """Whether the password must be given anew: for accounts, roles and changes of many rows."""
    given = request.session.get(PROVED) or request.session.get(SIGNED_IN, now)
    if now - given <= settings.PASSWORD_ASKED_AGAIN_SECONDS:
        return False
    asked = request.path_info.removeprefix(f"/{settings.ADMIN_URL}")
    if asked.startswith("auth/") or (request.method == "POST" and asked == "second-factor/"):
        return True
    return request.method == "POST" and bool(BULK.fullmatch(asked)) and "action" in request.POST


def inside(request: HttpRequest) -> str:
    """The `next` of the request if it is an address of this site, else the desk."""
    target = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}) and target[:1] == "/"
    return target if is_ours else reverse("admin:index")


@sensitive_post_parameters()
def password_again(request: HttpRequest) -> HttpResponse:
    """Asks for the password of whoever is signed in, and leads on to `next`."""
    target = inside(request)
    form = None
    if request.method == "POST":
        given = {"username": request.user.get_username(), "password": request.POST.get("password")}
        form = AuthenticationForm(request, given)
        if form.is_valid() and form.get_user() == request.user:
            request.session[PROVED] = time.time()
            request.session.cycle_key()
            return HttpResponseRedirect(target)
    context = {
        **admin.site.each_context(request),
        "title": _("Your password, please"),
        "is_wrong": form is not None,
        "next": target,
    }
    return render(request, "admin/password_again.html", context)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where an account is signed in; `name` stands for its key and opens nothing."""

    name: str
    key: str
    address: str
    browser: str
    signed_in: datetime | None
    seen: datetime | None

    @property
    def called(self) -> str:
        """The browser as people call it, such as "Firefox on Linux"; as it says itself if unknown."""
        browser = next((name for sign, name in BROWSERS if sign in self.browser), "")
        system = next((name for sign, name in SYSTEMS if sign in self.browser), "")
        return " · ".join(filter(None, (browser, system))) or self.browser[:60]


def sessions_of(user_id: int, most: int | None = MOST) -> Iterator[OpenSession]:
    """The open sessions of an account, newest first by their end; of `most` that are looked through."""
    rows = Session.objects.filter(expire_date__gt=timezone.now()).order_by("-expire_date")[:most]
    for row in rows.iterator():
        kept = row.get_decoded()
        if str(kept.get(SESSION_KEY)) == str(user_id):
            address, browser = kept.get(PLACE) or ("", "")
            yield OpenSession(
                name=hashlib.sha256(row.session_key.encode()).hexdigest()[:20],
                key=row.session_key,
                address=address,
                browser=browser,
                signed_in=_moment(kept.get(SIGNED_IN)),
                seen=_moment(kept.get(SEEN)),
            )


def end_sessions(user_id: int, *, names: set[str] | None = None, but: str | None = "") -> int:
    """Ends the account's sessions with these names, or all but the one with the key `but`."""
    gone = [
        each.key
        for each in sessions_of(user_id, most=None)
        if (each.name in names if names is not None else each.key != but)
    ]
    return Session.objects.filter(session_key__in=gone).delete()[0]


def own_sessions(request: HttpRequest) -> HttpResponse:
    """Where the asker is signed in; POST `end` (a name, or "others") ends it there."""
    key, account = request.session.session_key, int(request.user.pk or 0)
    if request.method == "POST":
        wanted = request.POST.get("end", "")
        named = None if wanted == "others" else {wanted}
        count = end_sessions(account, names=named, but=key)
        told = ngettext(
            "Signed out in %(count)s other place.", "Signed out in %(count)s other places.", count
        )
        messages.success(request, told % {"count": count})
        return redirect("admin:sessions")
    user = User.objects.get(pk=account)
    context = {
        **admin.site.each_context(request),
        "title": _("Your account"),
        "account": user,
        "roles": list(user.groups.values_list("name", flat=True)),
        "has_phone": has_phone(user),
        "must_have_phone": must_have(user),
        "codes_left": recovery_codes_left(user),
        "sessions": list(sessions_of(account)),
        "own_key": key,
    }
    return render(request, "admin/sessions.html", context)


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, tz=UTC) if seconds else None
