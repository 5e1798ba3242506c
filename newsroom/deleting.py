"""What deleting a row means, said before anybody does it: in stories and pages, not in rows of ties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Model
from django.http import HttpRequest
from django.utils.safestring import SafeString


class Deleting:
    """Before a ModelAdmin in its row of classes, by DeskSite.register."""

    def get_deleted_objects(self, objs: Iterable[Model], request: HttpRequest) -> Any:
        """The rows, each with what its screen says of it; of what goes with them only what has a screen.

        Where something forbids the deletion nothing goes, and no role lacks a right to it.
        """
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        says = getattr(self, "deletion_says", None)
        said = says(objs) if says else []
        return [*with_screens(deleted), *said], counts, set() if protected else lacking, protected

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        """A form deletes nothing but its own row: no cross beside a field for the row chosen there."""
        field = super().formfield_for_dbfield(*args, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


def with_screens(tree: Iterable[Any]) -> Iterator[Any]:
    """Django's nested list without the rows that no screen shows; what hung on them hangs one higher."""
    is_shown = True
    for entry in tree:
        if isinstance(entry, list):
            kept = list(with_screens(entry))
            if not is_shown:
                yield from kept
            elif kept:
                yield kept
        else:
            is_shown = isinstance(entry, SafeString)  # Django writes a link, or plain words
            if is_shown:
                yield entry
