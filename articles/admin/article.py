"""The story's screens joined: the list of all stories and the form of one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from articles.admin.article_conflict import ConflictPage
from articles.admin.article_form import StoryForm
from articles.admin.article_list import StoryList
from articles.admin.article_saving import StorySaving
from articles.admin.article_ties import INLINES
from articles.models import Article
from articles.publishing.checks import check_story
from articles.publishing.moves import possible_moves
from articles.publishing.policy import can


@admin.register(Article)
class ArticleAdmin(ConflictPage, StorySaving, StoryList):
    """Django's form around our own saving: one conditional write, one version, ties included."""

    form = StoryForm
    inlines = INLINES
    autocomplete_fields = ("section", "lead_picture")
    change_form_template = "admin/articles/article/change_form.html"
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

    def has_view_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return can(request.user, "view", row)

    def has_change_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return can(request.user, "edit", row)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can(request.user, "create")

    def has_delete_permission(self, request: HttpRequest, row: Article | None = None) -> bool:
        return can(request.user, "delete", row)

    def get_readonly_fields(self, request: HttpRequest, row: Article | None = None) -> Any:
        return () if can(request.user, "publish", row) else ("embargo_until",)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = dict(extra_context or {})
        article = self.get_object(request, object_id) if object_id else None
        if article is not None:
            if not can(request.user, "view", article):
                raise PermissionDenied
            context |= {
                "moves": possible_moves(article, request.user),
                "findings": check_story(article),
                "article": article,
            }
        context["show_delete_link"] = False
        return super().changeform_view(request, object_id, form_url, context)

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

