"""Invitations: a code that lets its holder choose the password of one account, once, within days (ASVS 6.4.1).

Nobody ever knows or types another's password. The code is no row: it is signed over the account's
password, last sign-in and the time, so that it dies as soon as a password is chosen or a newer
code is made. In a link it stands after `#`, which no browser sends: not to us, not into any log.
"""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from articles.publishing.audit import record
from newsroom.second_factor import STEP


class _Codes(PasswordResetTokenGenerator):
    key_salt = "newsroom.invitations"


CODES = _Codes()
BACKEND = "django.contrib.auth.backends.ModelBackend"


def invite(user: User, *, by: User | None) -> str:
    """A new code for the account; its password, its sessions and every older code end here."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record("invite", user, by=by)
    return f"{int_to_base36(user.pk)}.{CODES.make_token(user)}"


def invited(code: str) -> User | None:
    """The account that the code opens now; unknown, used, old and disabled ones are told alike."""
    number, _dot, token = "".join(code.split()).partition(".")
    try:
        pk = base36_to_int(number)
    except ValueError:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user is not None and CODES.check_token(user, token) else None


@sensitive_post_parameters()
def accept(request: HttpRequest) -> HttpResponse:
    """Takes the code and a first password; who has a phone is asked for its code next."""
    code = request.POST.get("code", "")
    user = invited(code) if request.method == "POST" else None
    form = SetPasswordForm(user or User(), request.POST or None)
    form.fields["new_password1"].widget.attrs.pop("autofocus", None)
    if user is not None and form.is_valid():
        form.save()
        record("password_chosen", user, by=user)
        request.session.flush()
        login(request, user, backend=BACKEND)
        request.session.pop(STEP, None)
        return redirect("admin:index")
    context = {
        **admin.site.each_context(request),
        "title": _("Welcome"),
        "form": form,
        "code": code,
        "is_wrong": request.method == "POST" and user is None,
        "login": reverse("admin:login"),
    }
    return render(request, "admin/invitation.html", context)
