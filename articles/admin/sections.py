"""Sections: the parts of the site and the desks that fill them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Section


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "position", "in_navigation")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("editors",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "description")}),
        (_("On the site"), {"fields": ("position", "in_navigation", "evergreen")}),
        (_("Desk"), {"fields": ("editors", "half_life_days")}),
    )
