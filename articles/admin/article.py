"""The story form and the list of all stories."""

from django.contrib import admin

from articles.models import Article


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ("headline", "state", "section", "saved_at")
    list_select_related = ("section",)
    search_fields = ("headline",)
    show_full_result_count = False
