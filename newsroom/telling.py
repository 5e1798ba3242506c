"""What a form of the admin changed, told to the audit log: who, from where, what stood there and what does now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import HttpRequest

from articles.models import Article
from articles.publishing.audit import record
from articles.publishing.row_columns import Stand, changed, gone, label_of, stand_of

LONGEST = 500
"""Characters of one value that are kept."""


class Told:
    """Before a ModelAdmin in its row of classes, by DeskSite.register: no screen can forget it.

    Stories are left out where they are saved: their versions say all, with actor and address.
    """

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """The row that a form will change, and on a POST how it stood before."""
        row = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if row is not None and request.method == "POST" and not isinstance(row, Article):
            request.stood_here = stand_of(row, _own_rows(self))  # type: ignore[attr-defined]
        return row

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:
        request.changed_here = changed_by(form, formsets or ())  # type: ignore[attr-defined]
        return super().construct_change_message(request, form, formsets, add)  # type: ignore[misc]

    def log_addition(self, request: HttpRequest, row: Any, message: Any) -> Any:
        _tell(request, "add", row, {"added": label_of(row)})
        return super().log_addition(request, row, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, row: Any, message: Any) -> Any:
        before: Stand | None = getattr(request, "stood_here", None)
        is_same = before is not None and before.is_of(row)
        kept = changed(before, stand_of(row, _own_rows(self))) if before and is_same else None
        _tell(request, "change", row, kept)
        return super().log_change(request, row, message)  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:
        for row in queryset:
            record("delete", row, by=_asker(request), kept=gone(row))
        return super().log_deletions(request, queryset)  # type: ignore[misc]


def _own_rows(screen: Any) -> list[tuple[type[Model], str]]:
    """The models of a screen's inlines, each with the key by which its rows belong to the form's."""
    keys = [
        _get_foreign_key(screen.model, inline.model, fk_name=inline.fk_name)
        for inline in screen.inlines
    ]
    return [(key.model, key.attname) for key in keys]


def _tell(request: HttpRequest, action: str, row: Model, kept: dict[str, Any] | None) -> None:
    """A function and no method: this class stands before every screen and must shadow none of theirs."""
    if isinstance(row, Article):
        return
    before, after = getattr(request, "changed_here", ({}, {}))
    if action == "add" or after or before:
        record(
            action, row, by=_asker(request), before=None if action == "add" else before,
            after=after, kept=kept,
        )  # fmt: skip


def changed_by(form: Any, formsets: Iterable[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Field -> what stood there, and what was given, for the fields that the form changed."""
    before, after = {}, {}
    for name in form.changed_data:
        before[name] = plain(form.initial.get(name))
        after[name] = plain(form.cleaned_data.get(name))
    for formset in formsets:
        label = str(formset.model._meta.verbose_name)
        added = [str(row) for row in getattr(formset, "new_objects", ())]
        moved = [str(row) for row, _names in getattr(formset, "changed_objects", ())]
        gone = [str(row) for row in getattr(formset, "deleted_objects", ())]
        if gone:
            before[label] = plain(gone)
        if added or moved:
            after[label] = plain([*added, *moved])
    return before, after


def plain(value: Any) -> Any:
    """The value as JSON keeps it, cut to a length that can be read."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return str(dict(value))[:LONGEST]
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return [str(each)[:LONGEST] for each in value][:100]
    return str(value)[:LONGEST]


def _asker(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
