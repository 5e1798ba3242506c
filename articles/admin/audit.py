"""The audit log, to be read: who did what, when, from where; nobody changes it here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article_versions import ACTIONS
from articles.admin.read_only import ReadOnlyAdmin
from articles.models import AuditEntry

APPS = ("articles", "media", "auth")
SAID = {
    **ACTIONS,
    "add": gettext_lazy("added"),
    "change": gettext_lazy("changed"),
    "delete": gettext_lazy("deleted"),
    "sign_in": gettext_lazy("signed in"),
    "sign_in_refused": gettext_lazy("sign-in refused"),
    "signed_out": gettext_lazy("signed out"),
    "second_step": gettext_lazy("gave the code"),
    "second_step_refused": gettext_lazy("code refused"),
    "second_step_set_up": gettext_lazy("second step set up"),
    "second_step_ended": gettext_lazy("second step taken away"),
    "new_recovery_codes": gettext_lazy("new recovery codes"),
    "password_chosen": gettext_lazy("password chosen"),
    "drop_pending": gettext_lazy("dropped what waited"),
}
"""Actions whose own name is no word; the others say themselves."""


def said(action: str) -> str:
    """The action as a person would say it."""
    return str(SAID.get(action, action.replace("_", " ")))


def kind_said(kind: str) -> str:
    """What the desk calls rows of this model; the model's own name if it is no more."""
    for app in APPS:
        try:
            return str(apps.get_model(app, kind)._meta.verbose_name)
        except LookupError:
            continue
    return kind


def column_of(kind: str, name: str) -> Any:
    """The column of that model by its name; None if it has none."""
    for app in APPS:
        try:
            return apps.get_model(app, kind)._meta.get_field(name)
        except (LookupError, FieldDoesNotExist):
            continue
    return None


def field_said(kind: str, name: str) -> str:
    """The label by which the screen of that model shows that field; "" if its form has none."""
    screens = (
        screen for model, screen in admin.site._registry.items() if model._meta.model_name == kind
    )
    for screen in screens:
        if field := getattr(screen.form, "base_fields", {}).get(name):
            return str(field.label or "")
    return ""


def column_said(kind: str, name: str) -> str:
    """What the desk calls that column: as its form does, before its model."""
    column = getattr(column_of(kind, name), "verbose_name", "")
    return field_said(kind, name) or _(str(column or name).replace("_", " "))


class KindSaid(admin.AllValuesFieldListFilter):
    """The kinds of rows that there are, in words."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            shown = choice["display"]
            is_kind = isinstance(shown, str) and "_" not in shown and shown.islower()
            yield {**choice, "display": kind_said(str(shown)) if is_kind else shown}


class Said(admin.AllValuesFieldListFilter):
    """The actions that there are, in words."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            shown = choice["display"]
            yield {**choice, "display": said(shown) if isinstance(shown, str) else shown}


@admin.register(AuditEntry)
class AuditAdmin(ReadOnlyAdmin):
    """Rows are only ever added, and only by what they tell of."""

    list_display = ("at", "who", "address", "did", "label", "changes_in_short", "reason")
    empty_value_display = ""
    list_display_links = ("at", "label")
    list_filter = (("action", Said), ("kind", KindSaid))
    change_list_template = "admin/articles/auditentry/change_list.html"
    fields = ("at", "who", "address", "did", "where", "changes", "reason")
    readonly_fields = fields
    search_fields = ("=actor_name", "=address", "=row_id", "label")
    search_help_text = gettext_lazy(
        "Account, address, number of a row, or words of what it is called"
    )
    ordering = ("-pk",)
    list_per_page = 100
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Nothing is selected here: the page is called what it is."""
        return super().changelist_view(request, {"title": _("Audit log"), **(extra_context or {})})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """In the words of the list."""
        entry = self.get_object(request, object_id)
        told = f"{said(entry.action)}: {entry.label}" if entry else ""
        context = {"title": _("Audit entry"), "subtitle": told, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    @admin.display(description=gettext_lazy("who"), ordering="actor_name")
    def who(self, entry: AuditEntry) -> str:
        return entry.actor_name or _("nobody who is signed in")

    @admin.display(description=gettext_lazy("action"), ordering="action")
    def did(self, entry: AuditEntry) -> str:
        return said(entry.action)

    @admin.display(description=gettext_lazy("what changed"))
    def changes_in_short(self, entry: AuditEntry) -> str:
        names = sorted({**(entry.before or {}), **(entry.after or {})})  # as jsonb keeps no order
        return ", ".join(column_said(entry.kind, name) for name in names)[:80]

    @admin.display(description=gettext_lazy("what"))
    def where(self, entry: AuditEntry) -> str:
        """What it is called, leading to its page where it still has one."""
        label = entry.label or f"{kind_said(entry.kind)} {entry.row_id or ''}"
        for app in APPS:
            try:
                page = reverse(f"admin:{app}_{entry.kind}_change", args=[entry.row_id])
            except NoReverseMatch:
                continue
            return format_html('<a href="{}">{}</a> ({})', page, label, kind_said(entry.kind))
        return label

    @admin.display(description=gettext_lazy("changes"))
    def changes(self, entry: AuditEntry) -> str:
        """Field by field: what stood there, and what does since."""
        before, after = entry.before or {}, entry.after or {}
        if not before and not after:
            return "–"
        rows = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>',
            (
                (
                    column_said(entry.kind, name),
                    shown(entry.kind, name, before.get(name)),
                    shown(entry.kind, name, after.get(name)),
                )
                for name in sorted({**before, **after})
            ),
        )
        return format_html(
            '<table><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr>'
            "</thead><tbody>{}</tbody></table>",
            _("Field"),
            _("Before"),
            _("After"),
            rows,
        )


def shown(kind: str, name: str, value: Any) -> str:
    """A value as its form shows it: a choice by its word."""
    if value is None or value == "":
        return "–"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    choices = getattr(column_of(kind, name), "flatchoices", ())
    return str(next((word for choice, word in choices if choice == value), value))
