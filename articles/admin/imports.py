"""Import runs and their ledgers, read only."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import ImportItem, ImportRun


class ReadOnly:
    """What the import wrote is history: it is read and never edited."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, row: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, row: object = None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("__str__", "state", "started_at", "finished_at", "told")
    list_filter = ("state",)
    show_full_result_count = False
    fields = ("state", "started_at", "finished_at", "user", "paths", "options", "counts")

    @admin.display(description=_("done"))
    def told(self, run: ImportRun) -> str:
        return ", ".join(f"{count} {action}" for action, count in run.counts.items() if count)


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("headline", "action", "reason", "file", "place", "run")
    list_filter = ("action", "format")
    list_select_related = ("run",)
    search_fields = ("headline", "key")
    show_full_result_count = False
    list_per_page = 50
    exclude = ("original",)
