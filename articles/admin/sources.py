"""Sources: who stories come from, and what search engines and readers are told of that."""

from typing import Any

from django.contrib import admin
from django.db.models import URLField
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.admin.shown import ShownAdmin
from articles.admin.source_form import PREFIX, RULE_NAMES, SourceForm, in_one_line, rule_said
from articles.models import Source

RULES: tuple[Any, Any] = (
    _("Rules for its web pages"),
    {
        "fields": tuple(f"{PREFIX}{name}" for name in RULE_NAMES),
        "description": _(
            "Only for what the import reads wrongly; it finds by itself whatever is empty here. "
            "A selector names a part of the page as its style sheet does: h1 is a heading, .title "
            "whatever has that class, #story what has that id, div.story p a paragraph inside."
        ),
    },
)


@admin.register(Source)
class SourceAdmin(ShownAdmin):
    form = SourceForm
    list_display = ("name", "code", "indexing", "is_own")
    list_filter = ("indexing", "is_own")
    search_fields = ("name", "code")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (None, {"fields": ("name", "code", "url", "is_own")}),
        (_("For readers"), {"fields": ("credit_line", "indexing", "default_usage_terms")}),
        RULES,
    )

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        if obj is None or self.has_change_permission(request, obj):
            return self.fieldsets
        return (*self.fieldsets[:-1], (RULES[0], {"fields": ("rules",)}))

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> Any:
        may_change = obj is None or self.has_change_permission(request, obj)
        return () if may_change else ("rules",)

    @admin.display(description=_("rules"))
    def rules(self, source: Source) -> str:
        """For who may only look."""
        rules = source.page_rules if isinstance(source.page_rules, dict) else {}
        lines = format_html_join(
            "",
            "<li>{}: <code>{}</code></li>",
            ((rule_said(name), in_one_line(given)) for name, given in rules.items()),
        )
        return format_html("<ul>{}</ul>", lines) if rules else "–"
