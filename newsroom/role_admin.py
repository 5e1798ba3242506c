"""Roles in the admin: what each may do, and who has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from newsroom.accounts import DOES
from newsroom.permissions_widget import Permissions, areas
from newsroom.reach import WithinReach, reaches


class RoleForm(forms.ModelForm):
    asker: Any
    permissions = Permissions(label=_("May do"))

    def clean_permissions(self) -> QuerySet[Permission]:
        permissions: QuerySet[Permission] = self.cleaned_data["permissions"]
        if not reaches(self.asker, permissions):
            raise ValidationError(
                gettext("You can give no more than you may do yourself; an administrator can.")
            )
        return permissions


class RoleAdmin(WithinReach):
    """In the place of Django's own screen, which lists some 250 permissions in one box."""

    form = RoleForm
    change_form_template = "admin/auth/group/change_form.html"
    fields = ("name", "permissions")
    search_fields = ("name",)
    ordering = ("name",)
    list_display = ("name", "does", "people")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        roles: QuerySet[Group] = super().get_queryset(request)
        return roles.annotate(accounts=Count("user"))

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> Any:
        may_change = obj is None or self.has_change_permission(request, obj)
        return self.fields if may_change else ("name", "may_do")

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> Any:
        may_change = obj is None or self.has_change_permission(request, obj)
        return () if may_change else ("may_do",)

    def deletion_says(self, roles: Iterable[Group]) -> list[str]:
        count = sum(role.user_set.count() for role in roles)
        told = ngettext("%d account loses it.", "%d accounts lose it.", count)
        return [told % count if count else gettext("No account has it.")]

    @admin.display(description=_("may do"))
    def does(self, role: Group) -> str:
        return str(DOES.get(role.name, "–"))

    @admin.display(description=_("accounts"), ordering="accounts")
    def people(self, role: Any) -> str:
        address = f"{reverse('admin:auth_user_changelist')}?groups__id__exact={role.pk}"
        return format_html('<a href="{}">{}</a>', address, role.accounts) if role.accounts else "–"

    @admin.display(description=_("May do"))
    def may_do(self, role: Group) -> str:
        """For who may only look: the words of the boxes that are ticked."""
        held = role.permissions.select_related("content_type")
        shown, rest = areas(held, ())
        lines = [
            f"{row.name}: {', '.join(box.label for box in row.boxes)}"
            for area in (*shown, rest)
            for row in area.rows
        ]
        return "\n".join(lines) or "–"
