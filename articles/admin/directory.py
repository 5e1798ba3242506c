"""What people, topics and contributors have in common on their screens: merging, and addresses that stay."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.urls import URLPattern, path

from articles import freshness
from articles.admin.deletion import losses
from articles.admin.people_merge import merge_page
from articles.models import AliasKind, Article, FormerAddress, Person, PersonAlias
from articles.people.fold import row_key
from articles.publishing.people import people_changed


class DirectoryAdmin(admin.ModelAdmin):
    """A row with a page: an old address leads on, readers see a change at once, two can become one."""

    change_form_template = "admin/articles/mergeable_form.html"
    tie: str
    """The way from a story to rows of this kind."""

    def get_urls(self) -> list[URLPattern]:
        kind = str(self.opts.model_name)
        view = self.admin_site.admin_view(partial(merge_page, kind=kind))
        return [path("<int:pk>/merge/", view, name=f"articles_{kind}_merge"), *super().get_urls()]

    def save_model(self, request: HttpRequest, row: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        with transaction.atomic():
            before = type(row).objects.filter(pk=row.pk).first() if change else None
            super().save_model(request, row, form, change)
            if before is not None and before.slug != row.slug:
                _lead_on(str(self.opts.model_name), before.get_absolute_url(), row)
            if isinstance(before, Person) and before.name != row.name:
                _renamed(row, before.name)
            freshness.move()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        freshness.move()

    def deletion_says(self, rows: Any) -> list[str]:
        """What the confirmation of a deletion says beside the names of the rows."""
        stories = Article.objects.filter(**{f"{self.tie}__in": rows}).values("pk").distinct()
        return losses(stories.count(), rows=len(rows))

    def delete_model(self, request: HttpRequest, row: Any) -> None:
        self.delete_queryset(request, type(row).objects.filter(pk=row.pk))

    def delete_queryset(self, request: HttpRequest, rows: Any) -> None:
        with transaction.atomic():
            stories: list[int] = []
            if rows.model is Person:
                stories = list(
                    rows.filter(mentions__isnull=False).values_list(
                        "mentions__content_object", flat=True
                    )
                )
            super().delete_queryset(request, rows)
            people_changed(stories)


def _lead_on(kind: str, old: str, row: Any) -> None:
    """The old address leads to the new one; an address in use leads nowhere else."""
    FormerAddress.objects.filter(path=row.get_absolute_url()).delete()
    FormerAddress.objects.update_or_create(path=old[:700], defaults={kind: row})


def _renamed(person: Person, old: str) -> None:
    """The old name stays one by which the person is found, and search learns the new one."""
    key = row_key(old)
    if key != person.name_key and not person.aliases.filter(name_key=key).exists():
        PersonAlias.objects.create(person=person, name=old, kind=AliasKind.FORMER)
    people_changed(person.mentions.values_list("content_object", flat=True))
