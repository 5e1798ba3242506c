"""Sources: who stories come from, and what search engines and readers are told of that."""

from django.contrib import admin
from django.db.models import URLField
from django.utils.translation import gettext_lazy as _

from articles.admin.shown import ShownAdmin
from articles.models import Source


@admin.register(Source)
class SourceAdmin(ShownAdmin):
    list_display = ("name", "code", "indexing", "is_own")
    list_filter = ("indexing", "is_own")
    search_fields = ("name", "code")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (None, {"fields": ("name", "code", "url", "is_own")}),
        (_("For readers"), {"fields": ("credit_line", "indexing", "default_usage_terms")}),
        (_("For the import"), {"fields": ("page_rules",)}),
    )
