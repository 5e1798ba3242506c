"""What a form of the admin changed, told to the audit log: who, from where, what stood there and what does now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest

from articles.models import Article
from articles.publishing.audit import record

LONGEST = 500
"""Characters of one value that are kept."""


class Told:
    """Before a ModelAdmin in its row of classes, by DeskSite.register: no screen can forget it.

    Stories are left out where they are saved: their versions say all, with actor and address.
    """

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
        _tell(request, "add", row)
        return super().log_addition(request, row, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, row: Any, message: Any) -> Any:
        _tell(request, "change", row)
        return super().log_change(request, row, message)  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:
        for row in queryset:
            record("delete", row, by=_asker(request))
        return super().log_deletions(request, queryset)  # type: ignore[misc]


def _tell(request: HttpRequest, action: str, row: Model) -> None:
    """A function and no method: this class stands before every screen and must shadow none of theirs."""
    if isinstance(row, Article):
        return
    before, after = getattr(request, "changed_here", ({}, {}))
    if action == "add" or after or before:
        record(
            action, row, by=_asker(request), before=None if action == "add" else before,
            after=after,
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
