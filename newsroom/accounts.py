"""Accounts in the admin: who works here, in which role; nobody types a password for another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.publishing.audit import record
from newsroom.invitations import invite
from newsroom.reach import WithinReach, reaches
from newsroom.second_factor import forget_phone, must_have
from newsroom.sessions import end_sessions, sessions_of

DOES = {
    "Reporter": _("writes own stories, places pictures, sends to review"),
    "Picture editor": _("keeps the picture library, places pictures in any story"),
    "Section editor": _("edits and publishes in the sections they lead"),
    "Editor": _("edits every story, people, topics, fronts and corrections"),
    "Publisher": _("all of that; publishes, withdraws, imports, reads the audit log"),
    "Importer": _("brings wire files in and sees what became of them"),
}
"""Role to what it does, for whoever gives it."""


class Roles(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> str:
        return f"{group.name}: {DOES[group.name]}" if group.name in DOES else group.name


class NewAccountForm(forms.ModelForm):
    """Who is invited; the password is theirs to choose."""

    asker: Any
    groups = Roles(Group.objects.order_by("name"), required=False, label=_("Roles"))

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups")

    def clean_groups(self) -> QuerySet[Group]:
        groups: QuerySet[Group] = self.cleaned_data["groups"]
        if not reaches(self.asker, Permission.objects.filter(group__in=groups)):
            raise ValidationError(
                gettext("One of these roles may do more than you; an administrator can give it.")
            )
        return groups


class AccountForm(NewAccountForm):
    class Meta:
        model = User
        fields = (*NewAccountForm.Meta.fields, "is_active", "is_superuser")


class ByRole(admin.RelatedFieldListFilter):
    """Roles, as the desk calls groups."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = gettext("roles")
        self.empty_value_display = format_html("{}", gettext("no role"))


class AccountAdmin(WithinReach):
    """In the place of Django's own screen, on which one types passwords for others."""

    form = AccountForm
    change_form_template = "admin/auth/user/change_form.html"
    fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email")}),
        (_("May do"), {"fields": ("is_active", "groups", "is_superuser")}),
        (_("Seen"), {"fields": ("last_login", "date_joined")}),
    )
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    list_display = ("username", "full_name", "roles", "second_step", "last_login", "is_active")
    list_filter = (("groups", ByRole), "is_superuser", "is_active")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        accounts: QuerySet[User] = super().get_queryset(request).prefetch_related("groups")
        return accounts.annotate(with_phone=Exists(phones))

    def get_form(
        self,
        request: HttpRequest,
        obj: User | None = None,
        change: bool = False,  # noqa: FBT001, FBT002
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        form = {} if obj else {"form": NewAccountForm}
        return super().get_form(request, obj, change, **{**form, **kwargs})

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.fieldsets if obj else ((None, {"fields": NewAccountForm.Meta.fields}),)

    def deletion_says(self, _accounts: Iterable[User]) -> list[str]:
        return [
            gettext(
                "What they wrote stays, and the log keeps the name. "
                "To keep somebody out, untick “Active” instead."
            )
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only an administrator makes another."""
        told = ("last_login", "date_joined")
        return told if getattr(request.user, "is_superuser", False) else (*told, "is_superuser")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        return ", ".join([gettext("Administrator")] * user.is_superuser + names) or "–"

    @admin.display(description=_("second step"), ordering="with_phone")
    def second_step(self, user: Any) -> str:
        return gettext("on") if user.with_phone else "–"

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<int:key>/invite/", self._placed(self.invite_view), name="auth_user_invite"),
            path(
                "<int:key>/no-phone/", self._placed(self.no_phone_view), name="auth_user_no_phone"
            ),
            path(
                "<int:key>/sign-out/", self._placed(self.sign_out_view), name="auth_user_sign_out"
            ),
        ]
        return [*own, *super().get_urls()]

    def _placed(self, view: Any) -> Any:
        return self.admin_site.admin_view(require_POST(view))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        obj.is_staff = True
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._invitation(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        account = context.get("original")
        if account is not None:
            context |= {
                "has_phone": account.with_phone,
                "must_have_phone": must_have(account),
                "is_invited": not account.has_usable_password(),
                "may_change": self.has_change_permission(request, account),
                "open_sessions": sum(1 for _each in sessions_of(account.pk)),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def invite_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return self._invitation(request, self._theirs(request, key))

    def no_phone_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """For a lost phone: the second step is taken away, and every session with it."""
        account = self._theirs(request, key)
        forget_phone(account)
        end_sessions(account.pk)
        record("second_step_ended", account, by=self._asker(request))
        messages.success(request, gettext("%s signs in with the password alone now.") % account)
        return redirect("admin:auth_user_change", account.pk)

    def sign_out_view(self, request: HttpRequest, key: int) -> HttpResponse:
        account = self._theirs(request, key)
        count = end_sessions(account.pk)
        record("signed_out", account, by=self._asker(request))
        told = ngettext("Signed out in %d place.", "Signed out in %d places.", count)
        messages.success(request, told % count)
        return redirect("admin:auth_user_change", account.pk)

    def _invitation(self, request: HttpRequest, account: User) -> HttpResponse:
        """The link to hand on, shown this once."""
        code = invite(account, by=self._asker(request))
        page = f"{settings.SITE_URL}{reverse('admin:invitation')}"
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Hand this on to %s") % (account.get_full_name() or account),
            "opts": self.opts,
            "account": account,
            "page": page,
            "code": code,
        }
        return TemplateResponse(request, "admin/auth/user/invitation.html", context)

    def _theirs(self, request: HttpRequest, key: int) -> User:
        account = get_object_or_404(User, pk=key)
        if not self.has_change_permission(request, account):
            raise Http404
        return account

    def _asker(self, request: HttpRequest) -> User:
        return get_object_or_404(User, pk=request.user.pk or 0)
