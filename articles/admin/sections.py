"""Sections: the parts of the site and the desks that fill them."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.deletion import in_the_way
from articles.admin.shown import ShownAdmin
from articles.models import Article, FormerAddress, Section


@admin.register(Section)
class SectionAdmin(ShownAdmin):
    list_display = ("name", "slug", "position", "in_navigation")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("editors",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "description")}),
        (_("On the site"), {"fields": ("position", "in_navigation", "evergreen")}),
        (_("Desk"), {"fields": ("editors", "half_life_days", "related_within_days")}),
    )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Stories keep their section; not all of them are read to say so."""
        protected = in_the_way(Article.objects.filter(section__in=objs), request.user)
        return (
            ([], {}, set(), protected) if protected else super().get_deleted_objects(objs, request)
        )

    def save_model(self, request: HttpRequest, row: Section, form: Any, change: bool) -> None:  # noqa: FBT001
        """A section that moves leads on from its old address; its stories do so by their numbers."""
        with transaction.atomic():
            before = Section.objects.filter(pk=row.pk).first()
            super().save_model(request, row, form, change)
            if before is not None and before.slug != row.slug:
                FormerAddress.objects.filter(path=row.get_absolute_url()).delete()
                FormerAddress.objects.update_or_create(
                    path=before.get_absolute_url(), defaults={"section": row}
                )
