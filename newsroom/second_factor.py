"""The second step of signing in: who must have one, codes of a phone, recovery codes, and the wall until it is given.

Whoever gave only the password is nobody to the rest of the site: the one middleware here makes
`request.user` anonymous, so no screen, picture or preview can forget to ask (ASVS 6.3.3).
"""

from __future__ import annotations

import secrets
import time
from base64 import b32encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.checks import ADMINISTRATOR

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

STEP = "second_step"
"""In the session: GIVEN, or NONE where the account had no phone when it signed in."""
GIVEN, NONE = "given", "none"
HALF_SINCE = "password_only_since"
HALF_SECONDS = 15 * 60
"""How long a sign-in waits for its second step."""
RECOVERY_CODES = 10
DIGITS, PERIOD = 6, 30
FREE = ("second-step/", "second-factor/", "logout/", "login/", "invitation/")
"""Admin pages that are open to whoever gave only the password."""


class SecondFactorMiddleware:
    """Stands right after Django's authentication; reads the session only where something asks for the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.user = SimpleLazyObject(lambda: whole_user(request))  # type: ignore[assignment]
        base = f"/{settings.ADMIN_URL}"
        if request.path_info.startswith(base) and half_signed_in(request) is not None:
            if _waited_too_long(request.session):
                logout(request)
            elif not request.path_info.startswith(tuple(base + page for page in FREE)):
                back = request.path if request.method == "GET" else base
                return HttpResponseRedirect(
                    f"{reverse('admin:second_step')}?{urlencode({'next': back})}"
                )
        return self.get_response(request)


def whole_user(request: HttpRequest) -> User | AnonymousUser:
    """The account that is signed in with all that it needs; anonymous if the second step is open."""
    user = get_user(request)
    if isinstance(user, User) and _lacks_second_step(request.session, user):
        return AnonymousUser()
    return user


def half_signed_in(request: HttpRequest) -> User | None:
    """Whoever gave the password and not yet the second step."""
    user = get_user(request)
    if isinstance(user, User) and _lacks_second_step(request.session, user):
        return user
    return None


def _lacks_second_step(session: SessionBase, user: User) -> bool:
    if session.get(STEP) == GIVEN:
        return False
    if session.get(STEP) is None:
        if has_phone(user):
            return True
        session[STEP] = NONE
    return must_have(user)


def _waited_too_long(session: SessionBase) -> bool:
    since: float = session.setdefault(HALF_SINCE, time.time())
    return time.time() - since > HALF_SECONDS


def must_have(user: User) -> bool:
    """Whether the account has a role for which SECOND_FACTOR_FOR asks a second step."""
    roles = settings.SECOND_FACTOR_FOR
    if not roles:
        return False
    if user.is_superuser:
        return ADMINISTRATOR in roles
    return user.groups.filter(name__in=roles).exists()


def has_phone(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def step_given(request: HttpRequest) -> None:
    """From now on the session is a whole one, under a new key."""
    request.session[STEP] = GIVEN
    request.session.pop(HALF_SINCE, None)
    request.session.cycle_key()


def accepts(user: User, code: str) -> bool:
    """Whether it is the phone's code of this half minute, or an unused recovery code.

    Each is good for once. After n wrong ones the next is looked at 2^(n-1) seconds later, right or not.
    """
    said = "".join(code.split()).replace("-", "").lower()
    with transaction.atomic():
        if said.isascii() and said.isdigit() and len(said) == DIGITS:
            phone = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
            return phone is not None and bool(phone.verify_token(said))
        codes = StaticDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        return codes is not None and any(
            bool(codes.verify_token(kept)) for kept in _kept_forms(user, said, codes)
        )


def _kept_forms(user: User, code: str, device: Any) -> list[str]:
    """The form in which the code would be kept: one that is there, or else one to be refused."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    forms = [_kept(user, code, key) for key in keys]
    return [form for form in forms if device.token_set.filter(token=form).exists()] or forms[:1]


def _kept(user: User, code: str, key: str) -> str:
    return salted_hmac(
        "newsroom.recovery", f"{user.pk}:{code}", key, algorithm="sha256"
    ).hexdigest()[:16]


def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes, the old ones void; only digests under the site's secret are kept (ASVS 6.5.2)."""
    codes = [b32encode(secrets.token_bytes(10)).decode().lower() for _n in range(RECOVERY_CODES)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery codes")
        StaticToken.objects.bulk_create(
            StaticToken(device=device, token=_kept(user, code, settings.SECRET_KEY))
            for code in codes
        )
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


def recovery_codes_left(user: User) -> int:
    count: int = StaticToken.objects.filter(device__user=user).count()
    return count


def new_key() -> str:
    """A secret for a phone, in hexadecimal: 160 bits (RFC 4226, 4)."""
    return secrets.token_hex(20)


def spoken_key(key: str) -> str:
    """The secret as phones read it when it is typed."""
    plain = b32encode(bytes.fromhex(key)).decode()
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def address_for_phone(user: User, key: str) -> str:
    """What the QR code says; six digits, half a minute and SHA-1 are what every phone app assumes."""
    issuer = settings.SITE_NAME.replace(":", " ")
    label = quote(f"{issuer}:{user.get_username()}")
    secret = spoken_key(key).replace(" ", "")
    return (
        f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"
    )


def take_phone(user: User, key: str, code: str) -> bool:
    """Keeps the phone with this secret if `code` is what it shows now; any former one is void."""
    said = "".join(code.split())
    clock = TOTP(bytes.fromhex(key), PERIOD, 0, DIGITS)
    clock.time = time.time()
    if not (said.isascii() and said.isdigit() and clock.verify(int(said), tolerance=1)):
        return False
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        TOTPDevice.objects.create(user=user, name="phone", key=key, last_t=clock.t())
    return True


def forget_phone(user: User) -> None:
    """Takes the second step away: its phone and its recovery codes."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
