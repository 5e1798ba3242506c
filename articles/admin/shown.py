"""What a row that readers see does on its screen: public pages follow in the same transaction."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from articles import freshness


class ShownAdmin(admin.ModelAdmin):
    """Moves the number of freshness whenever a row is saved or deleted."""

    def save_model(self, request: HttpRequest, row: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        with transaction.atomic():
            super().save_model(request, row, form, change)
            freshness.move()

    def delete_model(self, request: HttpRequest, row: Any) -> None:
        with transaction.atomic():
            super().delete_model(request, row)
            freshness.move()

    def delete_queryset(self, request: HttpRequest, rows: Any) -> None:
        with transaction.atomic():
            super().delete_queryset(request, rows)
            freshness.move()
