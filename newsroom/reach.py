"""How far an account reaches: who is no administrator hands on, and takes over, only what they may do themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet
from django.http import HttpRequest


def reaches(asker: Any, permissions: QuerySet[Permission]) -> bool:
    """Whether the asker holds all of these."""
    if asker.is_superuser:
        return True
    held = asker.get_all_permissions()
    asked = permissions.order_by().values_list("content_type__app_label", "codename")
    return all(f"{app}.{codename}" in held for app, codename in asked)


def reaches_row(asker: Any, row: User | Group | None) -> bool:
    """Whether the asker may do all that the account may, if it were active, or the role."""
    if row is None or asker.is_superuser:
        return True
    if isinstance(row, Group):
        return reaches(asker, row.permissions.all())
    held = Permission.objects.filter(Q(group__user=row) | Q(user=row))
    return not row.is_superuser and reaches(asker, held)


class WithinReach(admin.ModelAdmin):
    """A screen of accounts or roles; its form knows as `asker` who fills it in."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and reaches_row(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and reaches_row(request.user, obj)

    def get_form(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> type[forms.ModelForm[Any]]:
        form: type[forms.ModelForm[Any]] = super().get_form(request, *args, **kwargs)
        form.asker = request.user  # type: ignore[attr-defined]
        return form
