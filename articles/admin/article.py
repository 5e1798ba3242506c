"""The story's screens joined: the list of all stories and the form of one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from articles.admin.article_actions import StoryActions
from articles.admin.article_comments import StoryComments
from articles.admin.article_conflict import ConflictPage
from articles.admin.article_context import StoryContext
from articles.admin.article_drafts import StoryDrafts
from articles.admin.article_form import StoryForm
from articles.admin.article_list import StoryList
from articles.admin.article_live import StoryAsking
from articles.admin.article_page import (
    import_map,
    may_write,
    pictures_of,
    writing_values,
)
from articles.admin.article_preview import StoryPreview
from articles.admin.article_saving import StorySaving
from articles.admin.article_ties import INLINES
from articles.admin.article_versions import StoryVersions
from articles.admin.article_waiting import StoryWaiting
from articles.admin.article_withdrawal import StoryWithdrawal
from articles.admin.article_writing import StoryWriting
from articles.admin.related_panel import StoryRelated
from articles.models import Article
from articles.publishing.policy import can


@admin.register(Article)
class ArticleAdmin(
    ConflictPage,
    StoryContext,
    StorySaving,
    StoryAsking,
    StoryDrafts,
    StoryComments,
    StoryPreview,
    StoryWaiting,
    StoryWithdrawal,
    StoryVersions,
    StoryRelated,
    StoryWriting,
    StoryActions,
    StoryList,
):
    """Django's form around our own saving: one conditional write, one version, ties included."""

    form = StoryForm
    inlines = INLINES
    change_form_template = "admin/articles/article/form.html"
    save_on_top = False
    fieldsets = (
        (None, {"fields": ("headline", "standfirst", "body", "base_version")}),
        (
            gettext_lazy("Lead picture"),
            {"fields": ("lead_picture", "lead_caption", "lead_alt", "lead_decorative")},
        ),
        (
            gettext_lazy("Place and time"),
            {"fields": ("section", "kicker", "kind", "embargo_until")},
        ),
        (gettext_lazy("Byline"), {"fields": ("byline", "dateline")}),
        (
            gettext_lazy("Search and social"),
            {"fields": ("slug", "seo_title", "seo_description", "social_title", "noindex")},
        ),
        (
            gettext_lazy("More"),
            {
                "fields": (
                    "language", "slugline", "urgency", "usage_terms", "web_forbidden",
                    "editor_note", "evergreen", "link_people",
                ),
                "classes": ("collapse",),
            },
        ),
    )  # fmt: skip

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can(request.user, "view", obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can(request.user, "edit", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can(request.user, "create")

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return can(request.user, "delete", obj)

    def get_readonly_fields(self, request: HttpRequest, row: Article | None = None) -> Any:
        return () if can(request.user, "publish", row) else ("embargo_until",)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page around the form: scripts with their words, and the ties by name."""
        article = context.get("article")
        context |= {
            "may_write": may_write(request, article),
            "placed": pictures_of(article),
            "import_map": import_map(request),
            "writing_values": writing_values(request, article),
            "ties": {each.formset.prefix: each for each in context["inline_admin_formsets"]},
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002
    ) -> list[Any]:
        """Django's own log keeps nothing of a story: versions do."""
        return []

    def log_change(self, request: HttpRequest, row: Any, message: Any) -> Any:
        """Versions are the log."""

    def log_addition(self, request: HttpRequest, row: Any, message: Any) -> Any:
        """Versions are the log."""
