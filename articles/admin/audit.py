"""The audit log, to be read: who did what, when, from where; nobody changes it here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import AuditEntry


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):
    """Rows are only ever added, and only by what they tell of."""

    list_display = ("at", "actor_name", "address", "action", "kind", "label", "reason")
    list_filter = ("action", "kind")
    search_fields = ("=actor_name", "=address", "=row_id", "label")
    search_help_text = "Account, address, number of a row, or words of what it is called"
    ordering = ("-pk",)
    list_per_page = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, row: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, row: Any = None) -> bool:
        return False
