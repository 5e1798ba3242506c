"""Contributors: who makes the stories, with an account or without one."""

from django.contrib import admin
from django.db.models import URLField
from django.utils.translation import gettext_lazy as _

from articles.admin.directory import DirectoryAdmin
from articles.models import Contributor


@admin.register(Contributor)
class ContributorAdmin(DirectoryAdmin):
    tie = "credits__contributor"
    list_display = ("name", "role", "is_agency", "user")
    list_filter = ("is_agency",)
    list_select_related = ("user",)
    search_fields = ("name", "name_key", "role")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("photo", "user")
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (None, {"fields": ("name", "slug", "is_agency", "role", "user")}),
        (_("Page"), {"fields": ("photo", "bio", "beats", "languages", "contact_url")}),
    )
