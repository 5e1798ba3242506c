"""Topics: what stories are about, apart from people."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.directory import DirectoryAdmin
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(DirectoryAdmin):
    tie = "topic_ties__topic"
    list_display = ("name", "definition")
    search_fields = ("name", "name_key")
    search_help_text = _("Name, with or without accents")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("explainer",)
    list_per_page = 50
    show_full_result_count = False
