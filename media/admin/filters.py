"""Filters of the picture list: words that are missing, whose, since when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from media.models import Picture, PictureQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Choice = tuple[str, "str | _StrPromise"]
NARROWING: dict[str, Callable[[PictureQuerySet], PictureQuerySet]] = {
    "credit": PictureQuerySet.without_credit,
    "alt": PictureQuerySet.without_alt,
    "warning": PictureQuerySet.warned,
}


class WordsFilter(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        return [
            ("credit", _("Missing credit")),
            ("alt", _("Missing alt text")),
            ("warning", _("With a warning")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        narrow = NARROWING.get(self.value() or "")
        return narrow(queryset) if narrow and isinstance(queryset, PictureQuerySet) else queryset


class UploadFilter(admin.SimpleListFilter):
    title = _("uploaded")
    parameter_name = "uploaded"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        return [("mine", _("By me")), ("today", _("Today")), ("mine-today", _("By me, today"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        chosen = (self.value() or "").split("-")
        if not isinstance(queryset, PictureQuerySet):
            return queryset
        if "mine" in chosen and request.user.is_authenticated:
            queryset = queryset.uploaded_by_user(request.user)
        return queryset.uploaded_today() if "today" in chosen else queryset
